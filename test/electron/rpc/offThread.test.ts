import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../electron/compose.ts';
import { offThread } from '../../../electron/rpc/offThread.ts';
import type { HostFacts } from '../../../shared/model/hostFacts.ts';
import { Answers } from '../../../shared/model/answers.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { tempTree } from '../../support/tempTree.ts';

const quiet = (): undefined => undefined;

/** The longest time that this thread was busy in one go, in milliseconds of its processor: other programs do not count. */
async function longestTurn<T>(work: Promise<T>): Promise<{ result: T; longest: number }> {
  let longest = 0;
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = used();
  const timer = setInterval(() => {
    longest = Math.max(longest, used() - last);
    last = used();
  }, 2);
  const result = await work;
  clearInterval(timer);
  return { result, longest: Math.max(longest, used() - last) };
}

function setup(jobs: number) {
  const folder = tempTree();
  const text = Array.from({ length: jobs }, (_, index) => `  - job_name: job${String(index)}\n    static_configs: [{ targets: ['h${String(index)}:9100'] }]\n`);
  writeFileSync(join(folder, 'prometheus.yml'), `scrape_configs:\n${text.join('')}  - job_name: self\n    static_configs: [{ targets: ['localhost:9090'] }]\n`);
  const program = createProgram({ settingsFolder: join(folder, 'settings'), log: quiet });
  const base = { version: 1, folder, server: { kind: 'files' }, certificate: { source: 'none' }, scrape: { edit: false } };
  const answers = Answers.parse({ ...base, connections: [{ job: 'job7', scheme: 'https' }] });
  return { program, answers, dispatch: offThread(program.dispatch, program.context) };
}

describe('a call in a thread of its own', () => {
  it('gives what it gives here', async () => {
    const { program, answers, dispatch } = setup(10);
    for (const method of ['host.inspect', 'plan.create']) {
      const here = await program.dispatch(method, { answers }, quiet);
      expect(here).toMatchObject({ ok: true });
      expect(await dispatch(method, { answers }, quiet)).toEqual(here);
    }
    expect(await dispatch('host.inspect', { answers: 1 }, quiet)).toMatchObject({ ok: false, failure: { code: 'INPUT_INVALID' } });
    expect(await dispatch('settings.load', {}, quiet)).toMatchObject({ ok: true });
  });

  it('answers several at a time, each its own', async () => {
    const { answers, dispatch } = setup(10);
    const folders = [tempTree(), tempTree(), tempTree()];
    const results = await Promise.all(folders.map((folder) => dispatch('host.inspect', { answers: { ...answers, folder } }, quiet)));
    expect(results.map((result) => (result.ok ? (result.value as HostFacts).folder.path : result.failure))).toEqual(folders);
  });

  it('keeps the main thread free for a file of 10,000 jobs, and the page from holding all of them (R-11)', async () => {
    const { answers, dispatch } = setup(10_000);
    await dispatch('host.inspect', { answers: { ...answers, folder: tempTree() } }, quiet);
    const { result, longest } = await longestTurn(dispatch('plan.create', { answers }, quiet));
    expect(result).toMatchObject({ ok: true });
    expect(longest).toBeLessThan(50);
    const { facts, plan } = (result.ok ? result.value : {}) as { facts: HostFacts; plan: { expectedJobs: string[] } };
    const jobs = facts.scrapeConfig.facts?.jobs ?? [];
    expect([jobs.length, jobs.at(-1)?.name, facts.scrapeConfig.facts?.jobsLeftOut]).toEqual([1001, 'self', 9000]);
    // The page, which has not been given that job, does not deny that there is one.
    const there = planDeployment({ ...answers, connections: [{ job: 'job9000', scheme: 'https' }] }, facts);
    expect(there.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.expectedJobs).toHaveLength(10_001);
  });
});
