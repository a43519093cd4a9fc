/** on a real Prometheus, for heals and for changes of everything that changes; R-30. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeMaterial } from '../../electron/apply/material.ts';
import { findManaged, stopManaged } from '../../electron/process/managedProcess.ts';
import { summarise } from '../../electron/pki/readCertificate.ts';
import type { Answers, AnswersInput } from '../../shared/model/answers.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { answersFor, applyBench, type ApplyBench } from '../support/applyBench.ts';
import { applyReadyPlan } from '../support/applyReadyPlan.ts';
import { ask } from '../support/askServer.ts';
import { password, withBrokenSetup, type BrokenSetup } from '../support/brokenSetup.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { hashOf } from '../support/sealedFolder.ts';
import { pictureOf, tempTree } from '../support/tempTree.ts';
import { lookAt, type Seen } from '../support/watchedServer.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
const missing = line === undefined ? 'no Prometheus on this machine' : null;
const isOurs = (name: string): boolean => /^(\.promseal|data)/.test(name);
const keepAlice = [{ name: 'alice', keep: true as const }];

describeUnless(missing, 'a heal whose reload fails', () => {
  const reloads = (event: ApplyEvent): boolean => event.type === 'step' && event.text.startsWith('Prometheus reads prometheus.yml again');
  const config = async ({ port, path }: BrokenSetup): Promise<string> => (await ask({ port, ca: readFileSync(path('prometheus.crt'), 'utf8'), user: 'alice', password, path: '/api/v1/status/config' })).body;

  /** The self-scrape goes over plain HTTP, and there is a rule file that PromSeal never touches. */
  async function breakIt(setup: BrokenSetup): Promise<{ answers: Answers; before: string[] }> {
    setup.write('rules.yml', 'groups: []\n', 0o644);
    setup.change('prometheus.yml', '    scheme: https\n    tls_config: { ca_file: prometheus.crt }\n', '');
    setup.change('prometheus.yml', 'scrape_configs:', 'rule_files: [rules.yml]\nscrape_configs:');
    process.kill(setup.server.pid, 'SIGHUP');
    const { answers, findings } = await setup.check();
    if (answers === null) throw new Error('there is nothing to repair');
    const repair = findings.filter((found) => found.repair !== undefined).map(({ id }) => id);
    return { answers: { ...answers, repair }, before: pictureOf(setup.folder, isOurs) };
  }

  it('R-18 of a server that hangs is not confirmed, and the good files stay until the person decides', async () => {
    await withBrokenSetup(line?.prometheus ?? '', async (setup) => {
      const { answers, before } = await breakIt(setup);
      const started = performance.now();
      const report = await setup.bench.apply(answers, {}, (event) => {
        if (reloads(event)) process.kill(setup.server.pid, 'SIGSTOP');
      });
      const took = performance.now() - started;
      process.kill(setup.server.pid, 'SIGCONT');
      expect(report).toMatchObject({ outcome: 'appliedWithFailures', failure: { code: 'RELOAD_NOT_CONFIRMED' } });
      expect(took).toBeLessThan(20_000);
      expect(pictureOf(setup.folder, isOurs)).not.toEqual(before);
      expect(await setup.bench.undo()).toMatchObject({ outcome: 'rolledBack', commands: [] });
      expect(pictureOf(setup.folder, isOurs)).toEqual(before);
    });
  }, 60_000);

  it('R-19 is taken back when Prometheus refuses the file, and what runs is what ran', async () => {
    await withBrokenSetup(line?.prometheus ?? '', async (setup) => {
      const { answers, before } = await breakIt(setup);
      const running = await config(setup);
      expect(running).toContain('rules.yml');
      const report = await setup.bench.apply(answers, {}, (event) => {
        if (reloads(event)) setup.write('rules.yml', 'groups: [{broken: 1}]\n', 0o644);
      });
      expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'RELOAD_REFUSED' } });
      expect(await config(setup)).toBe(running);
      setup.write('rules.yml', 'groups: []\n', 0o644);
      expect(pictureOf(setup.folder, isOurs)).toEqual(before);
    });
  }, 60_000);
});

