/** The prometheus.yml files of the checks as promtool judges them, and why we judge some of them otherwise. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConnections } from '../../shared/prometheus/connections.ts';
import type { PrometheusLine } from './realPrometheus.ts';
import { tempTree } from './tempTree.ts';

/** What promtool passes and is broken all the same, each with why. */
export const scrapeKnowMore: Readonly<Record<string, string>> = {
  CONNECTION_TLS_VERSIONS_CROSSED: 'judged when the client is made: the job is left out',
  CONNECTION_SCHEME_UNKNOWN: 'judged at every scrape: unsupported protocol scheme',
  CONNECTION_TARGET_IS_URL: 'not judged where relabelling is there',
  CONNECTION_TARGET_PASSWORD: 'judged at every scrape: invalid URL escape',
  CONNECTION_TARGET_INVALID: 'judged at every scrape: the URL does not parse',
  CONNECTION_METRICS_PATH_QUERY: 'never judged: the question mark is escaped',
  CONNECTION_URL_INVALID: 'judged at every request: unsupported protocol scheme, no host',
  CONNECTION_SERVER_NAME_INVALID: 'judged at every handshake: no certificate has the name',
  CONNECTION_PATH_HOLDS_PEM: 'judged when the client is made: the job is left out',
  CONNECTION_SECRET_REF: 'judged when the client is made: cannot use secret ref without manager',
  CONNECTION_SECRET_UNQUOTED: 'never judged: an empty password is sent',
  CONNECTION_SECRET_BLANKS: 'never judged: the blank is sent',
  CONNECTION_SECRET_PLACEHOLDER: 'never judged: the text is sent',
  CONNECTION_PASSWORD_IS_HASH: 'never judged: the hash is sent',
  USER_NAME_COLON: 'never judged: the server splits at the first colon',
  YAML_SEVERAL_DOCUMENTS: 'never judged: only the first document is read',
};

/** What promtool refuses and the check leaves to it. */
export const leftToPromtool: readonly (readonly [words: RegExp, why: string])[] = [
  [/field \w+_sd_configs not found/, 'which discoveries there are is decided by who builds Prometheus'],
  [/relabel|regex|missing argument to repetition/, 'relabelling'],
  [/not found in type http\.plain/, 'fields of single discoveries'],
  [/URL is missing|URL scheme must be/, 'fields of single discoveries'],
  [/valid label name/, 'labels'],
  [/field (otlp|metric_name_\w+|fallback_scrape_protocol) not found/, 'since when there are fields that have nothing to do with connections'],
];

/** Runs promtool in a folder where all files that the text names are there; absolute ones are made relative. */
export function askPromtool(line: PrometheusLine, text: string): { ok: boolean; output: string } {
  const folder = tempTree();
  const files = readConnections(text).files.map(({ path }) => path);
  const local = files.filter((path) => path.startsWith('/')).reduce((sum, path) => sum.replaceAll(path, path.slice(1)), text);
  for (const path of files) {
    const target = join(folder, path.replace(/^\//, ''));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, '');
  }
  const path = join(folder, 'prometheus.yml');
  writeFileSync(path, local);
  const { status, stdout, stderr } = spawnSync(line.promtool, ['check', 'config', path], { encoding: 'utf8' });
  return { ok: status === 0, output: stdout + stderr };
}
