import { describe, expect, it } from 'vitest';
import { canEnter, isStepId, reachable, steps, visibleSteps, type WizardState } from '../../../shared/wizard/steps.ts';
import { articleAnswers } from '../../support/planFixtures.ts';
import { checkResult, reportOf } from '../../support/reportFixtures.ts';

const asked = ['server', 'names', 'certificate', 'users', 'options'];
const stateOf = (change: Partial<WizardState> = {}): WizardState => ({
  answers: articleAnswers(), visited: [], problemSteps: [], report: null, applying: false, ...change,
});
const enterable = (state: WizardState): string[] => steps.filter((step) => canEnter(step.id, state)).map((step) => step.id);
const done = (state: WizardState): string[] => visibleSteps(state).filter((step) => step.done(state)).map((step) => step.id);

describe('what can be entered', () => {
  it('is the first step in the beginning, and one more with each that is left', () => {
    expect(enterable(stateOf())).toEqual(['server']);
    expect(enterable(stateOf({ visited: ['server', 'names'] }))).toEqual(['server', 'names', 'certificate']);
    expect(enterable(stateOf({ visited: asked }))).toEqual([...asked, 'review']);
  });
  it('ends at a step with something wrong in it, however far one was', () => {
    expect(enterable(stateOf({ visited: asked, problemSteps: ['users'] }))).toEqual(['server', 'names', 'certificate', 'users']);
  });
  it('includes Apply only while something is applied or was', () => {
    expect(enterable(stateOf({ visited: asked, applying: true }))).toContain('apply');
    expect(enterable(stateOf({ visited: asked, report: reportOf({ outcome: 'rolledBack' }) }))).toEqual([...asked, 'review', 'apply']);
  });
  it('reaches Finish also where a check failed: the change is in place', () => {
    const report = reportOf({ outcome: 'appliedWithFailures', checks: [checkResult({ ok: false })] });
    expect(enterable(stateOf({ visited: asked, report }))).toEqual(steps.map((step) => step.id));
  });
});

describe('a repair', () => {
  it('has none of the steps that ask', () => {
    const report = reportOf();
    const ids = visibleSteps(stateOf({ visited: asked, isRepair: true })).map(({ id }) => id);
    expect(ids).toEqual(['review', 'apply', 'proof', 'finish']);
    expect(enterable(stateOf({ isRepair: true, problemSteps: ['users'] }))).toEqual(['review']);
    expect(enterable(stateOf({ isRepair: true, report }))).toEqual(ids);
    expect(reachable('users', stateOf({ isRepair: true, report }))).toBe('finish');
  });
});

describe('what is done', () => {
  it('follows from what was observed: Proof is done when every check holds', () => {
    expect(done(stateOf({ visited: asked, report: reportOf() }))).toEqual([...asked, 'review', 'apply', 'proof']);
    const failed = reportOf({ outcome: 'appliedWithFailures', checks: [checkResult(), checkResult({ ok: false })] });
    expect(done(stateOf({ visited: asked, report: failed }))).toEqual([...asked, 'review', 'apply']);
  });
  it('is nothing of Apply after it was put back', () => {
    expect(done(stateOf({ visited: asked, report: reportOf({ outcome: 'rolledBack' }) }))).toEqual(asked);
  });
});

describe('reachable', () => {
  it('is the step itself, or the first that keeps from it', () => {
    expect(reachable('names', stateOf({ visited: ['server'] }))).toBe('names');
    expect(reachable('review', stateOf({ visited: asked, problemSteps: ['certificate'] }))).toBe('certificate');
  });
});

it('knows its own ids alone', () => {
  expect(steps.every((step) => isStepId(step.id))).toBe(true);
  expect(['constructor', '', 'Server'].some(isStepId)).toBe(false);
});
