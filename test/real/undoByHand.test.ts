/** Undoing where ours has ended and a person has started the same Prometheus: nothing is claimed that is not so. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findListener } from '../../electron/inspect/findListener.ts';
import { portAnswers } from '../../electron/inspect/portAnswers.ts';
import { findManaged, stopManaged } from '../../electron/process/managedProcess.ts';
import { startCommand } from '../../shared/plan/handCommands.ts';
import { answersFor, applyBench } from '../support/applyBench.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { tempTree } from '../support/tempTree.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
let folder = '';
let byHand: ChildProcess | null = null;

afterEach(async () => {
  await stopManaged(folder, 5000);
  if (byHand?.exitCode === null) {
    byHand.kill('SIGKILL');
    await new Promise((resolve) => byHand?.once('close', resolve));
  }
  byHand = null;
});

async function seal(): Promise<{ listen: string; bench: ReturnType<typeof applyBench>; change: () => Promise<unknown> }> {
  folder = tempTree();
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {scrape_interval: 1s}\nscrape_configs: []\n');
  const listen = `127.0.0.1:${String(await freePort())}`;
  const bench = applyBench(folder);
  const server = { kind: 'binary' as const, binary: line?.prometheus ?? '', listen };
  expect(await bench.apply(answersFor(folder, server, { users: [] }))).toMatchObject({ outcome: 'applied' });
  const change = (): Promise<unknown> => bench.apply(answersFor(folder, server, { certificate: { source: 'none' } }), { prometheus: 'correct horse' });
  return { listen, bench, change };
}

/** As a person who types the same command line after a restart of the machine. */
async function startAgain(listen: string): Promise<{ pid: number; argv: string[] }> {
  const argv = (await stopManaged(folder, 10_000))?.argv ?? [];
  byHand = spawn(argv[0] ?? '', argv.slice(1), { cwd: folder, stdio: 'ignore' });
  await expect.poll(() => portAnswers('127.0.0.1', Number(listen.split(':')[1])), { timeout: 10_000 }).toBe(true);
  expect(findListener(listen)?.pid).toBe(byHand.pid);
  return { pid: byHand.pid ?? 0, argv };
}

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'a server that was started by hand', () => {
  it('is to be ended where none ran before', async () => {
    const { listen, bench } = await seal();
    const { pid } = await startAgain(listen);
    const report = await bench.undo();
    expect(report).toMatchObject({ outcome: 'needsHands', commands: [`kill ${String(pid)}`, `while [ -e /proc/${String(pid)} ]; do sleep 0.2; done`] });
    expect(existsSync(join(folder, 'web.yml'))).toBe(false);
    expect(findListener(listen)?.pid).toBe(pid);
  }, 60_000);

  it('is to be started as it was where one ran before', async () => {
    const { listen, bench, change } = await seal();
    const before = findManaged(folder);
    expect(await change()).toMatchObject({ outcome: 'applied' });
    const { pid } = await startAgain(listen);
    const report = await bench.undo();
    expect(report).toMatchObject({ outcome: 'needsHands', message: expect.not.stringContaining('Everything') as unknown });
    expect(report.commands[0]).toBe(`kill ${String(pid)}`);
    expect(report.commands.at(-1)).toBe(startCommand(before?.workingDirectory ?? '', before?.argv ?? []));
    expect(findManaged(folder)).toBeNull();
  }, 60_000);
});
