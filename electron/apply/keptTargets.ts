/** Whether every target that was up before a change is up after it: nobody may lose a scrape. */
import type { CheckResult, Target } from '../../shared/model/report.ts';
import { settledSchemes } from '../../shared/plan/settledSchemes.ts';
import { readTargets } from '../probe/probeTargets.ts';
import { WizardError } from '../wizardError.ts';
import type { PreparedPlan } from './preparePlan.ts';
import { apiAccess, serverAccess } from './serverAccess.ts';

const nothingMade = { texts: new Map<string, string>(), passwords: new Map<string, string>() };
const askMs = 2000;

/** A target that was up. `becomes` is the scheme that the change gives to its job: until then it is the old target. */
export interface KeptTarget extends Target {
  readonly becomes?: string;
}

/** A target by its job and address; the scheme may change with the server. */
export function targetKey({ job, url }: Target): string {
  return `${job} ${url.replace(/^https?:\/\//, '')}`;
}

/**
 * The targets that are up now, asked of the server as it is before the change.
 * @returns none when no server runs or it does not let PromSeal ask
 */
export async function targetsUpBefore({ plan, facts }: PreparedPlan, now: number): Promise<KeptTarget[]> {
  if (!facts.server.running) return [];
  const ownCa = facts.certificate?.summary?.selfSigned === true ? facts.certificate.certPath : null;
  const users = (facts.webConfig.facts?.users ?? []).map(({ name }) => name);
  const endpoint = { ...plan.endpoint, tls: facts.server.servesTls ?? false, caFile: ownCa, users };
  const asItIs = { ...plan, endpoint };
  try {
    const access = apiAccess(asItIs, serverAccess(asItIs, facts, nothingMade), now, askMs);
    const schemes = settledSchemes(plan, facts);
    const up = (await readTargets(access, [])).targets.filter(({ health }) => health === 'up');
    return up.map((target) => {
      const becomes = schemes.get(target.job);
      return becomes === undefined ? target : { ...target, becomes };
    });
  } catch (error) {
    if (error instanceof WizardError) return [];
    throw error;
  }
}

/** The targets of before that are not up again by a scrape after `since`, epoch milliseconds. */
export function lostTargets(before: readonly KeptTarget[], now: readonly Target[], since: number): Target[] {
  const up = now.filter(({ health, lastScrape }) => health === 'up' && (lastScrape ?? 0) >= since);
  const upAgain = new Map(up.map((target) => [targetKey(target), target.url]));
  return before.filter((target) => upAgain.get(targetKey(target))?.startsWith(target.becomes === undefined ? '' : `${target.becomes}://`) !== true);
}

/** The check of the proof; null when nothing was up before. */
export function judgeKeptTargets(before: readonly KeptTarget[], now: readonly Target[], since: number, ms: number): CheckResult | null {
  if (before.length === 0) return null;
  const title = 'Every target that was up before';
  const lost = lostTargets(before, now, since);
  const [first] = lost;
  const seen = now.find((target) => first !== undefined && targetKey(target) === targetKey(first));
  const observed = first === undefined ? `up, all ${String(before.length)}` : `${String(lost.length)} of ${String(before.length)} not up again, such as ${first.job} ${seen?.url ?? first.url}`;
  const raw = seen?.lastError ?? '';
  return {
    id: 'targetsKept', ok: lost.length === 0, title, expected: 'up again', observed, message: `${title}: ${observed}.`,
    ms, curl: null, provesNothing: false, ...(raw === '' ? {} : { raw }),
  };
}
