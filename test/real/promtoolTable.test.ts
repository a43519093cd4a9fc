/** The table of our verdicts beside those of three promtools, over every fixture. It stands in the documents, so it is compared with them. */
import { expect, it } from 'vitest';
import { checkScrapeConfig } from '../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import { checkWebConfig } from '../../shared/check/webConfig/checkWebConfig.ts';
import { webFixtures } from '../shared/check/webConfig/webFixtures.ts';
import { prometheusLines } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { scrapeFixtures } from '../support/scrapeFixtures.ts';
import { askPromtool, scrapeKnowMore } from '../support/scrapePromtool.ts';
import { materialFolder, verdictsOf, webKnowMore } from '../support/webPromtool.ts';

const wanted = ['2.42', '2.53', '3.5'];
const lines = prometheusLines().filter(({ line }) => wanted.includes(line));
const missing = lines.length === wanted.length ? null : `Prometheus ${wanted.join(', ')} are needed`;

interface Row {
  readonly code: string;
  /** Of the fixture's own finding. */
  readonly severity: string;
  /** Of each promtool, in the order of the lines. */
  readonly verdicts: readonly boolean[];
  readonly why: string;
}

/** What only newer releases know is refused by older ones, and fixtures for one release are fine on another. */
const newer: Readonly<Record<string, string>> = {
  WEB_FIELD_TOO_NEW: 'a field of newer releases, judged for the one that the file is for',
  WEB_CIPHER_GONE: 'a suite that builds of newer releases no longer know',
  VERSION_TOO_OLD: 'judged for a release before 2.24, which has no web.yml',
  WEB_VALUE_UNKNOWN: 'a word that some builds know',
  WEB_CIPHER_ORDER: 'the server of 2.24 ends at start',
  CONNECTION_FIELD_NEWER: 'a field of newer releases, judged for the one that the file is for',
};

/** Findings that are no errors, promtool has nothing to say to. */
function whyOf(row: Omit<Row, 'why'>, knowMore: Readonly<Record<string, string>>): string {
  const passes = row.verdicts.some(Boolean);
  if (!passes) return 'the same';
  const reason = row.severity === 'broken' ? (knowMore[row.code] ?? newer[row.code] ?? 'unexplained') : 'promtool does not judge this';
  return row.verdicts.every(Boolean) ? reason : `${reason}; builds that do not know the field refuse it`;
}

function webRows(): Row[] {
  const bad = webFixtures().filter(({ isGood }) => !isGood).sort((one, other) => (one.code < other.code ? -1 : 1));
  const verdicts = lines.map(({ promtool }) => verdictsOf(promtool, materialFolder(), bad.map(({ text }) => text)));
  return bad.map(({ code, text, options }, index) => {
    const own = checkWebConfig({ path: '/web.yml', text }, options).find((found) => found.code === code);
    const row = { code, severity: own?.severity ?? 'not found', verdicts: verdicts.map((each) => each[index] === null) };
    return { ...row, why: whyOf(row, webKnowMore) };
  });
}

function scrapeRows(): Row[] {
  return scrapeFixtures().filter(({ isGood }) => !isGood).map(({ code, text, version }) => {
    const own = checkScrapeConfig({ path: '/prometheus.yml', text }, { version }).find((found) => found.code === code);
    const row = { code, severity: own?.severity ?? 'not found', verdicts: lines.map((line) => askPromtool(line, text).ok) };
    return { ...row, why: whyOf(row, scrapeKnowMore) };
  });
}

function table(rows: readonly Row[]): string[] {
  const verdict = (passes: boolean): string => (passes ? 'passes' : 'refuses');
  return [
    `| Fixture | PromSeal | ${wanted.map((line) => `promtool ${line}`).join(' | ')} | Why they differ |`,
    `| --- | --- | ${wanted.map(() => '---').join(' | ')} | --- |`,
    ...rows.map(({ code, severity, verdicts, why }) => `| \`${code}\` | ${severity} | ${verdicts.map(verdict).join(' | ')} | ${why} |`),
  ];
}

describeUnless(missing, 'PromSeal beside promtool', () => {
  it('is told in docs/promtool.md as it is measured, with a reason for every difference', async () => {
    const [web, scrape] = [webRows(), scrapeRows()];
    const text = [
      '# PromSeal beside promtool', '',
      'Every broken fixture of `promseal check`, and what promtool of three Debian builds says to it. Made by a test, which',
      'fails when a verdict changes. `refuses` with `broken` means that both agree; where promtool passes, the last column says why we do not.', '',
      '## web.yml', '', ...table(web), '', '## prometheus.yml', '', ...table(scrape), '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('../../docs/promtool.md');
    expect([...web, ...scrape].filter(({ why, severity }) => why.startsWith('unexplained') || severity === 'not found').map(({ code, severity, verdicts }) => [code, severity, verdicts])).toEqual([]);
  }, 60_000);
});
