/** Health checks beside real servers: what check finds really fails, and the lines that it names really pass. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { lookAndJudge } from '../../electron/check/checkSetupHere.ts';
import { readExecCommands } from '../../electron/inspect/unitCommand.ts';
import { thisMachine } from '../../electron/inspect/machine.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { findProgram } from '../support/findProgram.ts';
import { exporterProgram, startExporter } from '../support/realExporters.ts';
import { freePort, prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { selfScrapeText, webConfigText } from '../support/sealedFolder.ts';
import { selfSigned } from '../support/selfSigned.ts';

const [last] = prometheusLines().slice(-1);
const blackbox = exporterProgram('blackbox_exporter');
const admin = { name: 'admin', password: 'gehéim' };

let folder = '';
let port = 0;

const path = (name: string): string => join(folder, name);
function write(name: string, text: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), text);
}

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'health-')));
  port = await freePort();
  selfSigned(folder);
  write('web.yml', webConfigText({ tls: true, users: { [admin.name]: admin.password } }));
  write('prometheus.yml', selfScrapeText(port, true, admin));
  chmodSync(path('prometheus.yml'), 0o600);
  write('etc/passwd', `root:x:0:0::${path('home')}:/bin/sh\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function startSealed(): Promise<void> {
  const server = await startPrometheus({ binary: last?.prometheus ?? '', folder, port, webConfig: 'web.yml' });
  onTestFinished(async () => await server.stop());
}

/** What check says of health checks and probes. */
async function found(): Promise<Finding[]> {
  const machine = { ...thisMachine, etc: path('etc'), unitFolders: [path('units')] };
  const { findings } = await lookAndJudge({ kind: 'folder', folder }, { now: () => Date.now(), machine, rehearsalCommand: ['/nowhere'] }, null);
  return findings.filter(({ code }) => /^(?:HEALTH_CHECK|PROBE)_/.test(code));
}
const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code).sort();

/** Runs the command of a unit as systemd would. @returns its exit code */
async function ended(value: string): Promise<number> {
  const [command] = readExecCommands(value, 'health.service', new Map());
  const [program = '', ...args] = command?.words ?? [];
  const environment = { PATH: process.env['PATH'], HOME: path('home') };
  return await new Promise((resolve) => {
    execFile(program, args, { env: environment, timeout: 20_000 }, (error) => resolve(error === null ? 0 : Number(error.code ?? -1)));
  });
}

const unitOf = (value: string): void => write('units/health.service', `[Service]\nExecStart=${value}\n`);
const lineOf = ({ hint = '' }: Finding): string => hint.slice(hint.indexOf('The command becomes: ') + 'The command becomes: '.length);

/** The file that a finding asks for, with the password of the user in it. */
function writeSecret({ evidence }: Finding, client: string): void {
  const [file] = evidence;
  const text = client === 'wget' ? `user = ${admin.name}\npassword = ${admin.password}\n` : `${file?.text.replace('PASSWORD', admin.password)}\n`;
  writeFileSync(file?.label.replace(/,.*/, '') ?? '', text, { mode: 0o600 });
}

describeUnless(last === undefined || findProgram('curl') === null ? 'no Prometheus or no curl on this machine' : null, 'commands of units', () => {
  const clients: readonly (readonly [client: string, program: string | null, ask: (program: string, scheme: string) => string])[] = [
    ['curl', findProgram('curl'), (program, scheme) => `${program} -sf --retry 3 --retry-connrefused ${scheme}://localhost:${port}/-/healthy`],
    ['wget', findProgram('wget'), (program, scheme) => `${program} -q -O /dev/null --tries=2 ${scheme}://localhost:${port}/-/healthy`],
    ['promtool', last?.promtool ?? null, (program, scheme) => `${program} check healthy --url=${scheme}://localhost:${port}`],
  ];

  it.each(clients.filter(([, program]) => program !== null))('%s fails as check says, and passes with the line that it names', async (client, program, ask) => {
    await startSealed();
    for (const [scheme, codes] of [['http', ['HEALTH_CHECK_OVER_HTTP']], ['https', ['HEALTH_CHECK_WITHOUT_CA', 'HEALTH_CHECK_WITHOUT_PASSWORD']]] as const) {
      unitOf(ask(program ?? '', scheme));
      expect(await ended(ask(program ?? '', scheme))).toBeGreaterThan(0);
      expect(codesOf(await found())).toEqual(codes);
    }
    const [first] = await found();
    if (first === undefined) throw new Error('nothing found');
    const line = lineOf(first).replace(/^ExecStart=/, '');
    expect(line).not.toContain(admin.password);
    writeSecret(first, client);
    unitOf(line);
    expect(await ended(line)).toBe(0);
    expect(await found()).toEqual([]);
  });

  it('show how much hangs on them, and whether a password is seen', async () => {
    await startSealed();
    const curl = (options: string): string => `${findProgram('curl') ?? ''} ${options} --cacert ${path('prometheus.crt')} https://localhost:${port}/-/healthy`;
    const url = `http://localhost:${port}/-/ready`;
    const cases: readonly (readonly [command: string, exit: number | null, code: string, severity: string])[] = [
      [curl('-sf'), 22, 'HEALTH_CHECK_WITHOUT_PASSWORD', 'soon'],
      [curl('-s'), 0, 'HEALTH_CHECK_WITHOUT_PASSWORD', 'advice'],
      [curl(`-sf -u admin:${admin.password}`), 0, 'HEALTH_CHECK_SHOWS_PASSWORD', 'unsafe'],
      [`/bin/sh -c 'until curl -sf ${url}; do sleep 0.1; done'`, null, 'HEALTH_CHECK_OVER_HTTP', 'soon'],
      [`/bin/sh -c 'sleep 0.1; curl -sf ${url} > /dev/null 2>&1'`, 22, 'HEALTH_CHECK_OVER_HTTP', 'soon'],
      [`/bin/sh -c 'curl -sf ${url} > /dev/null 2>&1 || echo failed'`, 0, 'HEALTH_CHECK_OVER_HTTP', 'advice'],
    ];
    for (const [command, exit, code, severity] of cases) {
      unitOf(command);
      // The one without an end is not run.
      if (exit !== null) expect(await ended(command), command).toBe(exit);
      const findings = await found();
      expect(findings.map((each) => [each.code, each.severity]), command).toEqual([[code, severity]]);
      expect(JSON.stringify(findings)).not.toContain(admin.password);
    }
  });
});

