import { expect, it } from 'vitest';
import { ApplySlot } from '../../../electron/apply/applySlot.ts';
import type { Report } from '../../../shared/model/report.ts';

const report = { type: 'report', outcome: 'applied', message: 'done' } as unknown as Report;

it('runs one change at a time, and says of the other since when', async () => {
  const slot = new ApplySlot();
  let finish: (report: Report) => void = () => undefined;
  const first = slot.run('/a', 1_000_000, () => undefined, () => new Promise((resolve) => { finish = resolve; }));
  await expect(slot.run('/b', 2, () => undefined, () => Promise.resolve(report))).rejects.toMatchObject({ code: 'BUSY' });
  expect(slot.busy).toBe(true);
  finish(report);
  await first;
  expect(slot.busy).toBe(false);
  await expect(slot.run('/b', 3, () => undefined, () => Promise.resolve(report))).resolves.toBe(report);
});

it('tells a page that comes back what has happened so far, and how it ended', async () => {
  const slot = new ApplySlot();
  await slot.run('/a', 5, () => undefined, (tell) => {
    for (let index = 0; index < 600; index += 1) tell({ type: 'log', line: String(index) });
    const { running } = slot.status();
    expect(running).toMatchObject({ folder: '/a', startedAt: 5, cancellable: true });
    expect(running?.events).toHaveLength(500);
    expect(running?.events.at(-1)).toEqual({ type: 'log', line: '599' });
    return Promise.resolve(report);
  });
  expect(slot.status()).toEqual({ running: null, report });
});

it('hands a cancel on to the work, and is free again after a failure', async () => {
  const slot = new ApplySlot();
  expect(slot.cancel()).toBe(false);
  const work = slot.run('/a', 1, () => undefined, (_tell, signal) => new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('cancelled')));
  }));
  expect(slot.cancel()).toBe(true);
  expect(slot.status().running?.cancellable).toBe(false);
  await expect(work).rejects.toThrow('cancelled');
  expect(slot.busy).toBe(false);
});
