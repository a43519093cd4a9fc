/** The same change for root to install, where only root's rights are missing: planned as root would make it, then written into a folder. */
import { useCallback, useEffect, useState } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Output, StagedBundle } from '../../shared/contract/contract.ts';
import type { Failure, Problem } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { mayNeedRoot, stopsOnlyThisUser } from '../../shared/plan/needsRoot.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { forgetPasswords, passwordsFor } from './passwords.ts';
import type { Planned, State } from './wizardReducer.ts';

export type PlannedBundle = Output<'bundle.plan'>;

export interface Bundle {
  /** It is not known yet whether root is all that is missing. */
  readonly isPlanning: boolean;
  /** What root would do; null where that is not what is missing, or not known. */
  readonly planned: PlannedBundle | null;
  /** What keeps root from it as well, and what is wrong with the answers themselves. */
  readonly problems: readonly Problem[];
  readonly folder: string;
  readonly setFolder: (folder: string) => void;
  readonly isMaking: boolean;
  readonly failure: Failure | null;
  readonly staged: StagedBundle | null;
  readonly make: () => void;
}

/** Under the home folder: nobody else may put another script there. */
const proposedFolder = '~/promseal-bundle';

/** What was found, written or refused for one plan of this user. */
interface Found {
  readonly of: Planned;
  readonly bundle: PlannedBundle | null;
  readonly failure: Failure | null;
  readonly staged: StagedBundle | null;
}

/** The plan of root for the plan of this user, asked for where that one is refused a place. */
function useFound(client: Client, answers: Answers, planned: Planned | null): readonly [Found | null, (found: Found | null) => void] {
  const [found, setFound] = useState<Found | null>(null);
  const isKnown = found !== null && found.of === planned;
  useEffect(() => {
    if (planned === null || isKnown) return undefined;
    let isWanted = true;
    void client['bundle.plan']({ answers }).then((made) => {
      if (isWanted) setFound({ of: planned, bundle: made.ok ? made.value : null, failure: made.ok ? null : made.failure, staged: null });
    });
    return () => {
      isWanted = false;
    };
  }, [client, answers, isKnown, planned]);
  return [isKnown ? found : null, setFound];
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** What is wrong with the answers, which is said in the page, and what root's own plan has against them. */
function problemsOf(bundle: PlannedBundle | null, problems: readonly Problem[]): Problem[] {
  const own = problems.filter((each) => isError(each) && each.field !== undefined && !stopsOnlyThisUser(each));
  const roots = bundle?.plan.problems.filter(isError) ?? [];
  return [...own, ...roots.filter((each) => !own.some(({ field, code }) => field === each.field && code === each.code))];
}

/** @param problems of the answers as they are now, as this user would carry them out */
export function useBundle(client: Client, { answers, planned, plannedFor, step }: State, problems: readonly Problem[]): Bundle {
  const current = plannedFor === answers && step === 'review' ? planned : null;
  const refused = current !== null && mayNeedRoot(current.answers, current.facts, problems) ? current : null;
  const [found, setFound] = useFound(client, answers, refused);
  const [folder, setFolder] = useState(proposedFolder);
  const [isMaking, setMaking] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const bundle = found?.bundle ?? null;

  const make = useCallback((): void => {
    if (found === null || bundle === null) return;
    setMaking(true);
    setRefusal(null);
    const secrets = { passwords: passwordsFor(passwordsNeeded(bundle.plan, bundle.answers)) };
    void client['bundle.write']({ answers, digest: bundle.digest, secrets, folder }).then((done) => {
      setMaking(false);
      if (done.ok) {
        forgetPasswords();
        return setFound({ ...found, staged: done.value });
      }
      setRefusal(done.failure);
      // The machine has changed: it is looked at again, and shown again.
      if (done.failure.code === 'PLAN_STALE') setFound(null);
    });
  }, [client, answers, bundle, folder, found, setFound]);

  return {
    folder, isMaking, make,
    setFolder: (next) => {
      setRefusal(null);
      setFolder(next);
    },
    isPlanning: refused !== null && found === null,
    planned: bundle,
    problems: problemsOf(bundle, problems),
    failure: refusal ?? found?.failure ?? null,
    staged: found?.staged ?? null,
  };
}