describeUnless(missing, 'a server that PromSeal started', () => {
  let folder = '';
  let port = 0;
  let bench: ApplyBench;

  const asked = (changes: Partial<AnswersInput>): Answers => answersFor(folder, { kind: 'binary', binary: line?.prometheus ?? '', listen: `127.0.0.1:${String(port)}` }, changes);
  /** Without the proof, which takes longer than all the rest and changes nothing. */
  const applyQuickly = async (answers: Answers): Promise<Report> => {
    const prepared = await bench.plan(answers);
    const material = await makeMaterial({ ...prepared, secrets: { passwords: {} }, now: Date.now() });
    return await applyReadyPlan({ answers, prepared: { ...prepared, plan: { ...prepared.plan, checks: [] } }, material });
  };
  const wayOf = async (answers: Answers): Promise<[string, string][]> =>
    (await bench.plan(answers)).plan.actions.flatMap((action): [string, string][] => (action.kind.startsWith('process.') ? [[action.kind, action.why]] : []));

  beforeEach(async () => {
    folder = tempTree();
    port = await freePort();
    bench = applyBench(folder);
    writeFileSync(join(folder, 'prometheus.yml'), '# ours\nglobal: {scrape_interval: 1s}\nscrape_configs: []\n');
    expect(await applyQuickly(asked({ users: [{ name: 'alice', generate: true }] }))).toMatchObject({ outcome: 'applied', failure: null });
  });
  afterEach(async () => void (await stopManaged(folder, 10_000)));

  it('R-20 is restarted for what a reload cannot apply, and says why; everything else leaves it running', async () => {
    const renewed = asked({ certificate: { source: 'self_signed', renew: true }, users: keepAlice });
    const open = asked({ certificate: { source: 'none' }, names: [], users: keepAlice });
    expect(await wayOf(open)).toEqual([['process.restart', 'TLS cannot be turned off while Prometheus runs, so it is restarted.']]);
    expect(await wayOf(asked({ certificate: { source: 'keep' }, users: keepAlice, options: { lifecycle: true } }))).toEqual([['process.restart', 'Its command line changes, so it is restarted.']]);
    expect((await wayOf(renewed)).map(([kind]) => kind)).not.toContain('process.restart');
    const pid = findManaged(folder)?.pid;
    await applyQuickly(renewed);
    expect(findManaged(folder)?.pid).toBe(pid);
    await applyQuickly(open);
    expect(findManaged(folder)?.pid).not.toBe(pid);
    expect(await lookAt(port, false)).toMatchObject({ status: 401 });
    expect(await wayOf(asked({ users: keepAlice }))).toEqual([['process.restart', 'TLS cannot be turned on while Prometheus runs, so it is restarted.']]);
  }, 90_000);

  it('R-21 fails no handshake and lets nobody in while pairs and users change under load', async () => {
    const credentials = `alice:${readFileSync(join(folder, 'alice.password'), 'utf8').trim()}`;
    const issued = new Set<string>();
    const noteLeaf = (): void => {
      const name = /cert_file: (\S+)/.exec(readFileSync(join(folder, 'web.yml'), 'utf8'))?.[1] ?? '';
      issued.add(summarise(readFileSync(join(folder, name), 'utf8')).sha256);
    };
    const [strangers, users]: [Seen[], Seen[]] = [[], []];
    let ended = false;
    const knock = async (into: Seen[], as: string | null): Promise<void> => {
      while (!ended) into.push(await lookAt(port, true, as));
    };
    const knocking = Promise.all([knock(strangers, null), knock(strangers, null), knock(users, credentials)]);
    let rotations = 0;
    try {
      noteLeaf();
      for (; rotations < 12 || strangers.length + users.length < 600; rotations++) {
        const bob = rotations % 4 < 2 ? [{ name: 'bob', hash: hashOf(rotations % 4 === 0 ? 'one' : 'two') }] : rotations % 4 === 2 ? [{ name: 'bob', remove: true as const }] : [];
        const certificate = rotations % 2 === 0 ? { source: 'self_signed' as const, renew: true as const } : { source: 'keep' as const };
        expect(await applyQuickly(asked({ certificate, users: [...keepAlice, ...bob] }))).toMatchObject({ outcome: 'applied', failure: null });
        noteLeaf();
      }
    } finally {
      ended = true;
      await knocking;
    }
    const all = [...strangers, ...users];
    const failed = all.filter(({ leaf, error }) => leaf === null || error !== null);
    const letIn = strangers.filter(({ status }) => status !== 401);
    const turnedAway = users.filter(({ status }) => status !== 200);
    const leaves = new Set(all.map(({ leaf }) => leaf ?? ''));
    console.log(`R-21: ${String(rotations)} rotations, ${String(leaves.size)} certificates seen, failed handshakes ${String(failed.length)} of ${String(all.length)}, unauthenticated answers ${String(letIn.length)} of ${String(strangers.length)}`);
    expect({ failed, letIn, turnedAway }).toEqual({ failed: [], letIn: [], turnedAway: [] });
    expect(all.length).toBeGreaterThanOrEqual(600);
    expect([...leaves].filter((leaf) => !issued.has(leaf))).toEqual([]);
    expect(leaves.size).toBeGreaterThanOrEqual(5);
  }, 240_000);
});

