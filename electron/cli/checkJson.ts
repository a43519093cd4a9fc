/** What `check` and `heal` print with --json. The keys that docs/command-line.md names are always there. */
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { jsonProblem } from './jsonShapes.ts';
import { onlyWords } from './printCheck.ts';
import { isSound } from './soundness.ts';

/** A repair is the next thing to do, so it is the fix of a finding that has no other. */
function fixOf({ id, fix, repair }: Finding, heal: string): Finding['fix'] | null {
  return fix ?? (repair === undefined ? null : { kind: 'copyCommand', label: repair, command: `${heal} ${onlyWords(id)}` });
}

/** @param heal the command that repairs the same setup */
export function jsonFinding(found: Finding, heal: string): object {
  const { id, code, severity, message, evidence, clients } = found;
  return {
    id, code, severity, message,
    hint: found.hint ?? null,
    path: found.path ?? null,
    line: found.line ?? null,
    column: found.column ?? null,
    fix: fixOf(found, heal),
    field: found.field ?? null,
    evidence, clients,
    documentation: found.documentation ?? null,
    holdsFor: found.holdsFor ?? null,
    raw: found.raw ?? null,
    repair: found.repair ?? null,
  };
}

/** @param heal as of `jsonFinding` */
export function jsonCheck(report: CheckReport, heal: string): object {
  const { type, findings, files, servers, lines, promtool, problems } = report;
  return { type, sound: isSound(report), findings: findings.map((found) => jsonFinding(found, heal)), problems: problems.map(jsonProblem), files, servers, promtool, lines };
}
