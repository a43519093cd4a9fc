/** Connections to other servers are repaired on a running Prometheus, beside real exporters that are secured already. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withBrokenSetup, scrapeText, type BrokenSetup } from '../support/brokenSetup.ts';
import { exporterProgram, startExporter } from '../support/realExporters.ts';
import { prometheusLines } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { selfSigned } from '../support/selfSigned.ts';

const node = exporterProgram('node_exporter', '1.5');
const alertmanager = exporterProgram('alertmanager');
const line = prometheusLines().at(-1);
const tls = 'tls_server_config: { cert_file: other.crt, key_file: other.key }\n';

/** A folder of its own with a certificate for localhost. */
function otherFolder({ path }: BrokenSetup): string {
  mkdirSync(path('other'));
  selfSigned(path('other'), 'other', { names: 'DNS:localhost' });
  writeFileSync(path('other/web.yml'), tls);
  return path('other');
}

async function restarted(setup: BrokenSetup): Promise<void> {
  process.kill(setup.server.pid, 'SIGHUP');
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

describeUnless(node === null || line === undefined ? 'no node_exporter or Prometheus on this machine' : null, 'a job for an exporter that speaks TLS', () => {
  it.each([
    ['over plain HTTP', '', '127.0.0.1', 'CONNECTION_OVER_HTTP'],
    ['without the certificate to trust', 'scheme: https', 'localhost', 'CONNECTION_WITHOUT_CA'],
  ])('%s is repaired, comes up, and is put back byte for byte', async (_what, scheme, host, code) => {
    await withBrokenSetup(line?.prometheus ?? '', async (setup) => {
      const folder = otherFolder(setup);
      const exporter = await startExporter(node ?? '', folder, ['--web.config.file=web.yml']);
      try {
        const target = `${host}:${String(exporter.port)}`;
        const before = `${scrapeText(setup.port)}  - job_name: node # the machine\n    ${scheme}\n    static_configs: [{ targets: ['${target}'] }]\n`;
        setup.write('prometheus.yml', before, 0o644);
        await restarted(setup);
        const report = await setup.check();
        expect(report.findings.map((found) => [found.code, found.repair !== undefined])).toEqual([[code, true]]);
        const healed = await setup.heal(report);
        expect(healed).toMatchObject({ outcome: 'applied', failure: null });
        expect(healed.targets.map(({ job, health }) => [job, health]).sort()).toEqual([['node', 'up'], ['prometheus', 'up']]);
        expect(setup.read('prometheus.yml')).toContain('- job_name: node # the machine');
        expect(setup.read('prometheus.yml')).toContain(`ca_file: ${join(folder, 'other.crt')}`);
        expect((await setup.check()).findings).toEqual([]);
        await setup.bench.undo();
        expect(setup.read('prometheus.yml')).toBe(before);
      } finally {
        await exporter.stop();
      }
    });
  }, 90_000);
});

describeUnless(node === null || line === undefined ? 'no node_exporter or Prometheus on this machine' : null, 'a job in a file that scrape_config_files names', () => {
  it('is repaired in that file, and the main one stays as it is', async () => {
    await withBrokenSetup(line?.prometheus ?? '', async (setup) => {
      const folder = otherFolder(setup);
      const exporter = await startExporter(node ?? '', folder, ['--web.config.file=web.yml']);
      try {
        const main = `scrape_config_files: [jobs/*.yml]\n${scrapeText(setup.port)}`;
        const job = `scrape_configs: # of the team\n- job_name: node\n  static_configs: [{ targets: ['localhost:${String(exporter.port)}'] }]\n`;
        mkdirSync(setup.path('jobs'));
        setup.write('jobs/a.yml', job, 0o644);
        setup.write('prometheus.yml', main, 0o644);
        await restarted(setup);
        const report = await setup.check();
        expect(report.findings.map((found) => [found.code, found.path, found.repair !== undefined])).toEqual([['CONNECTION_OVER_HTTP', setup.path('jobs/a.yml'), true]]);
        const healed = await setup.heal(report);
        expect(healed.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw])).toEqual([]);
        expect(healed).toMatchObject({ outcome: 'applied', failure: null });
        expect(setup.read('prometheus.yml')).toBe(main);
        expect(setup.read('jobs/a.yml')).toContain('scrape_configs: # of the team');
        expect((await setup.check()).findings).toEqual([]);
        await setup.bench.undo();
        expect(setup.read('jobs/a.yml')).toBe(job);
      } finally {
        await exporter.stop();
      }
    });
  }, 90_000);
});

describeUnless(alertmanager === null || line === undefined ? 'no Alertmanager or Prometheus on this machine' : null, 'an Alertmanager that speaks TLS', () => {
  it('is reached over HTTPS after the repair', async () => {
    await withBrokenSetup(line?.prometheus ?? '', async (setup) => {
      const folder = otherFolder(setup);
      writeFileSync(join(folder, 'alertmanager.yml'), 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n');
      const server = await startExporter(alertmanager ?? '', folder, ['--web.config.file=web.yml', '--config.file=alertmanager.yml', '--cluster.listen-address=', '--storage.path=data']);
      try {
        const before = `${scrapeText(setup.port)}alerting:\n  alertmanagers:\n    - static_configs: [{ targets: ['127.0.0.1:${String(server.port)}'] }] # wakes people\n`;
        setup.write('prometheus.yml', before, 0o644);
        await restarted(setup);
        const report = await setup.check();
        expect(report.findings.filter(({ severity }) => severity === 'broken').map((found) => [found.code, found.repair !== undefined])).toEqual([['CONNECTION_OVER_HTTP', true]]);
        expect(await setup.heal(report, report.findings.filter(({ code }) => code === 'CONNECTION_OVER_HTTP').map(({ id }) => id))).toMatchObject({ outcome: 'applied', failure: null });
        expect(readFileSync(setup.path('prometheus.yml'), 'utf8')).toMatch(/# wakes people\n\s+scheme: https\n/);
        expect((await setup.check()).findings.filter(({ severity }) => severity === 'broken')).toEqual([]);
      } finally {
        await server.stop();
      }
    });
  }, 90_000);
});
