/** A plan, its diffs and its problems as text. */
import type { Problem } from '../../shared/errors/failure.ts';
import type { FileDiff, Plan } from '../../shared/model/plan.ts';
import { describeCommand } from '../../shared/plan/describePlan.ts';
import { fold } from './fold.ts';

/** Lines around a change that are shown; the rest of a long file is left out. */
const context = 3;

export function problemLines(problems: readonly Problem[]): string[] {
  return problems.flatMap(({ severity, code, message, hint, path, line, column, field }) => {
    const where = path === undefined ? field : [path, line, column].filter((part) => part !== undefined).join(':');
    const head = `${severity} ${code}: ${message}${where === undefined ? '' : ` (${where})`}`;
    return hint === undefined ? [head] : [head, `  ${hint}`];
  });
}

function diffLines(diff: FileDiff): string[] {
  const near = diff.lines.map((_, index) => diff.lines.slice(Math.max(0, index - context), index + context + 1).some((line) => line.sign !== ' '));
  const shown = diff.lines.flatMap((line, index) => {
    if (near[index] === true) return [`${line.sign}${line.text}`];
    return near[index - 1] === true ? ['…'] : [];
  });
  const mode = diff.mode.toString(8).padStart(4, '0');
  return [`--- ${diff.created ? '/dev/null' : diff.path}`, `+++ ${diff.path} (${diff.created ? 'new, ' : ''}mode ${mode})`, ...shown];
}

/** What would be done, in order, each with its reason; then the diffs, then the problems. */
export function planLines(plan: Plan, diffs: readonly FileDiff[], columns: number): string[] {
  const actions = plan.actions.flatMap((action, index) => {
    const head = fold(`${String(index + 1)}. ${action.why}`, columns, '   ');
    return [...head, ...describeCommand(action).map((command) => `   ${command}`)];
  });
  return [
    ...(plan.actions.length === 0 ? ['Nothing to change.'] : actions),
    ...diffs.flatMap((diff) => ['', ...diffLines(diff)]),
    ...(plan.problems.length === 0 ? [] : ['', ...problemLines(plan.problems)]),
  ];
}
