/** What --json prints. The keys that docs/command-line.md names are always there; what is not known is null. */
import type { Failure, Problem } from '../../shared/errors/failure.ts';
import type { ProbeResult } from '../../shared/model/probeResult.ts';
import type { Report } from '../../shared/model/report.ts';

export function jsonProblem(problem: Problem): object {
  const { code, severity, message } = problem;
  const rest = { hint: problem.hint ?? null, path: problem.path ?? null, line: problem.line ?? null, column: problem.column ?? null };
  return { code, severity, message, ...rest, fix: problem.fix ?? null, field: problem.field ?? null };
}

/** A failure is a problem that ended the command, with what more there is to say. */
export function jsonFailure({ problems, raw, ref, ...failure }: Failure): object {
  const told = jsonProblem({ ...failure, severity: 'error' });
  return { type: 'failure', ...told, raw: raw ?? null, ref: ref ?? null, problems: (problems ?? []).map(jsonProblem) };
}

/** The certificate chain and the timeline of a connection are what `promseal probe --json` tells. */
export function jsonReport(report: Report): object {
  const { type, outcome, files, targets, checkpoint, message, commands, startedAt, ms } = report;
  return {
    type,
    outcome,
    files,
    checks: report.checks.map(({ id, ok, expected, observed, message: text, ...more }) => ({ id, ok, expected, observed, message: text, ...more })),
    targets,
    checkpoint,
    message,
    commands,
    failure: report.failure === null ? null : jsonFailure(report.failure),
    startedAt,
    ms,
  };
}

function jsonDiagnosis({ code, message, hint, fix, ...more }: ProbeResult['diagnosis']): object {
  return { code, message, hint: hint ?? null, fix: fix ?? null, ...more };
}

export function jsonProbe({ url, ok, diagnosis, stages, clients, chain, curl, ...more }: ProbeResult): object {
  return { url, ok, diagnosis: jsonDiagnosis(diagnosis), stages, clients, chain, curl, ...more };
}

/** A probe that could not begin, in the same shape. What stands before an @ may be a password. */
export function jsonProbeFailure(url: string, { code, message, hint, fix, problems }: Failure): object {
  const diagnosis = { code, message, hint: hint ?? null, fix: fix ?? null, problems: (problems ?? []).map(jsonProblem) };
  return { url: url.replace(/\/\/[^/]*@/, '//…@'), ok: false, diagnosis, stages: [], clients: {}, chain: [], curl: null };
}
