/** The check that Prometheus scrapes itself, judged by what it says of its own targets. */
import type { CheckVerdict } from '../../shared/doctor/judgeCheck.ts';
import type { Target } from '../../shared/model/report.ts';
import { WizardError } from '../wizardError.ts';

/** @param selfTargets reads the targets of that job; an error of it on purpose makes the check fail with its sentence */
export async function judgeSelfScrape(selfTargets: () => Promise<readonly Target[]>): Promise<CheckVerdict> {
  try {
    return judgeTargets(await selfTargets());
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    return { ok: false, observed: `Prometheus could not be asked: ${error.failure.message}`, raw: error.failure.raw ?? null };
  }
}

const healthWords: Readonly<Record<Target['health'], string>> = {
  up: 'up',
  down: 'down',
  unknown: 'not scraped yet',
  vanished: 'not there: Prometheus left the job out',
};

function judgeTargets(targets: readonly Target[]): CheckVerdict {
  const other = targets.find(({ health }) => health !== 'up');
  if (other !== undefined) return { ok: false, observed: healthWords[other.health], raw: other.lastError === '' ? null : other.lastError };
  if (targets.length === 0) return { ok: false, observed: 'Prometheus has no target of this job yet', raw: null };
  return { ok: true, observed: targets.length === 1 ? 'up' : `up, all ${targets.length}`, raw: null };
}
