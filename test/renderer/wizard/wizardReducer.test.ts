import { describe, expect, it } from 'vitest';
import { failure } from '../../../shared/errors/failure.ts';
import type { ApplyEvent } from '../../../shared/model/report.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { type Action, type Beginning, initialState, isComplete, type State, wizardReducer } from '../../../renderer/wizard/wizardReducer.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';
import { checkResult, reportOf } from '../../support/reportFixtures.ts';

const answers = articleAnswers();
const facts = hostFacts();
const fresh: Beginning = { opened: false, applied: false };
const opened: Beginning = { opened: true, applied: true };
const planned = { plan: planDeployment(answers, facts), diffs: [], digest: 'd', facts, answers };
const after = (...actions: Action[]): State => actions.reduce(wizardReducer, initialState(answers, 'review', fresh));
const running: Action = { type: 'started', run: { startedAt: 1, events: [], plan: null } };

describe('applying', () => {
  it('shows the proof when it stands, and keeps from then on what was applied', () => {
    const state = after({ type: 'planned', answers, planned }, running, { type: 'ended', report: reportOf() });
    expect(state).toMatchObject({ step: 'proof', run: null, plannedFor: null });
    expect(state.answers.certificate).toEqual({ source: 'keep' });
    expect(state.answers.users).toEqual([{ name: 'prometheus', keep: true }]);
  });
  it('keeps what repairs asked for beside the answers, and where the passwords are that they made', () => {
    const repair = articleAnswers({ users: [], names: [], certificate: { source: 'none' }, repair: ['SERVER_TLS_REMOVED /srv/web.yml'] });
    const carried = articleAnswers({ users: [{ name: 'scraper', generate: true }, { name: 'alice', keep: true }] });
    const plan = planDeployment(carried, facts);
    const state = [
      { type: 'planned', answers: repair, planned: { plan, diffs: [], digest: 'd', facts, answers: carried } },
      { type: 'started', run: { startedAt: 1, events: [], plan } },
      { type: 'ended', report: reportOf() },
    ].reduce((before, action) => wizardReducer(before, action as Action), initialState(repair, 'review', { opened: true, applied: false }));
    expect(state.answers).toMatchObject({ certificate: { source: 'keep' }, repair: [], users: [{ name: 'scraper', keep: true }, { name: 'alice', keep: true }] });
    expect(state.made).toEqual([{ user: 'scraper', path: '/srv/sealed/scraper.password', mode: 0o600 }]);
    expect(wizardReducer(state, { type: 'undone', report: reportOf({ outcome: 'rolledBack' }) }).answers).toBe(repair);
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
  it('keeps every step and check however much is logged', () => {
    const lines = Array.from({ length: 2000 }, (): Action => ({ type: 'event', event: { type: 'log', line: 'x' } }));
    const event: ApplyEvent = { type: 'step', index: 0, total: 1, text: 'A key is written.' };
    expect(after(running, { type: 'event', event }, ...lines).run?.events[0]).toEqual(event);
  });
  it('keeps how far a run went once it has ended, until the next one', () => {
    const put = after(running, { type: 'ended', report: reportOf({ outcome: 'rolledBack' }) });
    expect(put.ran).toMatchObject({ startedAt: 1 });
    expect(wizardReducer(put, running).ran).toBeNull();
  });
  it('remembers that it was told to stop, also while the run is watched from another page', () => {
    const stopping = after(running, { type: 'stopping' });
    expect(stopping.run?.isStopping).toBe(true);
    expect(wizardReducer(stopping, running).run?.isStopping).toBe(true);
    expect(wizardReducer(stopping, { type: 'started', run: { startedAt: 2, events: [], plan: null } }).run?.isStopping).toBe(false);
    expect(after({ type: 'stopping' }).run).toBeNull();
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
    const worse = after(running, { type: 'ended', report: reportOf() }, { type: 'proven', part, at: 7 });
    expect(worse).toMatchObject({ report: { outcome: 'appliedWithFailures' }, provenAt: 7 });
    expect(wizardReducer(worse, { type: 'proven', part: { ...part, checks: [checkResult()] }, at: 8 }).report?.outcome).toBe('applied');
  });
  it('says on the spot that it could not be done, until it can', () => {
    const failed = after(running, { type: 'ended', report: reportOf() }, { type: 'proofFailed', failure: failure('CONNECTION_LOST') });
    expect(failed).toMatchObject({ step: 'proof', proofFailure: { code: 'CONNECTION_LOST' } });
    expect(wizardReducer(failed, { type: 'proven', part, at: 7 }).proofFailure).toBeNull();
  });
});

describe('being complete', () => {
  const sealed = after(running, { type: 'ended', report: reportOf() });
  it('is to be proven, with nothing new asked for', () => {
    expect(isComplete(sealed)).toBe(true);
    expect(isComplete(wizardReducer(sealed, { type: 'answer', change: {} }))).toBe(false);
  });
  it.each(['appliedWithFailures', 'rolledBack', 'needsHands'] as const)('is not %s', (outcome) => {
    expect(isComplete(after(running, { type: 'ended', report: reportOf({ outcome }) }))).toBe(false);
  });
  it('is not an undo', () => {
    expect(isComplete(wizardReducer(sealed, { type: 'undone', report: reportOf({ outcome: 'rolledBack' }) }))).toBe(false);
  });
});

describe('going on', () => {
  it('goes to Review where the proof that was left is not to be had any more', () => {
    expect(wizardReducer(initialState(answers, 'proof', opened), { type: 'vanished' }).step).toBe('review');
  });
  it('has seen what comes before the step of a draft, and everything of a setup that was opened', () => {
    expect(initialState(answers, 'certificate', fresh).visited).toEqual(['server', 'names']);
    expect(initialState(answers, 'users', opened).visited).toHaveLength(5);
    expect(initialState(answers, 'server', fresh).visited).toEqual([]);
  });
  it('insists on what is missing until the step is another one', () => {
    expect(after({ type: 'insist' }).insist).toBe(true);
    expect(after({ type: 'insist' }, { type: 'go', step: 'names' }).insist).toBe(false);
    expect(after({ type: 'leave', step: 'review', next: 'apply' }).visited).toContain('review');
  });
});
