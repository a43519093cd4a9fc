/** What `heal` says before and after the change itself, as text. */
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { Plan } from '../../shared/model/plan.ts';
import type { Report } from '../../shared/model/report.ts';
import { checkReportLines, verdictLine } from './printCheck.ts';
import { findingLines, groupedFindingLines, type FindingStyle } from './printFindings.ts';
import { undoCommand } from './printHandover.ts';
import { isSevere } from './soundness.ts';

/**
 * What was found, and how much of it is to be repaired.
 * @param heal the command that repairs the same setup
 */
export function foundLines(report: CheckReport, chosen: readonly Finding[], style: FindingStyle, heal: string): string[] {
  if (chosen.length === 0) {
    const nothing = report.findings.length === 0 ? [] : ['None of it can PromSeal repair by itself; the hints say what to do.'];
    return [...checkReportLines(report, style, heal), ...nothing];
  }
  const rest = report.findings.length - chosen.length;
  const left = rest === 0 ? '' : ` ${rest === 1 ? 'One other finding stays' : `${String(rest)} other findings stay`} as found.`;
  return [...groupedFindingLines(report.findings, style), `${chosen.length === 1 ? 'One repair' : `${String(chosen.length)} repairs`} in one change.${left}`, ''];
}

/**
 * The same look again: what is left is for a person, was not chosen, or could not be seen before.
 * @param heal as of `foundLines`
 */
export function leftLines(report: CheckReport, style: FindingStyle, heal: string): string[] {
  const left = report.findings.filter(isSevere);
  const more = left.some(({ repair }) => repair !== undefined) ? ['', 'PromSeal can repair more of it:', `  ${heal}`] : [];
  return ['', `Checked again. ${verdictLine(report)}`, ...left.flatMap((found) => ['', ...findingLines(found, style)]), ...more];
}

/** What stayed as found may be why a change could not be finished: promtool reads the whole file. */
export function blockingLines({ findings }: CheckReport, chosen: readonly Finding[], style: FindingStyle): string[] {
  const left = findings.filter((found) => found.severity === 'broken' && !chosen.includes(found));
  if (left.length === 0) return [];
  const title = 'This is broken too, and stayed as found. It may be the reason, so put it right first:';
  return ['', title, ...left.flatMap((found) => ['', ...findingLines(found, style)])];
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]);

/** Passwords that were made, by where they are kept, and how to go back. Nothing for a change that does not stand. */
export function healedLines({ actions, folder }: Plan, { checkpoint, outcome }: Report): string[] {
  if (outcome === 'rolledBack' || checkpoint === null) return [];
  const passwords = actions.flatMap((action) => (action.kind === 'file.write' && action.role === 'passwordFile' ? [action.path] : []));
  return [...section('Passwords are kept in:', passwords), ...section('Take this change back with:', [undoCommand(folder)])];
}
