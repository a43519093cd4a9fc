/**
 * Jobs that probe through a blackbox_exporter: what their relabelling makes of each static target. Source: Prometheus
 * documentation, relabel_config and params. Where a rule is not one whose outcome is plain, nothing is said of its target.
 */
import type { ConfigPath } from '../model/connection.ts';
import { isNull, valueOf, type YamlDocument } from '../yaml/yamlNode.ts';
import { schemeOf } from './connections.ts';
import { hasValue } from './connectionParts.ts';
import { connectionSections, fieldsOf, itemsOf, textAt, textOfSlot, type Fields } from './connectionSections.ts';
import { safeUrl } from './safeUrl.ts';

export interface Probe {
  /** What is probed, without user, query and fragment. */
  readonly target: string;
  /** A user stands in the target, whom the prober sends as basic auth. */
  readonly hasUser: boolean;
  /** host:port of the exporter that is asked. */
  readonly prober: string;
  /** http_2xx where the job names none, as the exporter takes it. */
  readonly module: string;
}

export interface ProbeJob {
  readonly name: string;
  readonly at: ConfigPath;
  /** By which the exporter is asked. */
  readonly scheme: string;
  readonly probes: readonly Probe[];
}

/** Label values; null for one that is not known. */
type Labels = Map<string, string | null>;

/** The text that a rule puts in; null where its regex decides about it. */
function replaced(rule: Fields, labels: Labels): string | null {
  const regex = textAt(rule, 'regex') ?? '(.*)';
  const sources = itemsOf(rule, 'source_labels').map(textOfSlot);
  const values = sources.map((source) => labels.get(source ?? '') ?? (labels.has(source ?? '') ? null : ''));
  const slot = rule.get('replacement');
  const written = slot === undefined ? '$1' : valueOf(slot.value).kind === 'scalar' && !isNull(slot.value) ? (textOfSlot(slot) ?? '') : '';
  if (!written.includes('$')) return regex === '(.*)' || regex === '.*' ? written : null;
  const joined = values.every((value) => value !== null) ? values.join(textAt(rule, 'separator') ?? ';') : null;
  if (regex !== '(.*)' || joined === null) return null;
  const text = written.replace(/\$(?:[01](?!\d)|\{[01]\})/g, () => joined);
  return /\$/.test(written.replace(/\$(?:[01](?!\d)|\{[01]\})/g, '')) ? null : text;
}

/** @returns whether the outcome of the rule is known, if only as a label that is not */
function apply(rule: Fields, labels: Labels): boolean {
  const action = (textAt(rule, 'action') ?? 'replace').toLowerCase();
  const label = textAt(rule, 'target_label');
  if (label === null || label.includes('$')) return false;
  if (action === 'replace') {
    const value = replaced(rule, labels);
    if (value === '') labels.delete(label);
    else labels.set(label, value);
    return true;
  }
  if (!['lowercase', 'uppercase', 'hashmod'].includes(action)) return false;
  labels.set(label, null);
  return true;
}

/** The first value of each parameter, and the labels of a group, which may set parameters too. */
function labelsOf(job: Fields, group: Fields): Labels {
  const params = fieldsOf(job.get('params')?.value);
  const labels: Labels = new Map([['__metrics_path__', textAt(job, 'metrics_path')], ['__scheme__', textAt(job, 'scheme') ?? 'http'], ['job', textAt(job, 'job_name')]]);
  for (const key of params.keys()) {
    const first = itemsOf(params, key)[0];
    if (first !== undefined) labels.set(`__param_${key}`, textOfSlot(first) ?? '');
  }
  for (const [name, { value }] of fieldsOf(group.get('labels')?.value)) {
    const node = valueOf(value);
    labels.set(name, node.kind === 'scalar' ? node.text : null);
  }
  return labels;
}

function probeOf(labels: Labels, rules: readonly Fields[]): Probe[] {
  if (!rules.every((rule) => apply(rule, labels))) return [];
  const [target, prober, module] = ['__param_target', '__address__', '__param_module'].map((name) => (labels.has(name) ? labels.get(name) : ''));
  const isProbe = labels.get('__metrics_path__') === '/probe';
  if (!isProbe || typeof target !== 'string' || target === '' || typeof prober !== 'string' || typeof module !== 'string') return [];
  const hasUser = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i.test(target);
  return [{ target: safeUrl(target), hasUser, prober: safeUrl(prober), module: module === '' ? 'http_2xx' : module }];
}

/** @param document of a prometheus.yml, or of a file of jobs that it includes */
export function probeJobsOf(document: YamlDocument): ProbeJob[] {
  const jobs = connectionSections(document.root.value).filter(({ section, fields }) => section === 'scrape' && textAt(fields, 'metrics_path') === '/probe');
  return jobs.filter(({ fields }) => !hasValue(fields, 'proxy_url')).map((section) => {
    const { fields, at } = section;
    const rules = itemsOf(fields, 'relabel_configs').map(({ value }) => fieldsOf(value));
    const probes = itemsOf(fields, 'static_configs').flatMap(({ value }) => {
      const group = fieldsOf(value);
      const targets = itemsOf(group, 'targets').map(textOfSlot).filter((target) => target !== null);
      return targets.flatMap((target) => probeOf(new Map([...labelsOf(fields, group), ['__address__', target]]), rules));
    });
    return { name: textAt(fields, 'job_name') ?? '', at, scheme: schemeOf(section), probes };
  });
}
