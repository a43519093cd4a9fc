/** One setup through its life on every Prometheus at hand: TLS, users later, a password changed, a pair renewed, TLS off, all undone. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findManaged, stopManaged } from '../../electron/process/managedProcess.ts';
import type { Report } from '../../shared/model/report.ts';
import { answersFor, applyBench, type ApplyBench } from '../support/applyBench.ts';
import { ask, query } from '../support/askServer.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines, type PrometheusLine } from '../support/realPrometheus.ts';
import { pictureOf } from '../support/tempTree.ts';

const isOurs = (name: string): boolean => /^(\.promseal|data)/.test(name);

function configFor(port: number): string {
  return [
    '# Kept by hand since 2019: every byte of it matters.',
    'global: { scrape_interval: 1s }   # fast',
    '',
    'scrape_configs:',
    "  - job_name: 'node'               # not ours",
    '    static_configs:',
    "      - targets: ['127.0.0.1:1']",
    '  - job_name: prometheus',
    '    static_configs:',
    `      - targets: ['localhost:${String(port)}']   # itself`,
    '  - job_name: "last one"',
    '    basic_auth: {username: x, password: "kept: as it is"}',
    "    static_configs: [{targets: ['127.0.0.1:2']}]",
    '',
  ].join('\n');
}

interface Setup {
  readonly bench: ApplyBench;
  readonly port: number;
  readonly server: { kind: 'binary'; binary: string; listen: string };
}

async function withSetup(line: PrometheusLine, work: (setup: Setup) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'promseal-journey-'));
  const port = await freePort();
  writeFileSync(join(folder, 'prometheus.yml'), configFor(port), { mode: 0o640 });
  try {
    await work({ bench: applyBench(folder), port, server: { kind: 'binary', binary: line.prometheus, listen: `127.0.0.1:${String(port)}` } });
  } finally {
    await stopManaged(folder, 10_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says what went wrong, not only that it did. */
function expectApplied(report: Report): void {
  const failed = report.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw]);
  expect({ failure: report.failure, failed }).toEqual({ failure: null, failed: [] });
  expect(report.outcome).toBe('applied');
}

/** The lines of the first text that the second does not have, in order. */
function linesGone(before: string, after: string): string[] {
  const kept = new Set(after.split('\n'));
  return before.split('\n').filter((line) => !kept.has(line));
}

describeUnless(prometheusLines().length === 0 ? 'no Prometheus on this machine' : null, 'a setup through its life', () => {
  describe.each(prometheusLines())('$line', (line) => {
    it('changes only what each step asks for, and undo gives back every byte', async () => {
      await withSetup(line, async ({ bench, port, server }) => {
        const { folder } = bench;
        const config = (): string => readFileSync(join(folder, 'prometheus.yml'), 'utf8');
        const web = (): string => readFileSync(join(folder, 'web.yml'), 'utf8');
        const original = pictureOf(folder, isOurs);
        const originalConfig = config();

        const sealed = await bench.apply(answersFor(folder, server, { users: [] }));
        expectApplied(sealed);
        const ca = readFileSync(join(folder, 'prometheus.crt'), 'utf8');
        const pid = findManaged(folder)?.pid;
        expect((await ask({ port, ca })).status).toBe(200);
        expect(linesGone(originalConfig, config())).toEqual([]);

        const keep = { certificate: { source: 'keep' as const } };
        expectApplied(await bench.apply(answersFor(folder, server, keep), { prometheus: 'first pass' }));
        expect(findManaged(folder)?.pid).toBe(pid);
        const alice = { port, ca, user: 'prometheus', password: 'first pass' };
        expect((await ask({ port, ca })).status).toBe(401);
        expect((await ask(alice)).status).toBe(200);
        expect(await query(alice, 'min_over_time(up{job="prometheus"}[1m])')).toBe('1');

        writeFileSync(join(folder, 'web.yml'), `# by hand\n${web()}`);
        expectApplied(await bench.apply(answersFor(folder, server, keep), { prometheus: 'second pass' }));
        expect((await ask(alice)).status).toBe(401);
        const again = { ...alice, password: 'second pass' };
        expect((await ask(again)).status).toBe(200);
        expect(web().startsWith('# by hand\n')).toBe(true);

        const hash = /\$2b\$\S+/.exec(web())?.[0];
        const kept = { users: [{ name: 'prometheus', keep: true as const }] };
        const renewed = await bench.apply(answersFor(folder, server, { ...kept, certificate: { source: 'self_signed', days: 90, subject: { common_name: 'localhost' } } }));
        expectApplied(renewed);
        expect(findManaged(folder)?.pid).toBe(pid);
        const newCa = readFileSync(join(folder, 'prometheus-2.crt'), 'utf8');
        const served = await ask({ ...again, ca: newCa });
        expect(served.leaf).toBe(renewed.connection?.chain[0]?.sha256);
        await expect(ask(again)).rejects.toThrow();
        expect(web()).toContain(hash);
        expect(readFileSync(join(folder, 'prometheus.crt'), 'utf8')).toBe(ca);

        const open = await bench.plan(answersFor(folder, server, { ...kept, certificate: { source: 'none' } }));
        expect(open.plan.actions.find(({ kind }) => kind === 'process.restart')?.why).toContain('TLS cannot be turned off');
        expectApplied(await bench.apply(answersFor(folder, server, { ...kept, certificate: { source: 'none' } })));
        expect(findManaged(folder)?.pid).not.toBe(pid);
        expect((await ask({ port })).status).toBe(401);
        expect((await ask({ port, user: 'prometheus', password: 'second pass' })).status).toBe(200);

        const refused = await bench.undo({ checkpoint: sealed.checkpoint ?? '' });
        expect(refused).toMatchObject({ outcome: 'needsHands', failure: { code: 'UNDO_WOULD_LOSE_CHANGES' } });
        const undone = await bench.undo({ checkpoint: sealed.checkpoint ?? '', force: true });
        expect(undone).toMatchObject({ outcome: 'rolledBack', failure: null });
        expect(pictureOf(folder, isOurs)).toEqual(original);
        expect(findManaged(folder)).toBeNull();
        expect(bench.errors).toEqual([]);
      });
    }, 120_000);
  });
});
