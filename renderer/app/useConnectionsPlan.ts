/** Plans what was chosen shortly after each change of it, so that it can be looked at before Review. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import type { Failure, Problem, Result } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { useApp } from './appContext.ts';

const planAfterMs = 300;

type Planned = Output<'plan.create'>;

export interface ConnectionsPlan {
  /** The newest plan; while another one is being made, that for what was chosen before. */
  planned: Planned | null;
  failure: Failure | null;
  /** Of the newest plan, or of why there is none. */
  problems: readonly Problem[];
  /** It is the plan for what is chosen now. */
  isCurrent: boolean;
}

/** @param answers null while there is nothing to plan */
export function useConnectionsPlan(answers: Answers | null): ConnectionsPlan {
  const { client } = useApp();
  const [made, setMade] = useState<{ answers: Answers; reply: Result<Planned> } | null>(null);
  useEffect(() => {
    if (answers === null) return undefined;
    let isWanted = true;
    const timer = setTimeout(() => {
      void client['plan.create']({ answers }).then((reply) => {
        if (isWanted) setMade({ answers, reply });
      });
    }, planAfterMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, answers]);
  if (answers === null || made === null) return { planned: null, failure: null, problems: [], isCurrent: false };
  const { reply } = made;
  const isCurrent = made.answers === answers;
  return reply.ok
    ? { planned: reply.value, failure: null, problems: reply.value.plan.problems, isCurrent }
    : { planned: null, failure: reply.failure, problems: reply.failure.problems ?? [], isCurrent };
}
