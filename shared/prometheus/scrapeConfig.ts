/** Reads a prometheus.yml: the file of --config.file. */
import { problem } from '../errors/failure.ts';
import type { ScrapeConfigFacts, ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { entryOf, ownEntry } from '../yaml/mapEntry.ts';
import { isNull, valueOf, type Slot, type YamlCollection } from '../yaml/yamlNode.ts';
import { allConfigKeys, webConfigKeys } from './configKeys.ts';
import {
  booleanField,
  keysOf,
  lineOf,
  listField,
  mapField,
  noteShape,
  noteStranger,
  openConfig,
  textField,
  type ConfigReader,
} from './configReader.ts';
import { parseDuration } from './duration.ts';
import { peersOf } from './peers.ts';

/** The default of global.scrape_interval. Source: Prometheus documentation, configuration. */
const DEFAULT_INTERVAL_MS = 60_000;
/** What a job cannot have beside basic_auth. Source: prometheus/common config/http_config.go, Validate. */
const otherAuthKeys = ['authorization', 'oauth2', 'bearer_token', 'bearer_token_file'];

function readTargets(reader: ConfigReader, job: YamlCollection): string[] {
  return listField(reader, job, 'static_configs').flatMap((group) =>
    listField(reader, group.value, 'targets').flatMap((slot) => {
      const target = valueOf(slot.value);
      if (target.kind === 'scalar') return [target.text];
      noteShape(reader, slot, 'targets', 'host and port');
      return [];
    }),
  );
}

/** Source: Prometheus documentation, relabel_config: labels that begin with `__` decide how a target is scraped. */
function setsScheme(reader: ConfigReader, job: YamlCollection): boolean {
  const relabelled = listField(reader, job, 'relabel_configs').some(({ value }) => textField(reader, value, 'target_label') === '__scheme__');
  return relabelled || listField(reader, job, 'static_configs').some(({ value }) => textField(reader, mapField(reader, value, 'labels'), '__scheme__') !== null);
}

function readFilePatterns(reader: ConfigReader): string[] {
  return listField(reader, reader.root, 'scrape_config_files').flatMap(({ value }) => {
    const pattern = valueOf(value);
    return pattern.kind === 'scalar' ? [pattern.text] : [];
  });
}

function readBasicAuth(reader: ConfigReader, job: YamlCollection): ScrapeJobFacts['basicAuth'] {
  const section = mapField(reader, job, 'basic_auth');
  if (section === null) return null;
  const passwordFile = textField(reader, section, 'password_file');
  const inline = textField(reader, section, 'password') !== null;
  const passwordSource = inline ? 'inline' : passwordFile === null ? 'none' : 'file';
  return { username: textField(reader, section, 'username'), passwordSource, passwordFile };
}

function hasValue(job: YamlCollection, key: string): boolean {
  const slot = entryOf(job, key);
  return slot !== null && !isNull(slot.value);
}

function readJob(reader: ConfigReader, slot: Slot, index: number): ScrapeJobFacts | null {
  const job = valueOf(slot.value);
  const name = textField(reader, job, 'job_name');
  if (job.kind !== 'map') {
    noteShape(reader, slot, `scrape_configs[${index}]`, 'a job with its keys');
    return null;
  }
  if (name === null) {
    noteShape(reader, entryOf(job, 'job_name') ?? { ...slot, value: NOTHING }, 'job_name', 'the name of the job');
    return null;
  }
  const tls = mapField(reader, job, 'tls_config');
  const interval = textField(reader, job, 'scrape_interval');
  return {
    index,
    name,
    line: lineOf(reader, slot),
    scheme: textField(reader, job, 'scheme') ?? 'http',
    metricsPath: textField(reader, job, 'metrics_path') ?? '/metrics',
    targets: readTargets(reader, job),
    usesDiscovery: keysOf(job).some((key) => key.endsWith('_sd_configs') && hasValue(job, key)),
    setsScheme: setsScheme(reader, job),
    caFile: textField(reader, tls, 'ca_file'),
    inlineCa: textField(reader, tls, 'ca') !== null,
    certFile: textField(reader, tls, 'cert_file'),
    keyFile: textField(reader, tls, 'key_file'),
    serverName: textField(reader, tls, 'server_name'),
    insecureSkipVerify: booleanField(reader, tls, 'insecure_skip_verify'),
    basicAuth: readBasicAuth(reader, job),
    otherAuth: otherAuthKeys.find((key) => hasValue(job, key)) ?? null,
    scrapeIntervalMs: interval === null ? null : parseDuration(interval),
  };
}

const NOTHING: Slot['value'] = { kind: 'scalar', span: null, tag: null, shared: false, text: '', type: 'null' };

/** Prometheus refuses two jobs of one name, and an edit would not know which one is meant. */
function noteTwins(reader: ConfigReader, jobs: readonly ScrapeJobFacts[]): void {
  const first = new Map<string, number>();
  for (const { name, line } of jobs) {
    const before = first.get(name);
    if (before === undefined) first.set(name, line);
    else reader.problems.push(problem('SCRAPE_JOB_TWICE', { job: name, first: before }, { line, column: 1 }));
  }
}

function noteForeignKey(reader: ConfigReader): void {
  const foreign = keysOf(reader.root).find((key) => webConfigKeys.includes(key));
  if (foreign === undefined || reader.root === null) return;
  const slot = ownEntry(reader.root, foreign);
  const where = slot === null ? {} : { line: lineOf(reader, slot), column: 1 };
  reader.problems.push(problem('SCRAPE_CONFIG_IS_WEB_CONFIG', { key: foreign }, where));
}

/**
 * Reads what a prometheus.yml says about connections, without its secrets, as go-yaml does: first document only.
 * Unknown keys are kept and are no problem here. Problems, with line and column, are what stops PromSeal from using
 * or editing the file: those of `readYaml`, YAML_ROOT_NOT_MAP, CONFIG_SHAPE, SCRAPE_JOB_TWICE, CONFIG_OF_ANOTHER_PROGRAM,
 * SCRAPE_CONFIG_IS_WEB_CONFIG; and the warning YAML_SEVERAL_DOCUMENTS.
 */
export function readScrapeConfig(text: string): ScrapeConfigFacts {
  const reader = openConfig(text);
  noteForeignKey(reader);
  noteStranger(reader, allConfigKeys);
  const interval = textField(reader, mapField(reader, reader.root, 'global'), 'scrape_interval');
  const slots = listField(reader, reader.root, 'scrape_configs');
  const jobs = slots.map((slot, index) => readJob(reader, slot, index)).filter((job) => job !== null);
  noteTwins(reader, jobs);
  return {
    hasScrapeConfigs: reader.root !== null && hasValue(reader.root, 'scrape_configs'),
    scrapeIntervalMs: (interval === null ? null : parseDuration(interval)) ?? DEFAULT_INTERVAL_MS,
    jobs,
    jobsLeftOut: 0,
    peers: reader.document === null ? [] : peersOf(reader.document),
    scrapeConfigFiles: readFilePatterns(reader),
    problems: reader.problems,
  };
}
