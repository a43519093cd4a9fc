import { expect, it } from 'vitest';
import type { AnswersInput } from '../../../shared/model/answers.ts';
import { steps, type StepId } from '../../../shared/wizard/steps.ts';
import { stepSummary } from '../../../shared/wizard/stepSummary.ts';
import { articleAnswers } from '../../support/planFixtures.ts';
import { checkResult, reportOf } from '../../support/reportFixtures.ts';

const cases: [StepId, Partial<AnswersInput>, string][] = [
  ['server', {}, '127.0.0.1:9090'],
  ['server', { server: { kind: 'download', version: '3.5.0' } }, 'Prometheus 3.5.0'],
  ['server', { server: { kind: 'running', listen: ':9090' } }, 'running on :9090'],
  ['server', { server: { kind: 'service', unit: 'prometheus.service' } }, 'prometheus.service'],
  ['server', { server: { kind: 'rehearsal' } }, 'Rehearsal server'],
  ['names', {}, 'localhost'],
  ['names', { names: ['a', 'b', 'c'] }, 'a and 2 more'],
  ['names', { names: [] }, 'None'],
  ['certificate', {}, 'Self-signed, RSA 2048, 365 days'],
  ['certificate', { certificate: { source: 'keep' } }, 'Kept as it is'],
  ['certificate', { certificate: { source: 'none' } }, 'No TLS'],
  ['users', { users: [{ name: 'anna' }, { name: 'ben', remove: true }] }, 'anna'],
  ['users', { users: [] }, 'None'],
  ['options', {}, 'Defaults'],
  ['options', { options: { lifecycle: true, proxy: 'nginx' } }, 'lifecycle API, behind nginx'],
];

it.each(cases)('%s with %j is %s', (step, change, words) => {
  expect(stepSummary(step, articleAnswers(change), null)).toBe(words);
});

it('says how long applying took and how many checks hold', () => {
  const report = reportOf({ checks: [checkResult(), checkResult({ ok: false })] });
  expect(stepSummary('apply', articleAnswers(), report)).toBe('Done in 2.1 s');
  expect(stepSummary('proof', articleAnswers(), report)).toBe('1 of 2 checks hold');
});

it('says nothing of what has not happened', () => {
  const without = steps.filter((step) => stepSummary(step.id, articleAnswers(), null) === undefined).map((step) => step.id);
  expect(without).toEqual(['review', 'apply', 'proof', 'finish']);
});
