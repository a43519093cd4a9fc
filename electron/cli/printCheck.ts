/** What a check looked at, what promtool says beside it, and how it ends, as text. */
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import type { CheckedServer, CheckReport, LineVerdict } from '../../shared/model/checkReport.ts';
import { fold } from './fold.ts';
import { groupedFindingLines, severities, severityWords, type FindingStyle } from './printFindings.ts';
import { isSound } from './soundness.ts';

type KnownKind = Exclude<CheckReport['files'][number]['kind'], 'unknown'>;

const fileWords: Readonly<Record<KnownKind, string>> = {
  webConfig: 'web.yml',
  scrapeConfig: 'prometheus.yml',
  certificate: 'certificate',
  key: 'private key',
  pkcs12: 'PKCS#12 file',
  request: 'signing request',
};

const speaksWords: Readonly<Record<NonNullable<CheckedServer['speaks']>, string>> = {
  tls: 'speaks TLS',
  http: 'speaks plain HTTP',
  nothing: 'does not answer',
  other: 'speaks neither HTTP nor TLS',
};

const counted = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`;

/** Such as `2 broken now, 1 unsafe`. */
export function countWords({ findings }: Pick<CheckReport, 'findings'>): string {
  const counts = severities.map((severity) => ({ severity, count: findings.filter((found) => found.severity === severity).length }));
  return counts.filter(({ count }) => count > 0).map(({ severity, count }) => `${String(count)} ${severityWords[severity]}`).join(', ');
}

function serverLine({ kind, version, running, unit, account, listen, speaks }: CheckedServer): string {
  const facts = [
    running ? (account === null ? 'running' : `running as ${account}`) : 'not running',
    ...(unit === null ? [] : [unit]),
    ...(speaks === null ? [] : [speaksWords[speaks]]),
  ];
  return `${kind}${version === null ? '' : ` ${version}`} on ${listen}: ${facts.join(', ')}`;
}

/** Neighbouring releases that say the same are told once. */
function releaseLines(verdicts: readonly LineVerdict[]): string[] {
  const said = verdicts.map(({ line, accepted, servesTls, words }) => {
    const verdict = accepted ? (servesTls ? 'starts with TLS' : 'starts without TLS') : `does not start${words === '' ? '' : `: ${words}`}`;
    return { line, verdict };
  });
  const groups: { first: string; last: string; verdict: string }[] = [];
  for (const { line, verdict } of said) {
    const group = groups.at(-1);
    if (group?.verdict === verdict) group.last = line;
    else groups.push({ first: line, last: line, verdict });
  }
  return groups.map(({ first, last, verdict }) => `Prometheus ${first === last ? first : `${first} to ${last}`}: ${verdict}`);
}

/** What PromSeal and promtool say of one configuration, side by side. */
function verdictLines(report: CheckReport, path: string, verbose: boolean): string[] {
  const own = countWords({ findings: report.findings.filter((found) => found.path === path) });
  const verdict = report.promtool.find((each) => each.path === path);
  const releases = report.lines.find((each) => each.path === path)?.verdicts ?? [];
  const differ = new Set(releases.map(({ accepted, servesTls }) => `${String(accepted)} ${String(servesTls)}`)).size > 1;
  const name = verdict === undefined ? '' : `promtool${verdict.version === null ? '' : ` ${verdict.version}`}`;
  return [
    `PromSeal: ${own === '' ? 'nothing to find fault with' : own}`,
    ...(verdict === undefined ? ['promtool: not asked'] : [`${name}: ${verdict.ok ? 'accepts it' : 'refuses it'}`]),
    ...(verdict === undefined || verdict.ok ? [] : verdict.words.split('\n').filter((line) => line.trim() !== '').map((line) => `  | ${line.trim()}`)),
    ...(verbose || differ ? releaseLines(releases) : []),
  ];
}

function fileLines(report: CheckReport, { verbose }: FindingStyle): string[] {
  return report.files.flatMap(({ path, kind }) => {
    // Why it is not known, or not there, stands with what could not be looked at, or is a finding.
    if (kind === 'unknown') return [];
    const isConfig = kind === 'webConfig' || kind === 'scrapeConfig';
    return [`${path} (${fileWords[kind]})`, ...(isConfig ? verdictLines(report, path, verbose).map((line) => `  ${line}`) : [])];
  });
}

/** What goes on stands two further in than what began. */
function foldIndented(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return fold(line.slice(indent.length), columns - indent.length, '  ').map((part) => `${indent}${part}`);
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), '']);

function unseenLines({ problems }: CheckReport, columns: number): string[] {
  return problems.flatMap(({ code, message, hint }) => [...foldIndented(`${code}: ${message}`, columns), ...(hint === undefined ? [] : foldIndented(`  ${hint}`, columns))]);
}

/** One sentence: the answer to the question that was asked. */
export function verdictLine(report: CheckReport): string {
  const counts = countWords(report);
  if (isSound(report)) {
    const seen = report.problems.length === 0 ? '' : ', as far as it could be looked at';
    return seen === '' && counts === '' ? 'Sound: nothing to find fault with.' : `Sound${seen}${counts === '' ? '' : `, with ${counts}`}.`;
  }
  if (counts === '') return report.problems.length > 0 ? 'Not everything could be looked at.' : 'Nothing was looked at.';
  return `Not sound: ${counts}.`;
}

/** @param heal the command that repairs what can be repaired */
function repairLines({ findings }: CheckReport, heal: string, columns: number): string[] {
  const repairable = findings.filter(({ repair }) => repair !== undefined);
  if (repairable.length === 0) return [];
  const what = repairable.length === findings.length ? 'all of it' : `${String(repairable.length)} of ${counted(findings.length, 'finding')}`;
  return [...fold(`PromSeal can repair ${what}. This shows how, and asks before it changes anything:`, columns, ''), `  ${heal}`];
}

/**
 * @param heal the command that repairs the same setup
 * @returns findings, then what was looked at and what could not be, then the verdict
 */
export function checkReportLines(report: CheckReport, style: FindingStyle, heal: string): string[] {
  return [
    ...groupedFindingLines(report.findings, style),
    ...section('Looked at:', [...report.servers.map(serverLine), ...fileLines(report, style)].flatMap((line) => foldIndented(line, style.columns - 2))),
    ...section('Could not be looked at:', unseenLines(report, style.columns - 2)),
    verdictLine(report),
    ...repairLines(report, heal, style.columns),
  ];
}

/** One finding alone, by the command that repairs it. */
export function onlyWords(id: string): string {
  return `--only ${shellQuote(id)}`;
}
