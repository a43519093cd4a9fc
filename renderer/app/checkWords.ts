/** What a check looked at and what it came to, in words. */
import type { CheckedFile, CheckedServer, CheckReport, LineVerdict } from '../../shared/model/checkReport.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { Finding } from '../../shared/model/finding.ts';

const count = (number: number, one: string, many = `${one}s`): string => `${String(number)} ${number === 1 ? one : many}`;

/** What is looked at, as the object of a sentence. */
export function targetWords(target: CheckTarget): string {
  switch (target.kind) {
    case 'server':
      return `the server on ${target.listen}`;
    case 'unit':
      return `the unit ${target.unit}`;
    case 'folder':
      return target.folder;
    case 'files':
      return target.paths.length === 1 ? (target.paths[0] ?? '') : `${String(target.paths.length)} files`;
  }
}

/** What was really looked at, such as `2 servers and 5 files`; null where there was nothing. */
export function lookedAtWords({ servers, files }: Pick<CheckReport, 'servers' | 'files'>): string | null {
  const parts = [...(servers.length > 0 ? [count(servers.length, 'server')] : []), ...(files.length > 0 ? [count(files.length, 'file')] : [])];
  return parts.length === 0 ? null : parts.join(' and ');
}

/** Findings that need something done, beside advice. */
const isFault = ({ severity }: Finding): boolean => severity !== 'advice';

export interface Verdict {
  tone: 'good' | 'bad' | 'warn' | 'info';
  title: string;
  text: string;
}

/** The whole in a few words. Says no more than was looked at. */
export function verdictOf(report: Pick<CheckReport, 'findings' | 'servers' | 'files' | 'problems'>): Verdict {
  const { findings, problems, servers } = report;
  const looked = lookedAtWords(report);
  if (looked === null && findings.length === 0) {
    return { tone: 'info', title: 'There is nothing here to check', text: 'Neither a configuration nor a server of a Prometheus was found, so nothing is said about it.' };
  }
  const faults = findings.filter(isFault);
  const broken = faults.filter(({ severity }) => severity === 'broken').length;
  const left = problems.length === 0 ? '' : ' What could not be looked at stands at the end.';
  if (faults.length > 0) {
    const title = `${count(faults.length, 'thing')} to put right`;
    const now = broken === 0 ? 'None of it is broken now.' : broken === faults.length ? (broken === 1 ? 'It is broken now.' : 'All of it is broken now.') : `${String(broken)} of them ${broken === 1 ? 'is' : 'are'} broken now.`;
    return { tone: broken > 0 ? 'bad' : 'warn', title, text: `${now}${left}` };
  }
  const live = servers.some(({ running }) => running) ? '' : ' No server was running, so only what stands in files was judged.';
  const advice = findings.length === 0 ? 'Nothing is broken, will break or is unsafe.' : `Nothing is broken, will break or is unsafe; there is ${findings.length === 1 ? 'one piece' : `${String(findings.length)} pieces`} of advice.`;
  return { tone: 'good', title: 'Sound', text: `${looked ?? ''} looked at. ${advice}${live}${left}`.trim() };
}

const kinds: Readonly<Record<CheckedFile['kind'], string>> = {
  scrapeConfig: 'Configuration of Prometheus', webConfig: 'Web configuration', certificate: 'Certificates', key: 'Private keys',
  pkcs12: 'PKCS#12', request: 'Signing requests', unknown: 'Other files that these name',
};

export interface FileGroup {
  title: string;
  paths: readonly string[];
}

/** The files by what they are, configurations first. */
export function filesByKind(files: readonly CheckedFile[]): FileGroup[] {
  const order = Object.keys(kinds) as CheckedFile['kind'][];
  return order
    .map((kind) => ({ title: kinds[kind], paths: files.filter((file) => file.kind === kind).map(({ path }) => path) }))
    .filter(({ paths }) => paths.length > 0);
}

const programs: Readonly<Record<CheckedServer['kind'], string>> = {
  prometheus: 'Prometheus', node_exporter: 'node_exporter', alertmanager: 'Alertmanager', pushgateway: 'Pushgateway', blackbox_exporter: 'blackbox_exporter',
};

/** Such as `Prometheus 2.42.0`. */
export function serverName({ kind, version }: CheckedServer): string {
  return version === null ? programs[kind] : `${programs[kind]} ${version}`;
}

const spoken: Readonly<Record<NonNullable<CheckedServer['speaks']>, string>> = {
  tls: 'TLS', http: 'plain HTTP', nothing: 'nothing: it did not answer', other: 'something that is neither TLS nor HTTP',
};

/** What it spoke when it was asked; null where nobody asked. */
export function speaksWords({ speaks, running }: CheckedServer): string {
  if (!running) return 'It does not run';
  return speaks === null ? 'It was not asked' : spoken[speaks];
}

/** Who runs it, and as whom. */
export function runnerWords({ control, unit, account }: CheckedServer): string {
  const who = unit !== null ? unit : control === 'promseal' ? 'PromSeal' : control === 'process' ? 'somebody, by hand or by a script' : 'nobody';
  return account === null ? who : `${who}, as ${account}`;
}

export interface LineRow {
  /** Such as `2.24 to 2.42`. */
  lines: string;
  accepted: boolean;
  servesTls: boolean;
  words: string;
}

const shortLine = (line: string): string => line.replace(/\.0$/, '');

/** Neighbouring lines that say the same in one row. */
export function lineRows(verdicts: readonly LineVerdict[]): LineRow[] {
  const runs: LineVerdict[][] = [];
  for (const verdict of verdicts) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    const isSame = before?.accepted === verdict.accepted && before.servesTls === verdict.servesTls && before.words === verdict.words;
    if (last !== undefined && isSame) last.push(verdict);
    else runs.push([verdict]);
  }
  return runs.flatMap((run) => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return [];
    const { accepted, servesTls, words } = first;
    const lines = run.length === 1 ? shortLine(first.line) : `${shortLine(first.line)} to ${shortLine(last.line)}`;
    return [{ lines, accepted, servesTls, words }];
  });
}

/** What PromSeal says of a file beside promtool, and in what the two differ. */
export function besidePromtool({ path, ok }: CheckReport['promtool'][number], findings: readonly Finding[]): { ours: string; difference: string } {
  const own = findings.filter((found) => found.path === path && isFault(found));
  const ours = own.length === 0 ? 'nothing to put right in it' : `${count(own.length, 'thing')} to put right in it`;
  if (ok === (own.length === 0)) return { ours, difference: ok ? 'Both accept it.' : 'Both find fault with it.' };
  if (ok) return { ours, difference: 'promtool reads the file by itself; PromSeal also compares it with the other files, the certificates and what is served.' };
  return { ours, difference: 'promtool refuses it for a reason that PromSeal does not judge: its own words count.' };
}
