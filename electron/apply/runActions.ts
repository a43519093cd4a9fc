/** The actions of a plan, one after the other. Each may be the last one: then the undo log takes all of them back. */
import type { Failure } from '../../shared/errors/failure.ts';
import type { Action, Plan } from '../../shared/model/plan.ts';
import { downloadForPlan } from '../release/downloadForPlan.ts';
import { WizardError } from '../wizardError.ts';
import { throwIfCancelled, type ApplyRun } from './applyRun.ts';
import type { Checkpoint } from './checkpoint.ts';
import { processBefore, runProcessAction } from './processActions.ts';
import type { PlanFiles } from './writeFilesOfPlan.ts';

/** Whether a person has commands to run before the change counts. */
export function needsHands(plan: Plan): boolean {
  return plan.actions.some(({ kind }) => kind === 'hands');
}

async function act(run: ApplyRun, files: PlanFiles, action: Action): Promise<void> {
  switch (action.kind) {
    case 'folder.create':
    case 'hands':
      return;
    case 'release.download':
      await downloadForPlan(action, run);
      return;
    case 'file.write':
      files.write(action);
      return;
    case 'file.mode':
      files.changeMode(action);
      return;
    case 'yaml.edit':
      files.commit(action);
      return;
    case 'promtool.check':
      await files.check(action.what, action.path);
      return;
    case 'process.start':
    case 'process.restart':
    case 'process.reload':
    case 'service.restart':
      await runProcessAction(action, run);
  }
}

const touchesProcess = ({ kind }: Action): boolean => kind.startsWith('process.') || kind === 'service.restart' || kind === 'hands';

/**
 * A server that hangs may still read its files when it goes on, and the files are good: taking them back would be as
 * unconfirmed as the reload. So the change goes on, and the person decides.
 */
function doubtOf(error: unknown): Failure {
  if (error instanceof WizardError && error.code === 'RELOAD_NOT_CONFIRMED') return error.failure;
  throw error;
}

/**
 * Staging comes after the files that are checked together with the configurations, and before the first check. How the
 * server runs is recorded just before it is touched: a change that failed earlier leaves it alone.
 * @returns what is left in doubt: RELOAD_NOT_CONFIRMED, or null
 * @throws the codes of writing, promtool, starting and reloading; CANCELLED between two actions
 */
export async function runActions(run: ApplyRun, files: PlanFiles, checkpoint: Checkpoint): Promise<Failure | null> {
  const { plan, facts } = run.prepared;
  let staged = false;
  let recorded = false;
  let doubt: Failure | null = null;
  for (const [index, action] of plan.actions.entries()) {
    throwIfCancelled(run.signal);
    if (!staged && (action.kind === 'promtool.check' || action.kind === 'yaml.edit')) {
      files.stage(plan);
      staged = true;
    }
    if (!recorded && touchesProcess(action)) {
      checkpoint.recordProcess(processBefore(facts));
      recorded = true;
    }
    run.tell({ type: 'step', index, total: plan.actions.length, text: action.why });
    try {
      await act(run, files, action);
    } catch (error) {
      doubt = doubtOf(error);
    }
  }
  throwIfCancelled(run.signal);
  return doubt;
}
