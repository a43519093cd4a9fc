/** A web.yml that asks every client for a certificate: Prometheus is given one of its own, and strangers stay outside. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proveAgain } from '../../electron/apply/proveAgain.ts';
import { stopManaged } from '../../electron/process/managedProcess.ts';
import type { CheckResult } from '../../shared/model/report.ts';
import { answersFor, applyBench } from '../support/applyBench.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';

const failed = (checks: readonly CheckResult[]): unknown[] => checks.filter(({ ok }) => !ok).map(({ id, observed, raw }) => [id, observed, raw]);
const ids = (checks: readonly CheckResult[]): string[] => checks.map(({ id }) => id);

describeUnless(prometheusLines().length === 0 ? 'no Prometheus on this machine' : null, 'clients that must show a certificate', () => {
  describe.each(prometheusLines())('$line', ({ prometheus }) => {
    it('are turned away, but for Prometheus with its own', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'promseal-clients-'));
      const server = { kind: 'binary' as const, binary: prometheus, listen: `127.0.0.1:${String(await freePort())}` };
      writeFileSync(join(folder, 'prometheus.yml'), 'global: { scrape_interval: 1s }\n');
      const bench = applyBench(folder);
      try {
        const sealed = await bench.apply(answersFor(folder, server, { users: [] }));
        expect(failed(sealed.checks)).toEqual([]);
        const web = join(folder, 'web.yml');
        // As somebody adds it who was told to, without a CA: tools say that this is fine, and no client passes.
        appendFileSync(web, '  client_auth_type: RequireAndVerifyClientCert # please\n');
        const before = readFileSync(web, 'utf8');
        const asItIs = answersFor(folder, server, { users: [], certificate: { source: 'keep' } });
        expect((await bench.plan(asItIs)).plan.problems).toMatchObject([{ code: 'CLIENT_CERTIFICATES_REQUIRED' }]);

        const shown = answersFor(folder, server, { users: [], certificate: { source: 'keep' }, scrape: { client_certificate: 'make' } });
        const report = await bench.apply(shown);
        expect({ failure: report.failure, failed: failed(report.checks) }).toEqual({ failure: null, failed: [] });
        expect(ids(report.checks)).toEqual(expect.arrayContaining(['noClientCertificate', 'otherClientCertificate', 'trusted', 'selfScrape']));
        expect(report.outcome).toBe('applied');
        expect(readFileSync(web, 'utf8')).toBe(`${before.trimEnd()}\n  client_ca_file: client-ca.crt\n`);

        expect((await bench.plan(shown)).plan.actions).toEqual([]);
        const again = await proveAgain(shown, bench.context, () => undefined);
        expect(failed(again.checks)).toEqual([]);
        expect(again.connection?.ok).toBe(true);
        await bench.undo();
        expect(readFileSync(web, 'utf8')).toBe(before);
      } finally {
        await stopManaged(folder, 10_000);
        rmSync(folder, { recursive: true, force: true });
      }
    }, 90_000);
  });
});