describeUnless(missing, 'R-20 a server of somebody else', () => {
  it('refuses every new connection once TLS is gone from web.yml, as the plan says, until it is restarted by hand', async () => {
    await withBrokenSetup(line?.prometheus ?? '', async ({ bench, port, path, folder }) => {
      const open = answersFor(folder, { kind: 'running', listen: `127.0.0.1:${String(port)}` }, { certificate: { source: 'none' }, names: [], users: keepAlice });
      const { plan } = await bench.plan(open);
      const hands = plan.actions.flatMap((action) => (action.kind === 'hands' ? [action] : []));
      expect(hands).toHaveLength(1);
      expect(hands[0]?.why).toMatch(/^TLS cannot be turned off while Prometheus runs.*refuses new connections/s);
      const report = await bench.apply(open, { alice: password });
      expect(report).toMatchObject({ outcome: 'appliedWithFailures' });
      expect(report.commands.join('\n')).toMatch(/kill \d+/);
      expect(await lookAt(port, true)).toMatchObject({ status: null, leaf: null });
      await bench.undo();
      expect(readFileSync(path('web.yml'), 'utf8')).toContain('cert_file');
      expect(await lookAt(port, true)).toMatchObject({ status: 401 });
    });
  }, 60_000);
});

describe('R-30 five hundred rounds of preview, apply and undo', () => {
  it.runIf(process.platform === 'linux')('open no file and take no memory for good', async () => {
    const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'promseal-rounds-'));
    try {
      writeFileSync(join(folder, 'prometheus.yml'), '# ours\nscrape_configs: []\n');
      const before = pictureOf(folder, isOurs);
      const worker = join(import.meta.dirname, '../support/applyWorkerRounds.ts');
      // Without promtool, a process of its own each time; and V8 doubles its young generation at some moment of its own. It
      // goes on optimising for some 260 rounds, which takes memory once: 500 rounds are measured after 300 others.
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--max-semi-space-size=16', worker, folder, '800'], { env: { ...process.env, PATH: '' } });
      const samples = JSON.parse(stdout) as { files: number; rss: number }[];
      const mean = (part: typeof samples): number => part.reduce((sum, { rss }) => sum + rss, 0) / part.length / 1024 / 1024;
      const [early, late] = [mean(samples.slice(29, 34)), mean(samples.slice(-5))];
      const files = new Set(samples.slice(1).map((sample) => sample.files));
      console.log(`R-30: 500 rounds, open files ${[...files].join(', ')}, memory ${early.toFixed(1)} MiB before and ${late.toFixed(1)} MiB after`);
      expect(files.size).toBe(1);
      expect(late).toBeLessThan(early * 1.05);
      expect(pictureOf(folder, isOurs)).toEqual(before);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 240_000);
});