/** A module of blackbox.yml with what stands below its prober. */
const moduleText = (below: readonly string[]): string => `modules:\n  sealed:\n    prober: http\n    http:\n      method: GET\n${below.map((line) => `      ${line}\n`).join('')}`;

describeUnless(last === undefined || blackbox === null ? 'no Prometheus or no blackbox_exporter on this machine' : null, 'modules of a blackbox_exporter', () => {
  async function withExporter(module: string): Promise<{ probe: () => Promise<string>; mend: (text: string) => void }> {
    write('blackbox.yml', moduleText([]));
    const exporter = await startExporter(blackbox ?? '', folder, ['--config.file=blackbox.yml']);
    onTestFinished(async () => await exporter.stop());
    const target = `https://localhost:${port}/-/ready`;
    const job = [
      '  - job_name: probes', '    metrics_path: /probe', `    params: { module: [${module}] }`, '    static_configs:', `      - targets: ["${target}"]`,
      '    relabel_configs:', '      - { source_labels: [__address__], target_label: __param_target }', `      - { target_label: __address__, replacement: "127.0.0.1:${exporter.port}" }`,
    ];
    write('prometheus.yml', `${selfScrapeText(port, true, admin)}${job.join('\n')}\n`);
    await startSealed();
    const url = `http://127.0.0.1:${exporter.port}/probe?module=${module}&target=${encodeURIComponent(target)}`;
    return {
      probe: async () => {
        const answer = await fetch(url);
        return answer.ok ? (/^probe_success \d/m.exec(await answer.text())?.[0] ?? '') : `${answer.status} ${(await answer.text()).trim()}`;
      },
      mend: (text) => {
        write('blackbox.yml', text);
        process.kill(exporter.pid, 'SIGHUP');
      },
    };
  }

  it('fail as check says, and pass with the lines that it names', async () => {
    const { probe, mend } = await withExporter('sealed');
    expect(await probe()).toBe('probe_success 0');
    const findings = await found();
    expect(findings.map(({ code, severity, path: file }) => [code, severity, file])).toEqual([
      ['PROBE_WITHOUT_PASSWORD', 'broken', path('blackbox.yml')], ['PROBE_WITHOUT_CA', 'broken', path('blackbox.yml')],
    ]);
    const lines = findings.map(({ hint = '' }) => /\b(?:basic_auth|tls_config): .*$/.exec(hint)?.[0] ?? '');
    write('blackbox.password', admin.password);
    const trusting = moduleText(lines.filter((line) => line.startsWith('tls_config')));
    mend(trusting);
    expect(codesOf(await found())).toEqual(['PROBE_WITHOUT_PASSWORD']);
    expect(await probe()).toBe('probe_success 0');
    mend(moduleText(lines).replace('/etc/prometheus/blackbox.password', path('blackbox.password')));
    await expect.poll(probe, { timeout: 10_000 }).toBe('probe_success 1');
    expect(await found()).toEqual([]);
  });

  it('are missed by the exporter too', async () => {
    const { probe } = await withExporter('gone');
    expect(await probe()).toBe('400 Unknown module "gone"');
    expect((await found()).map(({ code, path: file, raw }) => [code, file, raw])).toEqual([['PROBE_MODULE_UNKNOWN', path('prometheus.yml'), 'Unknown module "gone"']]);
    expect(readFileSync(path('prometheus.yml'), 'utf8')).toContain('module: [gone]');
  });
});
