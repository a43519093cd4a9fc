/** Servers that are reached under names that no resolver knows, on ::1 alone, and with a certificate of a private authority. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stopManaged } from '../../electron/process/managedProcess.ts';
import type { AnswersInput } from '../../shared/model/answers.ts';
import type { Report } from '../../shared/model/report.ts';
import { answersFor, applyBench, type ApplyBench } from '../support/applyBench.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';

interface Setup {
  readonly bench: ApplyBench;
  readonly folder: string;
  readonly port: number;
  /** Applies on this listen address with the first Prometheus at hand. */
  readonly apply: (listen: string, changes: Partial<AnswersInput>) => Promise<Report>;
}

async function withSetup(work: (setup: Setup) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'promseal-names-'));
  const bench = applyBench(folder);
  const binary = prometheusLines()[0]?.prometheus ?? '';
  const port = await freePort();
  const apply: Setup['apply'] = (listen, changes) => bench.apply(answersFor(folder, { kind: 'binary', binary, listen }, changes), { prometheus: 'first pass' });
  try {
    await work({ bench, folder, port, apply });
  } finally {
    await stopManaged(folder, 10_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A certificate for localhost that a CA of its own signed, as web.yml names it. */
function writePrivatePair(folder: string): void {
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '300'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ours.pem', '-subj', '/CN=Our CA');
  openssl('req', '-new', ...key.slice(0, 5), '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'leaf.ext'), 'subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n');
  openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'ours.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '200', '-extfile', 'leaf.ext', '-out', 'leaf.crt');
  writeFileSync(join(folder, 'web.yml'), 'tls_server_config:\n  cert_file: leaf.crt\n  key_file: leaf.key\n', { mode: 0o600 });
}

/** Says what went wrong, not only that it did. */
function expectApplied(report: Report): void {
  const failed = report.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw]);
  expect({ failure: report.failure, failed }).toEqual({ failure: null, failed: [] });
  expect(report.outcome).toBe('applied');
}

describeUnless(prometheusLines().length === 0 ? 'no Prometheus on this machine' : null, 'names of a certificate', () => {
  it('proves and scrapes a server whose only name is a wildcard', async () => {
    await withSetup(async ({ folder, port, apply }) => {
      const certificate = { source: 'self_signed' as const, subject: { common_name: '*.example.com' } };
      const report = await apply(`127.0.0.1:${String(port)}`, { names: ['*.example.com'], certificate });
      expectApplied(report);
      expect(report.targets).toMatchObject([{ health: 'up', url: `https://127.0.0.1:${String(port)}/metrics` }]);
      expect(readFileSync(join(folder, 'prometheus.yml'), 'utf8')).toContain('server_name: promseal.example.com');
    });
  }, 60_000);

  it('scrapes a server on ::1 where it is', async () => {
    await withSetup(async ({ port, apply }) => {
      const report = await apply(`[::1]:${String(port)}`, {});
      expectApplied(report);
      expect(report.targets).toMatchObject([{ health: 'up', url: `https://[::1]:${String(port)}/metrics` }]);
    });
  }, 60_000);

  it('proves a certificate of a private authority by its CA', async () => {
    await withSetup(async ({ folder, port, apply }) => {
      writePrivatePair(folder);
      const report = await apply(`127.0.0.1:${String(port)}`, { certificate: { source: 'keep', ca_file: join(folder, 'ours.pem') } });
      expectApplied(report);
      expect(report.checks.map(({ id }) => id)).toContain('unknownIssuer');
      expect(report.targets).toMatchObject([{ health: 'up' }]);
    });
  }, 60_000);
});
