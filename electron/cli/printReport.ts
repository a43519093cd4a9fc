/** The end of a run as text: outcome, proof, targets, and what is left to do. */
import type { Failure } from '../../shared/errors/failure.ts';
import type { Action } from '../../shared/model/plan.ts';
import type { ProbeResult } from '../../shared/model/probeResult.ts';
import type { ApplyEvent, CheckResult, Report, Target } from '../../shared/model/report.ts';
import { describeCommand } from '../../shared/plan/describePlan.ts';
import { fold } from './fold.ts';
import { problemLines } from './printPlan.ts';

export function failureLines(failure: Failure): string[] {
  return [
    `error ${failure.code}: ${failure.message}`,
    ...(failure.hint === undefined ? [] : [`  ${failure.hint}`]),
    ...(failure.fix?.kind === 'copyCommand' ? [`  ${failure.fix.label}: ${failure.fix.command}`] : []),
    ...(failure.raw === undefined || failure.raw === '' ? [] : failure.raw.split('\n').map((line) => `  | ${line}`)),
    ...problemLines(failure.problems ?? []).map((line) => `  ${line}`),
  ];
}

/** A check that failed says more: what to make of it, and the command that shows the same. */
export function checkLines(check: CheckResult, columns: number): string[] {
  const head = fold(checkLine(check), columns, '     ');
  if (check.ok) return head;
  const wanted = `  expected: ${check.expected}`;
  const fix = check.fix?.kind === 'copyCommand' ? [`  ${check.fix.label}: ${check.fix.command}`] : [];
  return [...head, wanted, `  ${check.message}`, ...fix, ...(check.curl === null ? [] : [`  the same by hand: ${check.curl}`])];
}

function checkLine(check: CheckResult): string {
  const proof = check.provesNothing ? ' (proves nothing)' : '';
  return `${check.ok ? 'ok  ' : 'FAIL'} ${check.title}: ${check.observed}${proof}, ${String(Math.round(check.ms))} ms`;
}

function targetLine(target: Target): string {
  return `${target.health.padEnd(8)} ${target.job} ${target.url}${target.lastError === '' ? '' : `: ${target.lastError}`}`;
}

/**
 * The lines for each thing that happens; none for what only the window shows.
 * @param actions of the plan that is carried out: a step names the path or the command of its action
 * @param columns of the terminal
 */
export function eventLines(event: ApplyEvent, actions: readonly Action[], columns: number): string[] {
  switch (event.type) {
    case 'step': {
      const action = actions[event.index];
      const head = `[${String(event.index + 1)}/${String(event.total)}] ${event.text}`;
      return [...fold(head, columns, '  '), ...(action === undefined ? [] : describeCommand(action)).map((line) => `  ${line}`)];
    }
    case 'check':
      return checkLines(event.check, columns);
    case 'log':
      return [`  | ${event.line}`];
    case 'progress':
      return [];
  }
}

/** Files of a change with what was done to them; files put back by their paths alone. */
function fileLines({ files }: Report): string[] {
  if (files.length === 0) return [];
  const restored = files.every(({ action }) => action === 'restored');
  const title = restored ? 'As they were before; what was not there is gone:' : 'Files:';
  return ['', title, ...files.map(({ path, mode, action }) => (restored ? `  ${path}` : `  ${action.padEnd(7)} ${mode} ${path}`))];
}

/** @param handover lines for a person to go on with, before the last line */
export function reportLines(report: Report, handover: readonly string[] = []): string[] {
  return [
    report.message,
    ...(report.failure === null ? [] : failureLines(report.failure)),
    ...fileLines(report),
    ...(report.targets.length === 0 ? [] : ['', 'Targets, as Prometheus reports them:', ...report.targets.map(targetLine)]),
    ...(report.commands.length === 0 ? [] : ['', 'Run:', ...report.commands.map((command) => `  ${command}`)]),
    ...handover,
    ...(report.checkpoint === null ? [] : ['', `Checkpoint ${report.checkpoint}, ${(report.ms / 1000).toFixed(1)} s.`]),
  ];
}

export function probeLines(result: ProbeResult): string[] {
  const stages = result.stages.map((stage) => `  ${stage.ok ? 'ok  ' : 'FAIL'} ${stage.id.padEnd(12)} ${stage.ms.toFixed(1).padStart(8)} ms  ${stage.detail}`);
  const clients = Object.entries(result.clients).flatMap(([family, verdict]) =>
    verdict === undefined ? [] : [`  ${family.padEnd(5)} ${verdict.ok ? 'accepts' : `refuses: ${verdict.reason}`}`],
  );
  const { code, message, hint } = result.diagnosis;
  return [
    `${result.url}`,
    ...stages,
    ...(clients.length === 0 ? [] : ['  by client:', ...clients]),
    ...result.chain.map((one, depth) => `  certificate ${String(depth)}: ${one.subject}, until ${new Date(one.notAfter).toISOString().slice(0, 10)}, ${one.keyLabel}`),
    `${result.ok ? 'ok' : 'problem'} ${code}: ${message}`,
    ...(hint === undefined || result.ok ? [] : [`  ${hint}`]),
    `  the same by hand: ${result.curl}`,
  ];
}
