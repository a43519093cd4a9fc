/** Plans anew shortly after each change of the answers, and tells what is wrong with them at once. */
import { type Dispatch, useEffect, useMemo, useRef } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Problem } from '../../shared/errors/failure.ts';
import { Answers } from '../../shared/model/answers.ts';
import { isAbsolutePath } from '../../shared/plan/paths.ts';
import { planDeployment } from '../../shared/plan/planDeployment.ts';
import { problem } from '../../shared/errors/failure.ts';
import type { Action, State } from './wizardReducer.ts';

const planAfterMs = 250;

/** Keeps the state's plan in step with its answers, unless one is being applied. */
export function usePlanning(client: Client, state: State, dispatch: Dispatch<Action>): void {
  const { answers, plannedFor, run } = state;
  const newest = useRef(answers);
  newest.current = answers;
  useEffect(() => {
    if (plannedFor === answers || run !== null) return undefined;
    const timer = setTimeout(() => {
      void client['plan.create']({ answers }).then((made) => {
        if (newest.current !== answers) return;
        dispatch(made.ok ? { type: 'planned', answers, planned: made.value } : { type: 'planFailed', answers, failure: made.failure });
      });
    }, planAfterMs);
    return () => clearTimeout(timer);
  }, [client, answers, plannedFor, run, dispatch]);
}

/** What the schema refuses, as problems of the fields. */
function schemaProblems(answers: Answers): Problem[] {
  const parsed = Answers.safeParse(answers);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const field = issue.path.map(String).join('.');
    return problem('ANSWER_INVALID', { field, reason: issue.message.replace(/\.$/, '') }, { field });
  });
}

/** In the wizard a relative folder would start wherever PromSeal was started, which nobody here can see. */
function folderProblems({ folder }: Answers): Problem[] {
  return isAbsolutePath(folder) || /^~(?=$|[\\/])/.test(folder) ? [] : [problem('FOLDER_NOT_ABSOLUTE', { folder }, { field: 'folder' })];
}

const sameness = ({ code, field, path, line }: Problem): string => JSON.stringify([code, field, path, line]);

/** What repairs ask for is known only where they are planned, so the problems come with the plan. */
function problemsOfRepair({ answers, planned, plannedFor, planFailure }: State): readonly Problem[] {
  if (planFailure !== null) return planFailure.problems ?? [];
  return planned === null || plannedFor !== answers ? [] : planned.plan.problems;
}

/** Problems of the answers as they are now: planned in the page with the newest facts, so that typing is judged at once. */
export function useProblems(state: State): readonly Problem[] {
  const { answers, planned, plannedFor, planFailure } = state;
  // A run has changed the machine: what was found before it says nothing about the answers any more.
  const facts = plannedFor === null ? null : (planned?.facts ?? null);
  const found = useMemo(() => {
    const judged = [...folderProblems(answers), ...(facts === null ? [] : planDeployment(answers, facts).problems)];
    // The planner says it in the user's words; the schema speaks up only where the planner has no rule of its own.
    const wrong = new Set(judged.flatMap(({ field, severity }) => (severity === 'error' ? (field ?? []) : [])));
    const refused = schemaProblems(answers).filter(({ field }) => !wrong.has(field ?? ''));
    const found = [...judged, ...refused];
    // Its own refusal, by the same schema, is told above.
    if (planFailure?.code === 'INPUT_INVALID') return found;
    const known = new Set(found.map(sameness));
    return [...found, ...(planFailure?.problems ?? []).filter((each) => !known.has(sameness(each)))];
  }, [answers, facts, planFailure]);
  return answers.repair.length > 0 ? problemsOfRepair(state) : found;
}
