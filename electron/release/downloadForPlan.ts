/** The download that is a step of a plan. */
import type { Action } from '../../shared/model/plan.ts';
import type { ApplyEvent } from '../../shared/model/report.ts';
import { loadSettings } from '../settings/settings.ts';
import { downloadRelease } from './downloadRelease.ts';
import { progressTeller } from './progressTeller.ts';

interface Run {
  readonly context: { readonly settingsFolder: string };
  readonly tell: (event: ApplyEvent) => void;
  readonly signal: AbortSignal;
}

/** @throws the codes of `downloadRelease` */
export async function downloadForPlan(action: Extract<Action, { kind: 'release.download' }>, run: Run): Promise<void> {
  const { version, into } = action;
  const host = loadSettings(run.context.settingsFolder).releaseHost;
  const onProgress = progressTeller(version, (done, total, text) => run.tell({ type: 'progress', done, total, text }));
  await downloadRelease({ version, into, host, signal: run.signal, onProgress });
}
