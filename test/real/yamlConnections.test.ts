/** Three jobs, an Alertmanager and a remote storage switched to TLS and passwords in one plan, on a Prometheus that runs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { previewFiles } from '../../electron/apply/previewFiles.ts';
import { Answers, type AnswersInput } from '../../shared/model/answers.ts';
import { applyBench, type ApplyBench } from '../support/applyBench.ts';
import { startEither, type EitherServer } from '../support/eitherServer.ts';
import { describeUnless } from '../support/requireTool.ts';
import { prometheusLines, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { tempTree } from '../support/tempTree.ts';

const lines = prometheusLines().filter(({ line }) => ['2.42', '3.5'].includes(line));

function configText(ports: readonly number[], manager: number, store: number): string {
  return `# by hand since 2021: keep this line
global: { scrape_interval: 1s, evaluation_interval: 1s }   # fast
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs: [{ targets: ['127.0.0.1:${String(manager)}'] }] # the pager
remote_write:
  - url: http://127.0.0.1:${String(store)}/push?tenant=a   # the long memory
scrape_configs:
${ports.map((port, index) => `- job_name: 'app-${String(index)}' # number ${String(index)}\n  static_configs: [{ targets: ['127.0.0.1:${String(port)}'] }]\n`).join('')}# the end, without a line break`;
}

interface Scene {
  readonly folder: string;
  readonly apps: EitherServer[];
  readonly manager: EitherServer;
  readonly store: EitherServer;
  readonly server: RunningServer;
  readonly bench: ApplyBench;
  readonly answers: (connections: AnswersInput['connections']) => Answers;
}

async function scene(binary: string): Promise<Scene> {
  const folder = tempTree();
  const { certPem: cert, keyPem: key } = selfSigned(folder, 'app', { names: 'IP:127.0.0.1' });
  const pair = { cert, key };
  const open = async (credentials: string | null): Promise<EitherServer> => {
    const server = await startEither(pair, credentials);
    onTestFinished(() => server.close());
    return server;
  };
  const apps = await Promise.all([open('scraper:correct horse'), open('scraper:correct horse'), open('scraper:correct horse')]);
  const [manager, store] = [await open('scraper:correct horse'), await open(null)];
  writeFileSync(join(folder, 'scraper.password'), 'correct horse\n', { mode: 0o600 });
  writeFileSync(join(folder, 'rules.yml'), 'groups: [{ name: g, rules: [{ alert: Always, expr: vector(1) }] }]\n');
  writeFileSync(join(folder, 'prometheus.yml'), configText(apps.map(({ port }) => port), manager.port, store.port));
  const server = await startPrometheus({ binary, folder, args: ['--rules.alert.resend-delay=1s'] });
  onTestFinished(() => server.stop());
  const base = { version: 1 as const, folder, server: { kind: 'running' as const, listen: `127.0.0.1:${String(server.port)}` } };
  const answers: Scene['answers'] = (connections) => Answers.parse({ ...base, certificate: { source: 'none' }, scrape: { edit: false }, connections });
  return { folder, apps, manager, store, server, bench: applyBench(folder), answers };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (await condition()) return;
  }
  throw new Error('it did not come to that within 30 s');
}

interface ActiveTarget {
  readonly health: string;
  readonly scrapeUrl: string;
}

async function targetsOf({ port }: RunningServer): Promise<ActiveTarget[]> {
  const reply = await fetch(`http://127.0.0.1:${String(port)}/api/v1/targets?state=active`);
  return ((await reply.json()) as { data: { activeTargets: ActiveTarget[] } }).data.activeTargets;
}

const upBy = async (server: RunningServer, scheme: string): Promise<boolean> => {
  const targets = await targetsOf(server);
  return targets.length === 3 && targets.every(({ health, scrapeUrl }) => health === 'up' && scrapeUrl.startsWith(`${scheme}://`));
};

const everything: AnswersInput['connections'] = [
  { job: 'app-*', scheme: 'https', ca_file: 'app.crt', user: 'scraper', password_file: 'scraper.password' },
  { alertmanager: 0, scheme: 'https', ca_file: 'app.crt', user: 'scraper', password_file: 'scraper.password' },
  { remote_write: 'all', scheme: 'https', ca_file: 'app.crt' },
];

describeUnless(lines.length === 0 ? 'no Prometheus 2.42 or 3.5 on this machine' : null, 'switching connections', () => {
  it.each(lines)('of Prometheus $line all at once, proven, and back byte for byte', async ({ prometheus }) => {
    const { folder, apps, manager, store, server, bench, answers } = await scene(prometheus);
    const path = join(folder, 'prometheus.yml');
    const before = readFileSync(path);
    await until(() => upBy(server, 'http'));

    const prepared = await bench.plan(answers(everything));
    expect(prepared.plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [diff] = previewFiles(prepared.plan);
    const removed = (diff?.lines ?? []).filter(({ sign }) => sign === '-').map(({ text }) => text);
    expect(removed).toEqual([`  - url: http://127.0.0.1:${String(store.port)}/push?tenant=a   # the long memory`]);

    const report = await bench.apply(answers(everything));
    expect(report.failure).toBeNull();
    expect(report.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw])).toEqual([]);
    expect(report.checks.find(({ id }) => id === 'targetsKept')).toMatchObject({ ok: true, observed: 'up, all 3' });
    expect(report.outcome).toBe('applied');
    expect(await upBy(server, 'https')).toBe(true);
    for (const { asked } of [...apps, manager]) await until(() => asked.some(({ tls, authorization }) => tls && authorization !== null));
    await until(() => store.asked.some(({ tls, path: asked }) => tls && asked === '/push?tenant=a'));
    const old = before.toString().split('\n').filter((line) => !line.includes('- url:'));
    const now = readFileSync(path, 'utf8').split('\n');
    expect(old.filter((line) => !now.includes(line))).toEqual([]);
    expect((await bench.plan(answers(everything))).plan.actions).toEqual([]);

    expect(await bench.undo()).toMatchObject({ failure: null, commands: [] });
    expect(readFileSync(path).equals(before)).toBe(true);
    await until(() => upBy(server, 'http'));
    expect(bench.errors).toEqual([]);
  }, 120_000);

  it('that loses a target says which one', async () => {
    const { folder, server, bench, answers } = await scene(lines[0]?.prometheus ?? '');
    selfSigned(folder, 'stranger', { names: 'IP:127.0.0.1' });
    await until(() => upBy(server, 'http'));
    const report = await bench.apply(answers([{ job: 'app-1', scheme: 'https', ca_file: 'stranger.crt', user: 'scraper', password_file: 'scraper.password' }]));
    expect(report.outcome).toBe('appliedWithFailures');
    const kept = report.checks.find(({ id }) => id === 'targetsKept');
    expect(kept).toMatchObject({ ok: false });
    expect(kept?.observed).toMatch(/^1 of 3 not up again, such as app-1 https:/);
    expect(kept?.raw).toContain('certificate signed by unknown authority');
  }, 120_000);

  it('in a file that scrape_config_files names is left to a person', async () => {
    const { folder, bench, answers } = await scene(lines[0]?.prometheus ?? '');
    writeFileSync(join(folder, 'far.yml'), 'scrape_configs:\n- job_name: far\n');
    writeFileSync(join(folder, 'prometheus.yml'), 'scrape_config_files: [f*.yml]\n');
    const { plan } = await bench.plan(answers([{ job: 'far', scheme: 'https', ca_file: 'gone.crt' }]));
    expect(plan.problems.filter(({ severity }) => severity === 'error').map(({ code, path }) => [code, path])).toEqual([
      ['CONNECTION_IN_OTHER_FILE', join(folder, 'far.yml')],
      ['CONNECTION_FILE_MISSING', join(folder, 'gone.crt')],
    ]);
  }, 60_000);
});
