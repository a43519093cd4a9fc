/** The wizard's state as one reducer: what was answered, where one is, what is planned, how applying went. */
import type { Output } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { outcomeMessage } from '../../shared/plan/outcomeMessage.ts';
import type { Endpoint, Plan } from '../../shared/model/plan.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { type MadePassword, madePasswords } from './madePasswords.ts';
import { asApplied } from '../../shared/plan/asApplied.ts';
import type { StepId } from '../../shared/wizard/steps.ts';

export type Planned = Output<'plan.create'>;

export interface Run {
  startedAt: number;
  events: readonly ApplyEvent[];
  /** What is carried out; null for an undo, and for a run that another page started. */
  plan: Plan | null;
  /** Cancel was pressed, and heard. */
  isStopping: boolean;
}

export interface State {
  answers: Answers;
  step: StepId;
  visited: readonly StepId[];
  /** The newest plan that was made for some answers; `plannedFor` says whether for these. */
  planned: Planned | null;
  plannedFor: Answers | null;
  planFailure: Failure | null;
  run: Run | null;
  /** The run that has ended last, for telling how far it went. */
  ran: Run | null;
  report: Report | null;
  applyFailure: Failure | null;
  /** When the report's proof was repeated, epoch milliseconds; null while it is that of the run. */
  provenAt: number | null;
  /** Passwords that the last repair made, for saying where they are kept. */
  made: readonly MadePassword[];
  /** The proof could not be repeated. */
  proofFailure: Failure | null;
  /** The answers before each apply of this page, newest last: what undoing goes back to. */
  earlier: readonly Answers[];
  /** Next was pressed while something was missing: now every problem of the step is shown. */
  insist: boolean;
  /** The folder was set up before the wizard was opened on it. */
  isApplied: boolean;
  /** The answers that are in place, the very ones: whoever changes one begins something new. */
  settled: Answers | null;
}

/** How the wizard comes to its answers. */
export interface Beginning {
  /** They were given before, so every step can be entered at once. */
  opened: boolean;
  /** And what they ask for is in place. */
  applied: boolean;
}

type ProofPart = Pick<Report, 'checks' | 'targets' | 'connection' | 'caPem'>;

export type Action =
  | { type: 'answer'; change: Partial<Answers> }
  | { type: 'go'; step: StepId }
  | { type: 'leave'; step: StepId; next: StepId }
  | { type: 'insist' }
  | { type: 'planned'; answers: Answers; planned: Planned }
  | { type: 'planFailed'; answers: Answers; failure: Failure }
  | { type: 'started'; run: Omit<Run, 'isStopping'> }
  | { type: 'stopping' }
  | { type: 'event'; event: ApplyEvent }
  | { type: 'ended'; report: Report }
  | { type: 'applyFailed'; failure: Failure }
  | { type: 'undone'; report: Report }
  /** A run that was watched has ended and left no report. */
  | { type: 'vanished' }
  | { type: 'proofFailed'; failure: Failure }
  /** @param at epoch milliseconds */
  | { type: 'proven'; part: ProofPart; at: number };

/** The newest events; a log that streams for minutes must not fill the page. */
const keptEvents = 800;

export function initialState(answers: Answers, step: StepId, { opened, applied }: Beginning): State {
  const asked: readonly StepId[] = ['server', 'names', 'certificate', 'users', 'options'];
  const at = asked.indexOf(step);
  return {
    answers, step, visited: opened || at < 0 ? asked : asked.slice(0, at), planned: null, plannedFor: null, planFailure: null,
    run: null, ran: null, report: null, provenAt: null, made: [], applyFailure: null, proofFailure: null, earlier: [], insist: false,
    isApplied: applied, settled: null,
  };
}

/** The change is in place, proven or not. */
export const stands = (report: Report): boolean => report.outcome === 'applied' || report.outcome === 'appliedWithFailures';

/** Proven, with nothing left to do and nothing new asked for: there is nothing to come back to. */
export const isComplete = ({ report, answers, settled }: Pick<State, 'report' | 'answers' | 'settled'>): boolean =>
  report?.outcome === 'applied' && answers === settled;

