/** The wizard's steps: the order is this list's, what can be entered follows from what is done. */
import type { Answers } from '../model/answers.ts';
import type { Report } from '../model/report.ts';

/** What the steps look at. A step is done when the state is observed, not when Next was pressed. */
export interface WizardState {
  answers: Answers;
  /** Steps whose answers the person has seen and left with Next. */
  visited: readonly string[];
  /** Fields with a problem, by step. */
  problemSteps: readonly string[];
  report: Report | null;
  applying: boolean;
  /** A setup is repaired as it is: nothing is asked, so the steps that ask are not there. */
  isRepair?: boolean;
}

export interface Step<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly when: (state: WizardState) => boolean;
  readonly done: (state: WizardState) => boolean;
}

const always = (): boolean => true;
const asks = ({ isRepair = false }: WizardState): boolean => !isRepair;
const answered =
  (id: string) =>
  (state: WizardState): boolean =>
    state.visited.includes(id) && !state.problemSteps.includes(id);
const applied = (state: WizardState): boolean =>
  state.report !== null && (state.report.outcome === 'applied' || state.report.outcome === 'appliedWithFailures');

const registry = [
  { id: 'server', title: 'Server', when: asks, done: answered('server') },
  { id: 'names', title: 'Names', when: asks, done: answered('names') },
  { id: 'certificate', title: 'Certificate', when: asks, done: answered('certificate') },
  { id: 'users', title: 'Users', when: asks, done: answered('users') },
  { id: 'options', title: 'Options', when: asks, done: answered('options') },
  { id: 'review', title: 'Review', when: always, done: (state: WizardState) => state.applying || applied(state) },
  { id: 'apply', title: 'Apply', when: always, done: applied },
  {
    id: 'proof',
    title: 'Proof',
    when: always,
    done: (state: WizardState) => applied(state) && (state.report?.checks.every((check) => check.ok) ?? false),
  },
  { id: 'finish', title: 'Finish', when: always, done: (state: WizardState) => applied(state) && state.visited.includes('finish') },
] as const satisfies readonly Step[];

export type StepId = (typeof registry)[number]['id'];
export const steps: readonly Step<StepId>[] = registry;

export function isStepId(id: string): id is StepId {
  return steps.some((step) => step.id === id);
}

/** The steps that this state has, in order. */
export function visibleSteps(state: WizardState): readonly Step<StepId>[] {
  return steps.filter((step) => step.when(state));
}

/** The step itself where it can be entered, else the first one that keeps it from that. */
export function reachable(id: StepId, state: WizardState): StepId {
  if (canEnter(id, state)) return id;
  return visibleSteps(state).find((step) => !step.done(state))?.id ?? id;
}

/** Whether everything before a step is done, so that no link or Back button reaches a step without its answers. */
export function canEnter(id: StepId, state: WizardState): boolean {
  const shown = visibleSteps(state);
  const at = shown.findIndex((step) => step.id === id);
  if (id === 'apply') return state.applying || state.report !== null;
  return at >= 0 && shown.slice(0, at).every((step) => step.done(state) || (step.id === 'proof' && applied(state)));
}
