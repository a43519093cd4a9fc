import { expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors/failure.ts';
import { problemOfField, problemsOfStep, stepOfField, stepsWithErrors } from '../../../shared/wizard/stepProblems.ts';

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
