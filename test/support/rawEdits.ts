/** Edits of the files of `rawConfigs` that Prometheus takes, and what the files mean after them, told without PromSeal. */
import type fc from 'fast-check';
import type { ResolvedEdit } from '../../shared/yaml/resolveEdits.ts';
import { job, remove, set, append } from '../shared/yaml/edits.ts';
import type { Plain, PlainMap, RawConfig } from './rawConfigs.ts';

export interface RawEdit {
  readonly edit: ResolvedEdit;
  /** The value of the whole file after it. */
  readonly after: (value: PlainMap) => PlainMap;
}

const texts = ['prod', 'a: "b" #1', 'yes', '010', '~', ' x ', "it's", '{{ t }}', 'two\nlines', '*a1', '&a1', '\u{1F600}', '<<'];

type Path = readonly (string | number)[];

/** The value with `change` made at the path; maps on the way are made where they are missing. */
function changed(value: Plain | undefined, path: Path, change: (present: Plain | undefined) => Plain | undefined): Plain | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (typeof step === 'number') return Array.isArray(value) ? value.flatMap((item, index) => (index === step ? (changed(item, rest, change) ?? []) : [item])) : value;
  const map = typeof value === 'object' && !Array.isArray(value) ? value : {};
  const inner = changed(map[step], rest, change);
  const others = Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
  return inner === undefined ? (step in map ? others : map) : { ...map, [step]: inner };
}

const at = (path: Path, change: (present: Plain | undefined) => Plain | undefined) => (value: PlainMap): PlainMap => changed(value, path, change) as PlainMap;
const jobsOf = (value: PlainMap): PlainMap[] => (value['scrape_configs'] ?? []) as PlainMap[];

type Maker = (value: PlainMap, pick: (n: number) => number) => RawEdit | null;

const textOf = (pick: (n: number) => number): string => texts[pick(texts.length)] ?? '';

/** An edit inside of one job. */
function inJob(below: Path, plain: (pick: (n: number) => number) => Plain | undefined): Maker {
  return (value, pick) => {
    const jobs = jobsOf(value);
    if (jobs.length === 0) return null;
    const index = pick(jobs.length);
    const path = ['scrape_configs', job(`job ${String(index)}`), ...below];
    const wanted = plain(pick);
    // What is not there is not taken away: the maps above it are not made for that.
    const isThere = below.reduce<Plain | undefined>((present, step) => (present as PlainMap | undefined)?.[step], jobs[index]) !== undefined;
    if (wanted === undefined) return { edit: remove(path), after: isThere ? at(['scrape_configs', index, ...below], () => undefined) : (all) => all };
    return { edit: set(path, wanted), after: at(['scrape_configs', index, ...below], () => wanted) };
  };
}

const makers: readonly Maker[] = [
  inJob(['scheme'], () => 'https'),
  inJob(['tls_config', 'ca_file'], () => '/new.crt'),
  inJob(['tls_config', 'insecure_skip_verify'], () => false),
  inJob(['tls_config'], () => ({ ca_file: '/new.crt', server_name: 'new.example' })),
  inJob(['tls_config', 'ca_file'], () => undefined),
  inJob(['tls_config', 'server_name'], () => undefined),
  inJob(['tls_config'], () => undefined),
  inJob(['basic_auth'], (pick) => ({ username: textOf(pick), password_file: '/new' })),
  inJob(['basic_auth'], () => undefined),
  inJob(['scheme'], () => undefined),
  inJob(['params', 'module'], (pick) => [textOf(pick), textOf(pick)]),
  inJob(['static_configs'], (pick) => [{ targets: ['localhost:7'], labels: { env: textOf(pick) } }]),
  (_value, pick) => {
    const text = textOf(pick);
    return { edit: set(['global', 'external_labels', 'env'], text), after: at(['global', 'external_labels', 'env'], () => text) };
  },
  (value) => {
    const added = { job_name: 'added', static_configs: [{ targets: ['localhost:7'] }] };
    return { edit: append(['scrape_configs'], added), after: () => ({ ...value, scrape_configs: [...jobsOf(value), added] }) };
  },
  (value, pick) => {
    const jobs = jobsOf(value);
    if (jobs.length === 0) return null;
    const index = pick(jobs.length);
    return { edit: remove(['scrape_configs', index]), after: at(['scrape_configs', index], () => undefined) };
  },
  (value) => {
    const [first] = (value['remote_write'] ?? []) as PlainMap[];
    if (first === undefined) return null;
    return { edit: { op: 'scheme', path: ['remote_write', 0, 'url'], scheme: 'https' }, after: at(['remote_write', 0, 'url'], (url) => (typeof url === 'string' ? url.replace(/^http:/, 'https:') : url)) };
  },
  (value) => {
    const isThere = value['alerting'] !== undefined;
    return isThere ? { edit: set(['alerting', 'alertmanagers', 0, 'tls_config', 'ca_file'], '/am.crt'), after: at(['alerting', 'alertmanagers', 0, 'tls_config', 'ca_file'], () => '/am.crt') } : null;
  },
];

/** One edit that the file can take. */
export function rawEdit({ value }: RawConfig, stream: fc.Stream<number>): RawEdit {
  const pick = (n: number): number => Number(stream.next().value) % n;
  for (;;) {
    const made = makers[pick(makers.length)]?.(value, pick) ?? null;
    if (made !== null) return made;
  }
}
