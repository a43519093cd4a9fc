/** Findings as text: grouped by severity, each with its place, what to do, and what PromSeal can do. */
import type { Fix } from '../../shared/errors/failure.ts';
import type { ClientFamily, Finding, FindingSeverity } from '../../shared/model/finding.ts';
import { fold } from './fold.ts';

export interface FindingStyle {
  readonly columns: number;
  /** Also the evidence and the documentation of the field. */
  readonly verbose: boolean;
}

export const severityWords: Readonly<Record<FindingSeverity, string>> = {
  broken: 'broken now',
  soon: 'will break',
  unsafe: 'unsafe',
  advice: 'advice',
};
export const severities = ['broken', 'soon', 'unsafe', 'advice'] as const satisfies readonly FindingSeverity[];

const familyWords: Readonly<Record<ClientFamily, string>> = {
  go: 'Prometheus and Grafana (Go)',
  openssl: 'curl (OpenSSL)',
  node: 'Node',
  browser: 'browsers',
};

const indent = '    ';

/** `file:line:column`, as editors open it, and the field. */
export function placeOf({ path, line, column, field }: Finding): string {
  const where = [path, line, column].filter((part) => part !== undefined).join(':');
  return [where, field === undefined ? '' : `(${field})`].filter((part) => part !== '').join(' ');
}

function detailLines({ evidence, documentation }: Finding): string[] {
  return [...evidence.map(({ label, text }) => `${label}: ${text}`), ...(documentation === undefined ? [] : [`About this field: ${documentation}`])];
}

/** The steps and buttons of the window are not here. */
const commandLines = (fix: Fix | undefined): string[] => (fix?.kind === 'copyCommand' ? [`${fix.label}:`, `  ${fix.command}`] : []);

export function findingLines(found: Finding, { columns, verbose }: FindingStyle): string[] {
  const { code, message, hint, clients, holdsFor, raw, fix, repair } = found;
  const sentences = [
    `${code}: ${message}`,
    ...(hint === undefined ? [] : [hint]),
    ...(clients.length === 0 ? [] : [`Refused by: ${clients.map((family) => familyWords[family]).join(', ')}.`]),
    ...(holdsFor === undefined ? [] : [`Holds for: Prometheus ${holdsFor}.`]),
    ...(raw === undefined || raw === '' ? [] : [`Other tools say: ${raw}`]),
    ...(verbose ? detailLines(found) : []),
    ...(repair === undefined ? [] : [`PromSeal can repair it: ${repair}.`]),
  ];
  const place = placeOf(found);
  const lines = sentences.flatMap((text) => text.split('\n')).flatMap((text) => fold(text, columns - indent.length, '  '));
  // A command is left in one piece, to be pasted.
  const indented = [...lines, ...commandLines(fix)].map((line) => `${indent}${line}`);
  return place === '' ? indented : [`  ${place}`, ...indented];
}

/** One part for each severity that there is, the gravest first. */
export function groupedFindingLines(findings: readonly Finding[], style: FindingStyle): string[] {
  return severities.flatMap((severity) => {
    const group = findings.filter((found) => found.severity === severity);
    if (group.length === 0) return [];
    const words = severityWords[severity];
    const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}: ${String(group.length)}`;
    return [title, ...group.flatMap((found) => ['', ...findingLines(found, style)]), ''];
  });
}
