/**
 * `npm run demo [-- --keep]`: the article in a temporary folder, with the commands a person would type: what would
 * change, the change with its proof, a knock from outside, and the way back. Nothing outside that folder is touched.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { ensureBuilt } from './ensureBuilt.ts';
import { projectRoot } from './projectRoot.ts';

interface DemoStep {
  readonly says: string;
  readonly args: readonly string[];
  /** Exit codes that mean it went as it should. */
  readonly expected: readonly number[];
}

/** Asks the kernel for a port that nobody has. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

/** The installed Prometheus where there is one. */
function findPrometheus(): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'prometheus')).find(existsSync);
}

/** Changes to the answers of the article: a folder and a port of the demo's own, and the server that there is. */
function overrides(folder: string, listen: string, prometheus: string | undefined): string[] {
  const server = prometheus === undefined ? `{kind: rehearsal, listen: "${listen}", keep_running: true}` : `{kind: binary, binary: "${prometheus}", listen: "${listen}"}`;
  return ['--dir', folder, '--set', `server=${server}`];
}

function demoSteps(folder: string, port: number, prometheus: string | undefined): DemoStep[] {
  const answers = relative(process.cwd(), join(projectRoot, 'docs/examples/article.yml'));
  const change = [answers, ...overrides(folder, `127.0.0.1:${String(port)}`, prometheus)];
  const url = `https://localhost:${String(port)}`;
  const trust = ['--cacert', join(folder, 'prometheus.crt')];
  const signIn = ['--user', 'prometheus', '--password-file', join(folder, 'prometheus.password')];
  return [
    { says: 'What would change. Nothing has been touched yet.', args: ['plan', ...change], expected: [2] },
    { says: 'The change, and its proof.', args: ['apply', ...change, '--yes'], expected: [0] },
    { says: 'A knock from outside, with the password.', args: ['probe', url, ...trust, ...signIn], expected: [0] },
    { says: 'The same without trusting the certificate: this must fail.', args: ['probe', url, ...signIn], expected: [1] },
    { says: 'The way back.', args: ['undo', folder], expected: [0] },
  ];
}

const word = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text}'`);

/** @returns whether it ended as it should */
function runStep({ says, args, expected }: DemoStep): boolean {
  process.stdout.write(`\n# ${says}\n$ promseal ${args.map(word).join(' ')}\n`);
  const cli = join(projectRoot, 'dist/electron/cli.js');
  const { status } = spawnSync(process.execPath, [cli, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  const asExpected = status !== null && expected.includes(status);
  if (!asExpected) {
    process.stdout.write(`This should have ended with ${expected.join(' or ')}, not ${String(status)}.\n`);
  }
  return asExpected;
}

async function demo(): Promise<number> {
  if (!ensureBuilt(projectRoot)) return 1;
  const base = mkdtempSync(join(tmpdir(), 'promseal-demo-'));
  const prometheus = findPrometheus();
  process.stdout.write(`The server is ${prometheus ?? 'the rehearsal: no Prometheus was found on the PATH'}.\n`);
  const steps = demoSteps(join(base, 'prometheus'), await freePort(), prometheus);
  const undo = steps.at(-1);
  try {
    const failed = steps.find((step) => !runStep(step));
    // Whatever failed, the server it may have started must not stay.
    if (failed !== undefined && failed !== undo && undo !== undefined) runStep(undo);
    return failed === undefined ? 0 : 1;
  } finally {
    if (process.argv.includes('--keep')) process.stdout.write(`\nThe folder is kept: ${base}\n`);
    else rmSync(base, { recursive: true, force: true });
  }
}

// Ctrl-C ends the command that is running, which puts its change back; the demo then clears up.
process.on('SIGINT', () => undefined);
process.exitCode = await demo();
