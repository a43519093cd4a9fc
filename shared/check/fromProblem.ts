/** A problem that the readers of files already know, as a finding: the same sentence is not written twice. */
import type { Problem } from '../errors/failure.ts';
import type { Finding, FindingSeverity } from '../model/finding.ts';

type Extra = Partial<Omit<Finding, 'code' | 'severity' | 'message' | 'hint' | 'repair'>>;

/**
 * Keeps code, sentences, place and fix of the problem. Its `field` names an answer of the wizard, not a place in a
 * file, so it is left behind: give the one of the file in `extra`.
 * @param severity what it means for a setup that exists; that of the problem is about an input
 * @param extra overrides the place of the problem; `id` is made of code, file, field and line where it is not given
 */
export function fromProblem(found: Problem, severity: FindingSeverity, extra: Extra = {}): Finding {
  const { code, message, hint, path, line, column, fix } = found;
  const told = {
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(fix === undefined ? {} : { fix }),
    evidence: [],
    clients: [],
    ...extra,
  };
  const place = [told.path, told.field ?? told.line].filter((part) => part !== undefined);
  return { id: [code, ...place].join(' '), ...told };
}
