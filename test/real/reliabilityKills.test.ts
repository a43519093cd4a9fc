/**
 * R-01 on a live Prometheus: a heal that is killed at any moment leaves it serving the old setup or the new one, lets
 * nobody in without a password, and is recovered to one consistent set.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOpenCheckpoint } from '../../electron/apply/checkpointList.ts';
import { makeMaterial } from '../../electron/apply/material.ts';
import { acquireLock } from '../../electron/apply/lock.ts';
import { stopManaged } from '../../electron/process/managedProcess.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { CheckReport } from '../../shared/model/checkReport.ts';
import { answersFor, applyBench, type ApplyBench } from '../support/applyBench.ts';
import { writeReadyPlan } from '../support/applyReadyPlan.ts';
import { password, withBrokenSetup, type BrokenSetup } from '../support/brokenSetup.ts';
import { bundleWorker } from '../support/faultInjection.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { hashOf } from '../support/sealedFolder.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { pictureOf } from '../support/tempTree.ts';
import { knockWithoutPassword, servedAs } from '../support/watchedServer.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
const isOurs = (name: string): boolean => /^(\.promseal|data)/.test(name);
const putBack = { outcome: 'rolledBack', commands: [] };

let worker = { path: '', remove: (): void => undefined };
beforeAll(async () => {
  worker = await bundleWorker(join(import.meta.dirname, '../support/applyWorkerReady.ts'));
});
afterAll(() => worker.remove());

interface Live {
  readonly bench: ApplyBench;
  readonly port: number;
  readonly credentials: string;
  /** Whether a moment without any server is part of the change. */
  readonly restarts?: true;
}

/** What repairs everything that was found. */
function toHeal({ answers, findings }: CheckReport): Answers {
  const repair = findings.filter((found) => found.repair !== undefined).map(({ id }) => id);
  if (answers === null || repair.length === 0) throw new Error('there is nothing to repair');
  return { ...answers, repair };
}

/** Writes the plan for the worker to apply over and over. */
async function writePlan({ bench }: Live, answers: Answers): Promise<string> {
  const prepared = await bench.plan(answers);
  const material = await makeMaterial({ ...prepared, secrets: { passwords: {} }, now: Date.now() });
  const path = join(bench.folder, '.promseal-test-plan.json');
  // What is looked at again in the end belongs to the proof, which changes nothing.
  writeReadyPlan(path, { answers: prepared.answers, prepared: { ...prepared, repairs: [] }, material });
  return path;
}

interface Ran {
  readonly outcome: string | null;
  /** Milliseconds from `began` to the last step, to the first check, and to the end. */
  readonly stepAt: number;
  readonly proofAt: number;
  readonly endAt: number;
}

/** @param killAt milliseconds after `began`; null lets it end */
async function run(plan: string, killAt: number | null): Promise<Ran> {
  const child = spawn(process.execPath, [worker.path, plan], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(worker.path), 'cache') } });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let [beganAt, stepAt, proofAt, last] = [0, 0, 0, ''];
  createInterface(child.stdout).on('line', (text) => {
    last = text;
    if (text === 'began') {
      beganAt = performance.now();
      if (killAt !== null) setTimeout(() => child.kill('SIGKILL'), killAt);
    }
    if (text === 'step') stepAt = performance.now() - beganAt;
    if (text === 'check' && proofAt === 0) proofAt = performance.now() - beganAt;
  });
  await ended;
  const endAt = performance.now() - beganAt;
  return { outcome: child.signalCode === null ? last : null, stepAt, proofAt: proofAt === 0 ? endAt : proofAt, endAt };
}

/** What happened at the moments of one heal. */
const sums = { heals: 0, killed: 0, old: 0, new: 0, nothing: 0, knocks: 0, letIn: 0 };
afterAll(() => console.log(`R-01 live: ${JSON.stringify(sums)}`));

const spread = (from: number, to: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + ((to - from) * (index + 0.5)) / count);

