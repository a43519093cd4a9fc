import { expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors/failure.ts';
import { errorsOfStep, heldWords, problemOfField, problemsOfStep, stepOfField, stepsWithErrors } from '../../../shared/wizard/stepProblems.ts';

const wrong = (field: string | undefined, severity: Problem['severity'] = 'error'): Problem => ({
  code: 'ANSWER_INVALID', severity, message: `about ${String(field)}`, ...(field === undefined ? {} : { field }),
});

it.each([
  ['server.listen', 'server'], ['folder', 'server'], ['web_config_file', 'server'], ['names.3', 'names'], ['certificate.subject.country', 'certificate'],
  ['users.0.password', 'users'], ['scrape.user', 'users'], ['options.external_url', 'options'], [undefined, 'review'], ['namesake', 'review'],
])('%s is put right in %s', (field, step) => {
  expect(stepOfField(field)).toBe(step);
});

it('sorts problems by step, and counts only errors as in the way', () => {
  const problems = [wrong('names.0'), wrong('certificate.days', 'warning'), wrong('names.1'), wrong(undefined)];
  expect(problemsOfStep('names', problems)).toHaveLength(2);
  expect(problemsOfStep('certificate', problems)).toHaveLength(1);
  expect(stepsWithErrors(problems)).toEqual(['names', 'review']);
});

it('finds the first problem of exactly one field', () => {
  const problems = [wrong('users.10.name'), wrong('users.1.name', 'advice'), wrong('users.1.name')];
  expect(problemOfField('users.1.name', problems)?.severity).toBe('advice');
  expect(problemOfField('users.1', problems)).toBeNull();
});

it('says how much keeps somebody in a step, and the first of it in the order of the form', () => {
  const problems = [wrong('users.1.name'), wrong('users.10.password'), wrong('scrape.user'), wrong('users.0.password'), wrong('users.0.name', 'warning'), wrong('names.0')];
  const errors = errorsOfStep('users', problems);
  expect(errors.map(({ field }) => field)).toEqual(['users.0.password', 'users.1.name', 'users.10.password', 'scrape.user']);
  expect(heldWords(errors)).toBe('4 things to put right first, beginning with: about users.0.password');
  expect(heldWords(errors.slice(2, 3))).toBe('One thing to put right first: about users.10.password');
  expect(heldWords([])).toBeNull();
  const form = errorsOfStep('certificate', [wrong('certificate.subject.country'), wrong('certificate.else'), wrong('certificate.days'), wrong('certificate.source')]);
  expect(form.map(({ field }) => field)).toEqual(['certificate.source', 'certificate.days', 'certificate.subject.country', 'certificate.else']);
});
