/** The check of prometheus.yml against the promtool of three release lines: neither passes over what the other refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScrapeConfig } from '../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { prometheusLines, type PrometheusLine } from '../support/realPrometheus.ts';
import { scrapeFixtures, soundConfigs } from '../support/scrapeFixtures.ts';
import { askPromtool, leftToPromtool, scrapeKnowMore } from '../support/scrapePromtool.ts';
import { oddYaml, scrapeFragments } from './scrapeFragments.ts';

const lines = prometheusLines().filter(({ line }) => ['2.42', '2.53', '3.5'].includes(line));

/** Before 2.45 promtool looked for the pair in jobs only; the others fail when the client is made. */
const passesOlder = /^CONNECTION_FIELD_MISSING (?!scrape_configs\[\d+\]\.tls_config).*\.tls_config\.(cert|key)_file$/;

const brokenOf = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'broken');

/** What one of the two sees and the other does not; empty when they agree. */
function disagreement(line: PrometheusLine, text: string): string[] {
  const broken = brokenOf(checkScrapeConfig({ path: '/prometheus.yml', text }, { version: `${line.line}.0` }));
  const { ok, output } = askPromtool(line, text);
  const isPassed = ({ code, field = '' }: Finding): boolean => code in scrapeKnowMore || (line.line === '2.42' && passesOlder.test(`${code} ${field}`));
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
    const bad = scrapeFixtures().filter(({ code, isGood }) => !isGood && code in scrapeKnowMore && code !== 'CONNECTION_TARGET_IS_URL');
    const refused = bad.filter(({ text }) => lines.every((line) => !askPromtool(line, text).ok));
    expect(refused.map(({ code }) => code)).toEqual([]);
  });
});
