/** Applies a plan that is ready, here or in a process of its own, from the lock to the closed undo log, as the program does once a person has agreed. */
import { readFileSync, writeFileSync } from 'node:fs';
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

/** Writes a ready plan, keys and passwords included, for `applyWorkerReady.ts`. */
export function writeReadyPlan(path: string, { answers, prepared, material }: ReadyPlan): void {
  const { texts, passwords } = material;
  writeFileSync(path, JSON.stringify({ answers, prepared, texts: [...texts], passwords: [...passwords] }), { mode: 0o600 });
}

export function readReadyPlan(path: string): ReadyPlan {
  const { answers, prepared, texts, passwords } = JSON.parse(readFileSync(path, 'utf8')) as Pick<ReadyPlan, 'answers' | 'prepared'> & { texts: [string, string][]; passwords: [string, string][] };
  return { answers, prepared, material: { texts: new Map(texts), passwords: new Map(passwords) } };
}
