/** Which step a problem belongs to, so that it is shown where it can be put right. */
import type { Problem } from '../errors/failure.ts';
import type { StepId } from './steps.ts';

const owners: readonly (readonly [RegExp, StepId])[] = [
  [/^(server|folder|config_file|web_config_file)\b/, 'server'],
  [/^names\b/, 'names'],
  [/^certificate\b/, 'certificate'],
  [/^(users|scrape|secrets)\b/, 'users'],
  [/^options\b/, 'options'],
];

/** The step of a field such as `users.0.name`; what is about files or the machine is for Review. */
export function stepOfField(field: string | undefined): StepId {
  return owners.find(([pattern]) => pattern.test(field ?? ''))?.[1] ?? 'review';
}

export function problemsOfStep(step: StepId, problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => stepOfField(problem.field) === step);
}

/** Fields outside of lists, from the top of their forms down. */
const topDown = [
  'folder', 'server.listen', 'certificate.source', 'certificate.ca_file', 'certificate.days', 'certificate.subject.organization',
  'certificate.subject.locality', 'certificate.subject.state', 'certificate.subject.country', 'certificate.subject.common_name',
];

/** Where a field stands in its form: by the list above, or by its place in a list such as `users.2.password`; else at the end. */
function placeInForm({ field = '' }: Problem): number {
  const known = topDown.indexOf(field);
  return known >= 0 ? known : Number(/^\w+\.(\d+)/.exec(field)?.[1] ?? Number.MAX_SAFE_INTEGER);
}

/** What has to be put right in a step before it is left, in the order of the form. */
export function errorsOfStep(step: StepId, problems: readonly Problem[]): Problem[] {
  const errors = problemsOfStep(step, problems).filter((problem) => problem.severity === 'error');
  return errors.sort((one, other) => placeInForm(one) - placeInForm(other));
}

/**
 * What keeps somebody in a step, in the words that stand beside Next.
 * @param errors of this step, in the order of the form
 * @returns null when nothing does
 */
export function heldWords(errors: readonly Problem[]): string | null {
  const [first] = errors;
  if (first === undefined) return null;
  return errors.length === 1 ? `One thing to put right first: ${first.message}` : `${String(errors.length)} things to put right first, beginning with: ${first.message}`;
}

/** The steps with something that has to be put right before applying. */
export function stepsWithErrors(problems: readonly Problem[]): StepId[] {
  return [...new Set(problems.filter((problem) => problem.severity === 'error').map((problem) => stepOfField(problem.field)))];
}

/** The first problem of one field. */
export function problemOfField(field: string, problems: readonly Problem[]): Problem | null {
  return problems.find((problem) => problem.field === field) ?? null;
}