/** A run is over, so the machine is not what the plan was made for. */
const over = (state: State): State => ({ ...state, run: null, ran: state.run ?? state.ran, plannedFor: null });

/** With the event. The steps and checks of a run are all kept; of what streams, the newest. */
function withEvent(events: readonly ApplyEvent[], event: ApplyEvent): readonly ApplyEvent[] {
  const all = [...events, event];
  const oldest = all.length <= keptEvents ? -1 : all.findIndex(({ type }) => type === 'log' || type === 'progress');
  return oldest < 0 ? all : all.toSpliced(oldest, 1);
}

/** What was applied is kept from now on; the answers that led to it are what undoing goes back to. */
function ended(state: State, report: Report): State {
  if (!stands(report)) return { ...over(state), report, step: 'apply' };
  // Repairs changed more than was answered; what they asked for came with the plan.
  const planned = state.answers.repair.length > 0 ? state.planned : null;
  const answers = asApplied(planned?.answers ?? state.answers);
  const made = planned === null ? [] : madePasswords(planned);
  return { ...over(state), report, step: 'proof', answers, made, settled: answers, earlier: [...state.earlier, state.answers] };
}

/** Put back, or it will be once a person has run the commands shown, as for a server that is somebody else's to restart. */
export const isBack = ({ outcome, failure }: Report): boolean => outcome === 'rolledBack' || (outcome === 'needsHands' && failure === null);

/** Back to the answers before the last apply, where this page knows them. */
function undone(state: State, report: Report): State {
  const [answers] = isBack(report) ? state.earlier.slice(-1) : [];
  const back = answers === undefined ? {} : { answers, earlier: state.earlier.slice(0, -1) };
  return { ...over(state), ...back, report, step: 'apply' };
}

const withVisited = (visited: readonly StepId[], step: StepId): readonly StepId[] => (visited.includes(step) ? visited : [...visited, step]);

/** After a proof was repeated outcome and sentence follow what it showed; commands that a person had to run have been run. */
function proven(report: Report, part: ProofPart, endpoint: Endpoint | null): Report {
  if (!stands(report)) return { ...report, ...part };
  const failed = part.checks.filter((check) => !check.ok).length;
  const holds = part.checks.length > 0 && failed === 0;
  const outcome = holds ? 'applied' : 'appliedWithFailures';
  const commands = holds ? [] : report.commands;
  return { ...report, ...part, outcome, commands, message: endpoint === null ? report.message : outcomeMessage(outcome, endpoint, failed, commands.length > 0) };
}

export function wizardReducer(state: State, action: Action): State {
  switch (action.type) {
    case 'answer':
      return { ...state, answers: { ...state.answers, ...action.change }, applyFailure: null };
    case 'go':
      return { ...state, step: action.step, insist: false };
    case 'leave':
      return { ...state, step: action.next, visited: withVisited(state.visited, action.step), insist: false };
    case 'insist':
      return { ...state, insist: true };
    case 'planned':
      return { ...state, planned: action.planned, plannedFor: action.answers, planFailure: null };
    case 'planFailed':
      return { ...state, plannedFor: action.answers, planFailure: action.failure };
    case 'started':
      return { ...state, run: { ...action.run, isStopping: state.run?.startedAt === action.run.startedAt && state.run.isStopping }, ran: null, report: null, provenAt: null, applyFailure: null, proofFailure: null, step: 'apply' };
    case 'stopping':
      return state.run === null ? state : { ...state, run: { ...state.run, isStopping: true } };
    case 'event':
      return state.run === null ? state : { ...state, run: { ...state.run, events: withEvent(state.run.events, action.event) } };
    case 'ended':
      return ended(state, action.report);
    case 'applyFailed':
      return { ...over(state), applyFailure: action.failure, step: action.failure.code === 'PLAN_STALE' ? 'review' : 'apply' };
    case 'vanished':
      return { ...over(state), step: state.step === 'proof' ? 'review' : state.step };
    case 'undone':
      return undone(state, action.report);
    case 'proofFailed':
      return { ...state, proofFailure: action.failure };
    case 'proven':
      return state.report === null ? state : { ...state, report: proven(state.report, action.part, state.planned?.plan.endpoint ?? null), provenAt: action.at, proofFailure: null };
  }
}
