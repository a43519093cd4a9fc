/** A setup by hand, with comments that must survive, on a real Prometheus; tests break it while it runs. */
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSetupHere } from '../../electron/check/checkSetupHere.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { Report } from '../../shared/model/report.ts';
import { applyBench, type ApplyBench } from './applyBench.ts';
import { freePort, startServer, type RunningServer } from './realPrometheus.ts';
import { hashOf } from './sealedFolder.ts';
import { selfSigned } from './selfSigned.ts';

export const password = 'a-password-that-works';

export interface BrokenSetup {
  readonly folder: string;
  readonly port: number;
  readonly server: RunningServer;
  readonly bench: ApplyBench;
  readonly path: (name: string) => string;
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string, mode?: number) => void;
  /** Changes a file by replacing a text that must be in it. */
  readonly change: (name: string, from: string, to: string) => void;
  readonly check: (target?: CheckTarget) => Promise<CheckReport>;
  /** Repairs these findings, all that can be when none are named. */
  readonly heal: (report: CheckReport, ids?: readonly string[]) => Promise<Report>;
}

export const webText = [
  '# by hand since 2021: keep this line',
  'tls_server_config:',
  '  cert_file: prometheus.crt   # renewed every year',
  '  key_file: prometheus.key',
  'basic_auth_users:',
  `  alice: "${hashOf(password)}" # who else`,
  '',
].join('\n');

export const scrapeText = (port: number): string =>
  [
    '# every byte of it matters',
    'global: { scrape_interval: 1s }   # fast',
    'scrape_configs:',
    '  - job_name: prometheus          # itself',
    '    scheme: https',
    '    tls_config: { ca_file: prometheus.crt }',
    '    basic_auth: { username: alice, password_file: alice.password }',
    `    static_configs: [{ targets: ['localhost:${String(port)}'] }]`,
    '',
  ].join('\n');

function toHeal(report: CheckReport, ids: readonly string[] | undefined): Answers {
  if (report.answers === null) throw new Error('there is nothing to repair');
  const repairable = report.findings.filter(({ repair }) => repair !== undefined).map(({ id }) => id);
  return { ...report.answers, repair: [...(ids ?? repairable)] };
}

export interface BrokenSetupOptions {
  readonly args?: string[];
  /** The account, and its group of the same number, that owns the folder and runs the server; for tests that run as root. */
  readonly uid?: number | null;
}

/** Starts the sound setup, lets `work` break and heal it, and ends everything. */
export async function withBrokenSetup(prometheus: string, work: (setup: BrokenSetup) => Promise<void>, { args = [], uid = null }: BrokenSetupOptions = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'promseal-broken-'));
  const port = await freePort();
  const path = (name: string): string => join(folder, name);
  const write = (name: string, text: string, mode = 0o600): void => writeFileSync(path(name), text, { mode });
  selfSigned(folder);
  write('alice.password', `${password}\n`);
  write('web.yml', webText, 0o644);
  write('prometheus.yml', scrapeText(port), 0o644);
  if (uid !== null) for (const name of ['.', ...readdirSync(folder)]) chownSync(path(name), uid, uid);
  const flags = ['--config.file=prometheus.yml', `--web.listen-address=127.0.0.1:${String(port)}`, '--storage.tsdb.path=data', '--web.config.file=web.yml', ...args];
  const asAccount = uid === null ? [] : ['setpriv', `--reuid=${String(uid)}`, `--regid=${String(uid)}`, '--clear-groups'];
  const [program = prometheus, ...words] = [...asAccount, prometheus, ...flags];
  const server = await startServer(program, words, folder, port, 'Server is ready to receive web requests');
  const bench = applyBench(folder);
  const read = (name: string): string => readFileSync(path(name), 'utf8');
  const change = (name: string, from: string, to: string): void => {
    const text = read(name);
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    write(name, text.replace(from, () => to));
  };
  try {
    await work({
      folder, port, server, bench, path, read, write, change,
      check: (target = { kind: 'server', listen: `127.0.0.1:${String(port)}` }) => checkSetupHere(target, bench.context),
      heal: (report, ids) => bench.apply(toHeal(report, ids)),
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
