import { describe, expect, it } from 'vitest';
import type { ApplyEvent } from '../../../shared/model/report.ts';
import { currentWords, type RunPlan, stepsOfRun } from '../../../renderer/steps/stepsOfRun.ts';
import { checkResult } from '../../support/reportFixtures.ts';

const plan: RunPlan = {
  actions: [{ kind: 'file.write', why: 'A key is written.' }, { kind: 'process.start', why: 'Prometheus is started.' }],
  checks: [{ id: 'plainHttp' }, { id: 'selfScrape' }],
};
const step = (index: number, text = plan.actions[index]?.why ?? ''): ApplyEvent => ({ type: 'step', index, total: 2, text });
const log: ApplyEvent = { type: 'log', line: 'msg="ready"' };
const check = (id: 'plainHttp' | 'selfScrape' | 'targetsKept'): ApplyEvent => ({ type: 'check', check: checkResult({ id }) });

const states = (...events: ApplyEvent[]): string => stepsOfRun(plan, events).map(({ state }) => state).join(' ');

describe('the steps of a run', () => {
  it('are marked as they happen, the rest is to come', () => {
    expect(states()).toBe('now todo todo todo');
    expect(states(step(0))).toBe('done now todo todo');
    expect(states(step(0), step(1), log)).toBe('done done now todo');
    expect(states(step(0), step(1), check('plainHttp'))).toBe('done done done now');
  });
  it('are those of the plan, with the words that were told', () => {
    const texts = stepsOfRun(plan, [step(0, 'A key was told of.')]).map(({ text }) => text);
    expect(texts.slice(1, 3)).toEqual(['A key was told of.', 'Prometheus is started.']);
  });
  it('count the checks, also one that the plan does not have', () => {
    expect(stepsOfRun(plan, [step(1), check('plainHttp')]).at(-1)?.text).toContain('1 of 2 checks');
    expect(stepsOfRun(plan, [check('plainHttp'), check('selfScrape'), check('targetsKept')]).at(-1)?.text).toContain('3 of 3 checks');
  });
  it('promise no check where commands are left to a person', () => {
    const left: RunPlan = { ...plan, actions: [...plan.actions, { kind: 'hands', why: 'You restart it.' }] };
    expect(stepsOfRun(left, [step(0)]).at(-1)?.text).toBe('You restart it.');
  });
  it('of a plan without actions are the look and the proof', () => {
    expect(stepsOfRun({ ...plan, actions: [] }, [check('plainHttp')]).map(({ state }) => state)).toEqual(['done', 'now']);
  });
  it('of a plan that is not known are those that were begun', () => {
    expect(stepsOfRun(null, [step(0), step(1)])).toEqual([{ text: 'A key is written.', state: 'done' }, { text: 'Prometheus is started.', state: 'now' }]);
    expect(stepsOfRun(null, [])).toEqual([]);
  });
});

describe('what is being done', () => {
  it('is the newest step, and how much of the whole is behind it', () => {
    expect(currentWords(plan, [])).toEqual({ label: 'Looking at the machine once more', value: 0 });
    expect(currentWords(plan, [step(0), step(1), log])).toEqual({ label: 'Step 3 of 4', spoken: 'Prometheus is started.', value: 0.5 });
  });
  it('is the download where one runs, and how far that is', () => {
    expect(currentWords(plan, [step(0), { type: 'progress', text: 'Downloading', done: 3, total: 4 }])).toEqual({ label: 'Downloading', value: 0.75 });
    expect(currentWords(plan, [{ type: 'progress', text: 'Downloading', done: 3, total: null }])).toEqual({ label: 'Downloading' });
  });
  it('names what the proof waits for', () => {
    expect(currentWords(plan, [check('selfScrape')]).label).toBe('Trying every check');
    expect(currentWords(plan, [check('plainHttp')]).label).toBe('Waiting until Prometheus has scraped itself');
    expect(currentWords(plan, [check('plainHttp'), check('selfScrape')]).label).toBe('Looking at the targets that Prometheus scrapes');
    expect(currentWords(null, [check('plainHttp')])).toEqual({ label: 'Trying every check' });
  });
});
