/** A run as the list of what it does: what is done, what is being done, and what is still to come. */
import type { Check, Plan } from '../../shared/model/plan.ts';
import type { ApplyEvent } from '../../shared/model/report.ts';

export interface RunStep {
  text: string;
  state: 'done' | 'now' | 'todo';
}

/** The parts of a plan that are shown: each action has a step of its own, and the checks have one together. */
export interface RunPlan {
  actions: readonly Pick<Plan['actions'][number], 'why' | 'kind'>[];
  checks: readonly Pick<Check, 'id'>[];
}

const preparing = 'The machine is looked at once more, and keys and hashes are made where they are needed.';

function proving(tried: number, expected: number): string {
  // Whether all targets came back is tried besides the checks of the plan.
  return tried === 0 ? 'Every check is tried on the server itself.' : `${String(tried)} of ${String(Math.max(tried, expected))} checks were tried on the server itself.`;
}

/**
 * In: the plan, null where it is not known, as for an undo or a run that another page started; and what was told so far.
 * Out: all steps of a known plan, in order; of an unknown one those that were begun.
 */
export function stepsOfRun(plan: RunPlan | null, events: readonly ApplyEvent[]): RunStep[] {
  const told = new Map(events.flatMap((event) => (event.type === 'step' ? [[event.index, event.text] as const] : [])));
  const at = Math.max(-1, ...told.keys());
  const tried = events.filter((event) => event.type === 'check').length;
  const isProving = tried > 0;
  const stateOf = (index: number): RunStep['state'] => (isProving || index < at ? 'done' : index === at ? 'now' : 'todo');
  const count = plan === null ? at + 1 : plan.actions.length;
  const steps = Array.from({ length: count }, (_, index): RunStep[] => {
    const text = told.get(index) ?? plan?.actions[index]?.why;
    return text === undefined ? [] : [{ text, state: stateOf(index) }];
  }).flat();
  const first: RunStep[] = plan === null ? [] : [{ text: preparing, state: at < 0 && !isProving ? 'now' : 'done' }];
  // Where commands are left to a person, nothing is tried before they were run.
  const isProven = isProving || (plan !== null && !plan.actions.some(({ kind }) => kind === 'hands'));
  const last: RunStep[] = isProven ? [{ text: proving(tried, plan?.checks.length ?? 0), state: isProving ? 'now' : 'todo' }] : [];
  return [...first, ...steps, ...last];
}

const isTried = (events: readonly ApplyEvent[], id: Check['id']): boolean => events.some((event) => event.type === 'check' && event.check.id === id);

function provingWords(plan: RunPlan | null, events: readonly ApplyEvent[]): string {
  const left = (plan?.checks ?? []).filter(({ id }) => !isTried(events, id));
  if (left.length === 0) return plan === null ? 'Trying every check' : 'Looking at the targets that Prometheus scrapes';
  return left.every(({ id }) => id === 'selfScrape') ? 'Waiting until Prometheus has scraped itself' : 'Trying every check';
}

/** What is being done right now, in words; what the list of steps shows is only spoken. And how far the whole is, from 0 to 1 where that is known. */
export function currentWords(plan: RunPlan | null, events: readonly ApplyEvent[]): { label: string; spoken?: string; value?: number } {
  const steps = stepsOfRun(plan, events);
  const done = plan === null ? {} : { value: steps.filter(({ state }) => state === 'done').length / steps.length };
  const latest = events.findLast((event) => event.type !== 'log');
  switch (latest?.type) {
    case undefined:
      return { label: 'Looking at the machine once more', ...done };
    case 'step':
      return { label: `Step ${String(steps.findIndex(({ state }) => state === 'now') + 1)} of ${String(steps.length)}`, spoken: latest.text, ...done };
    case 'progress':
      return { label: latest.text, ...(latest.total === null ? {} : { value: latest.done / latest.total }) };
    case 'check':
      return { label: provingWords(plan, events), ...done };
  }
}