/** @param moments of the run up to the proof, and of the proof */
async function killAll(live: Live, answers: Answers, moments = { change: 16, proof: 4 }): Promise<void> {
  const { bench, port, credentials } = live;
  const { folder } = bench;
  const plan = await writePlan(live, answers);
  const leaveOut = (name: string): boolean => isOurs(name);
  const [oldPicture, oldServed] = [pictureOf(folder, leaveOut), await servedAs(port, credentials)];
  const clean = await run(plan, null);
  expect(clean.outcome).toMatch(/^applied/);
  const [newPicture, newServed] = [pictureOf(folder, leaveOut), await servedAs(port, credentials)];
  expect(newServed).toContain('user');
  expect(await bench.undo()).toMatchObject(putBack);
  expect(pictureOf(folder, leaveOut)).toEqual(oldPicture);
  const knocking = knockWithoutPassword(port);
  // The files of a restart are those of every other change: the moments lie in the restart itself.
  const from = live.restarts === true ? clean.stepAt : 0;
  const at = [...spread(from, clean.proofAt, moments.change), ...spread(clean.proofAt, clean.endAt, moments.proof)];
  try {
    for (const moment of at) {
      const { outcome } = await run(plan, moment);
      const served = await servedAs(port, credentials);
      const label = `killed ${moment.toFixed(0)} ms after it began, of ${clean.endAt.toFixed(0)}`;
      const nothing = live.restarts === true && served.includes('ECONNREFUSED');
      if (!nothing) expect([oldServed, newServed], label).toContain(served);
      const end = nothing ? 'nothing' : served === oldServed ? 'old' : 'new';
      sums[end] += 1;
      if (outcome === null) sums.killed += 1;
      const open = findOpenCheckpoint(folder);
      if (open === null) expect([oldPicture, newPicture], label).toContainEqual(pictureOf(folder, leaveOut));
      if (open !== null) expect(await bench.recover(), label).toMatchObject(putBack);
      else if (JSON.stringify(pictureOf(folder, leaveOut)) !== JSON.stringify(oldPicture)) await bench.undo();
      expect(pictureOf(folder, leaveOut), label).toEqual(oldPicture);
      expect(await servedAs(port, credentials), label).toBe(oldServed);
      acquireLock(folder, Date.now()).release();
      expect(existsSync(join(folder, '.promseal', 'lock')), label).toBe(false);
    }
  } finally {
    await knocking.end();
  }
  const letIn = knocking.seen.filter(({ status }) => status !== null && status < 400);
  sums.heals += 1;
  sums.knocks += knocking.seen.length;
  sums.letIn += letIn.length;
  expect(letIn).toEqual([]);
  expect(knocking.seen.length).toBeGreaterThan(moments.change + moments.proof);
}

const heals: Readonly<Record<string, (setup: BrokenSetup) => void>> = {
  'reload: the self-scrape over plain HTTP': ({ change, server }) => {
    change('prometheus.yml', '    scheme: https\n    tls_config: { ca_file: prometheus.crt }\n', '');
    process.kill(server.pid, 'SIGHUP');
  },
  'new pair: an expired certificate': ({ folder }) => void selfSigned(folder, 'prometheus', { notBefore: '20240101000000Z', notAfter: '20240201000000Z' }),
  'lines: a tab in web.yml': ({ change }) => change('web.yml', '  key_file', '\tkey_file'),
  'mode: a key that everybody can read': ({ path }) => chmodSync(path('prometheus.key'), 0o666),
  'users: one without a name': ({ change }) => change('web.yml', '  alice', `  "": "${hashOf('x')}"\n  alice`),
  'edit: a field that does not exist': ({ change }) => change('web.yml', '  key_file', '  min_tls: "1.2"\n  key_file'),
};

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'a heal that is killed on a live Prometheus', () => {
  const prometheus = line?.prometheus ?? '';
  it.concurrent.each(Object.entries(heals))('%s', async (_, breakIt) => {
    await withBrokenSetup(prometheus, async (setup) => {
      breakIt(setup);
      await killAll({ bench: setup.bench, port: setup.port, credentials: `alice:${password}` }, toHeal(await setup.check()));
    });
  }, 120_000);

  it.concurrent('restart: TLS is turned on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'promseal-restart-'));
    const port = await freePort();
    const server = { kind: 'binary' as const, binary: prometheus, listen: `127.0.0.1:${String(port)}` };
    writeFileSync(join(folder, 'prometheus.yml'), 'global: { scrape_interval: 1s } # mine\n');
    const bench = applyBench(folder);
    try {
      await bench.apply(answersFor(folder, server, { certificate: { source: 'none' }, names: [], users: [{ name: 'alice', generate: true }] }));
      const credentials = `alice:${readFileSync(join(folder, 'alice.password'), 'utf8').trim()}`;
      const sealed = answersFor(folder, server, { users: [{ name: 'alice', keep: true }] });
      await killAll({ bench, port, credentials, restarts: true }, sealed, { change: 11, proof: 1 });
    } finally {
      await stopManaged(folder, 10_000);
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
