/** Applies a plan that is ready, from the lock to the closed undo log, as the program does once a person has agreed. */
import { tmpdir } from 'node:os';
import { applyPrepared, locking } from '../../electron/apply/applyPlan.ts';
import { createProgram } from '../../electron/compose.ts';
import type { ProgramContext } from '../../electron/programContext.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import type { ReadyPlan } from './planKinds.ts';

const { context: plain } = createProgram({ settingsFolder: tmpdir() });

/** @throws what is refused before anything is changed */
export async function applyReadyPlan(
  { answers, prepared, material }: ReadyPlan,
  tell: (event: ApplyEvent) => void = () => undefined,
  context: ProgramContext = plain,
): Promise<Report> {
  const startedAt = Date.now();
  const lock = locking(prepared.plan.folder, startedAt);
  try {
    const run = { answers, prepared, material, context, tell, signal: new AbortController().signal };
    return await applyPrepared(run, lock, { before: [], startedAt, digest: prepared.digest });
  } finally {
    lock.release();
  }
}
