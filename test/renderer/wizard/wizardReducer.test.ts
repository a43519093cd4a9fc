import { describe, expect, it } from 'vitest';
import { failure } from '../../../shared/errors/failure.ts';
import type { ApplyEvent } from '../../../shared/model/report.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { type Action, initialState, type State, wizardReducer } from '../../../renderer/wizard/wizardReducer.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';
import { checkResult, reportOf } from '../../support/reportFixtures.ts';

const answers = articleAnswers();
const facts = hostFacts();
const planned = { plan: planDeployment(answers, facts), diffs: [], digest: 'd', facts };
const after = (...actions: Action[]): State => actions.reduce(wizardReducer, initialState(answers, 'review', false));
const running: Action = { type: 'started', run: { startedAt: 1, events: [] } };

describe('applying', () => {
  it('shows the proof when it stands, and keeps from then on what was applied', () => {
    const state = after({ type: 'planned', answers, planned }, running, { type: 'ended', report: reportOf() });
    expect(state).toMatchObject({ step: 'proof', run: null, plannedFor: null });
    expect(state.answers.certificate).toEqual({ source: 'keep' });
    expect(state.answers.users).toEqual([{ name: 'prometheus', keep: true }]);
  });
  it('stays at Apply with the answers as they were when it was put back', () => {
    const state = after(running, { type: 'ended', report: reportOf({ outcome: 'rolledBack' }) });
    expect(state.step).toBe('apply');
    expect(state.answers).toBe(answers);
  });
  it('goes back to Review for a plan that is stale, and asks for a new one', () => {
    const state = after({ type: 'planned', answers, planned }, running, { type: 'applyFailed', failure: failure('PLAN_STALE') });
    expect(state).toMatchObject({ step: 'review', run: null, plannedFor: null, applyFailure: { code: 'PLAN_STALE' } });
  });
  it('keeps the newest of many log lines', () => {
    const lines = Array.from({ length: 2000 }, (_, at): Action => ({ type: 'event', event: { type: 'log', line: String(at) } satisfies ApplyEvent }));
    const { run } = after(running, ...lines);
    expect(run?.events).toHaveLength(800);
    expect(run?.events.at(-1)).toEqual({ type: 'log', line: '1999' });
  });
  it('drops events that come after its end, and a run that has gone without a word', () => {
    expect(after({ type: 'event', event: { type: 'log', line: 'late' } }).run).toBeNull();
    expect(after(running, { type: 'vanished' })).toMatchObject({ run: null, report: null, step: 'apply' });
  });
});

describe('undoing', () => {
  const back: Action = { type: 'undone', report: reportOf({ outcome: 'rolledBack', checks: [] }) };
  it('goes back to the answers before the last apply, one apply at a time', () => {
    const second = articleAnswers({ users: [{ name: 'prometheus', keep: true }, { name: 'grafana' }] });
    const twice = after(running, { type: 'ended', report: reportOf() }, { type: 'answer', change: second }, running, { type: 'ended', report: reportOf() });
    const once = wizardReducer(twice, back);
    expect(once.answers).toEqual(second);
    expect(wizardReducer(once, back).answers).toBe(answers);
  });
  it('goes back to them also where a person has to finish it by the commands shown', () => {
    const left = reportOf({ outcome: 'needsHands', commands: ['kill 1'] });
    expect(after(running, { type: 'ended', report: reportOf() }, { type: 'undone', report: left }).answers).toBe(answers);
  });
  it('keeps the answers where nothing was put back', () => {
    const refused = reportOf({ outcome: 'needsHands', failure: failure('UNDO_WOULD_LOSE_CHANGES', { paths: 'web.yml' }) });
    const state = after(running, { type: 'ended', report: reportOf() }, { type: 'undone', report: refused });
    expect(state.answers.certificate).toEqual({ source: 'keep' });
    expect(state.earlier).toHaveLength(1);
  });
});

describe('proving again', () => {
  const part = { checks: [checkResult({ ok: false })], targets: [], connection: null, caPem: null };
  it('changes the outcome to what it showed, both ways', () => {
    const worse = after(running, { type: 'ended', report: reportOf() }, { type: 'proven', part });
    expect(worse.report?.outcome).toBe('appliedWithFailures');
    expect(wizardReducer(worse, { type: 'proven', part: { ...part, checks: [checkResult()] } }).report?.outcome).toBe('applied');
  });
  it('says on the spot that it could not be done, until it can', () => {
    const failed = after(running, { type: 'ended', report: reportOf() }, { type: 'proofFailed', failure: failure('CONNECTION_LOST') });
    expect(failed).toMatchObject({ step: 'proof', proofFailure: { code: 'CONNECTION_LOST' } });
    expect(wizardReducer(failed, { type: 'proven', part }).proofFailure).toBeNull();
  });
});

describe('going on', () => {
  it('has seen what comes before the step of a draft, and everything of a setup that was opened', () => {
    expect(initialState(answers, 'certificate', false).visited).toEqual(['server', 'names']);
    expect(initialState(answers, 'server', true).visited).toHaveLength(5);
    expect(initialState(answers, 'server', false).visited).toEqual([]);
  });
  it('insists on what is missing until the step is another one', () => {
    expect(after({ type: 'insist' }).insist).toBe(true);
    expect(after({ type: 'insist' }, { type: 'go', step: 'names' }).insist).toBe(false);
    expect(after({ type: 'leave', step: 'review', next: 'apply' }).visited).toContain('review');
  });
});
