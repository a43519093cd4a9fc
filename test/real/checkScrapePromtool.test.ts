/** The check of prometheus.yml against the promtool of three release lines: neither passes over what the other refuses. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScrapeConfig } from '../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { readConnections } from '../../shared/prometheus/connections.ts';
import { prometheusLines, type PrometheusLine } from '../support/realPrometheus.ts';
import { scrapeFixtures, soundConfigs } from '../support/scrapeFixtures.ts';
import { tempTree } from '../support/tempTree.ts';
import { oddYaml, scrapeFragments } from './scrapeFragments.ts';

const lines = prometheusLines().filter(({ line }) => ['2.42', '2.53', '3.5'].includes(line));

/** What promtool passes and is broken all the same, each with why. */
const passesPromtool: Readonly<Record<string, string>> = {
  CONNECTION_TLS_VERSIONS_CROSSED: 'judged when the client is made: the job is left out',
  CONNECTION_SCHEME_UNKNOWN: 'judged at every scrape: unsupported protocol scheme',
  CONNECTION_TARGET_IS_URL: 'not judged where relabelling is there',
  CONNECTION_TARGET_PASSWORD: 'judged at every scrape: invalid URL escape',
  CONNECTION_TARGET_INVALID: 'judged at every scrape: the URL does not parse',
  CONNECTION_METRICS_PATH_QUERY: 'never judged: the question mark is escaped',
  CONNECTION_URL_INVALID: 'judged at every request: unsupported protocol scheme, no host',
  CONNECTION_SERVER_NAME_INVALID: 'judged at every handshake: no certificate has the name',
  CONNECTION_SECRET_REF: 'judged when the client is made: cannot use secret ref without manager',
  CONNECTION_SECRET_UNQUOTED: 'never judged: an empty password is sent',
  CONNECTION_SECRET_BLANKS: 'never judged: the blank is sent',
  CONNECTION_SECRET_PLACEHOLDER: 'never judged: the text is sent',
  CONNECTION_PASSWORD_IS_HASH: 'never judged: the hash is sent',
  USER_NAME_COLON: 'never judged: the server splits at the first colon',
  YAML_SEVERAL_DOCUMENTS: 'never judged: only the first document is read',
};

/** Before 2.45 promtool looked for the pair in jobs only; the others fail when the client is made. */
const passesOlder = /^CONNECTION_FIELD_MISSING (?!scrape_configs\[\d+\]\.tls_config).*\.tls_config\.(cert|key)_file$/;

/** What promtool refuses and the check leaves to it. */
const leftToPromtool: readonly (readonly [words: RegExp, why: string])[] = [
  [/field \w+_sd_configs not found/, 'which discoveries there are is decided by who builds Prometheus'],
  [/relabel|regex|missing argument to repetition/, 'relabelling'],
  [/not found in type http\.plain/, 'fields of single discoveries'],
  [/URL is missing|URL scheme must be/, 'fields of single discoveries'],
  [/valid label name/, 'labels'],
  [/field (otlp|metric_name_\w+|fallback_scrape_protocol) not found/, 'since when there are fields that have nothing to do with connections'],
];

/** Runs promtool in a folder where all files that the text names are there; absolute ones are made relative. */
function promtool(line: PrometheusLine, text: string): { ok: boolean; output: string } {
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

const brokenOf = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'broken');

/** What one of the two sees and the other does not; empty when they agree. */
function disagreement(line: PrometheusLine, text: string): string[] {
  const broken = brokenOf(checkScrapeConfig({ path: '/prometheus.yml', text }, { version: `${line.line}.0` }));
  const { ok, output } = promtool(line, text);
  const isPassed = ({ code, field = '' }: Finding): boolean => code in passesPromtool || (line.line === '2.42' && passesOlder.test(`${code} ${field}`));
  if (ok) return broken.filter((found) => !isPassed(found)).map(({ code, field }) => `${line.line} passes ${code} ${field ?? ''}`);
  if (broken.some(({ raw }) => raw !== undefined && output.includes(raw))) return [];
  return leftToPromtool.some(([words]) => words.test(output)) ? [] : [`${line.line} refuses: ${output}; ${broken.map(({ code, raw }) => `${code} ${raw ?? ''}`).join()}`];
}

/** The maps that the fields are put into. */
const frames: readonly string[] = [
  'scrape_configs:\n  - job_name: a\n',
  'remote_write:\n  - url: https://x.example/write\n',
  'remote_read:\n  - url: https://x.example/read\n',
  'alerting:\n  alertmanagers:\n  - timeout: 5s\n',
  'scrape_configs:\n- job_name: a\n  http_sd_configs:\n  - url: https://x.example/targets\n',
];

const randomConfig = fc
  .tuple(fc.constantFrom(...frames), fc.array(fc.constantFrom(...scrapeFragments), { minLength: 1, maxLength: 4 }))
  .map(([frame, chosen]) => {
    // A key that stands twice is a fault of its own, and hides all others.
    const fields = new Map(chosen.map((fragment) => [fragment.split(':')[0] ?? '', fragment]));
    return frame + [...fields.values()].map((fragment) => `    ${fragment}\n`).join('');
  });

describe.each(lines)('promtool $line', (line) => {
  it.each(scrapeFixtures())('agrees about $code (good: $isGood)', ({ text }) => {
    expect(disagreement(line, text)).toEqual([]);
  });

  it.each(soundConfigs())('takes $name, or the check knows why not', ({ text }) => {
    expect(disagreement(line, text)).toEqual([]);
  });

  it.each(oddYaml)('agrees about %j', (text) => {
    expect(disagreement(line, text)).toEqual([]);
  });

  it('agrees about configurations put together at random', () => {
    const configs = fc.sample(randomConfig, { numRuns: 80, seed: 7 });
    expect(configs.flatMap((text) => disagreement(line, text).map((what) => `${text}${what}`))).toEqual([]);
  });
});

describe('the table of what promtool passes', () => {
  it('has no code that every promtool refuses in its fixture', () => {
    const bad = scrapeFixtures().filter(({ code, isGood }) => !isGood && code in passesPromtool && code !== 'CONNECTION_TARGET_IS_URL');
    const refused = bad.filter(({ text }) => lines.every((line) => !promtool(line, text).ok));
    expect(refused.map(({ code }) => code)).toEqual([]);
  });
});
