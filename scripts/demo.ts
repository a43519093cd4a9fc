/**
 * `npm run demo [-- --keep]`: the whole way in a temporary folder, with the commands a person would type: what would
 * change, the change with its proof, a knock from outside, and the way back. Nothing outside that folder is touched.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The installed Prometheus where there is one, else PromSeal's own stand-in. */
function serverAnswer(listen: string): string {
  const binary = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'prometheus')).find(existsSync);
  return binary === undefined
    ? `{ kind: rehearsal, listen: '${listen}' }`
    : `{ kind: binary, binary: '${binary}', listen: '${listen}' }`;
}

function answersText(folder: string, listen: string): string {
  return [
    'version: 1',
    `folder: ${folder}`,
    `server: ${serverAnswer(listen)}`,
    'names: [localhost, 127.0.0.1]',
    'certificate: { source: self_signed, subject: { country: BE, organization: Demo } }',
    'users: [{ name: admin, generate: true }]',
    '',
  ].join('\n');
}

function demoSteps(folder: string, answers: string, port: number): DemoStep[] {
  const url = `https://localhost:${String(port)}`;
  const trust = ['--cacert', join(folder, 'prometheus.crt')];
  const signIn = ['--user', 'admin', '--password-file', join(folder, 'admin.password')];
  return [
    { says: 'What would change. Nothing has been touched yet.', args: ['plan', answers], expected: [2] },
    { says: 'The change, and its proof.', args: ['apply', answers, '--yes'], expected: [0] },
    { says: 'A knock from outside, with the password.', args: ['probe', url, ...trust, ...signIn], expected: [0] },
    { says: 'The same without trusting the certificate: this must fail.', args: ['probe', url], expected: [1] },
    { says: 'The way back.', args: ['undo', folder], expected: [0] },
  ];
}

/** @returns whether it ended as it should */
function runStep({ says, args, expected }: DemoStep): boolean {
  process.stdout.write(`\n# ${says}\n$ promseal ${args.join(' ')}\n`);
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
  const folder = join(base, 'prometheus');
  const answers = join(base, 'answers.yml');
  const port = await freePort();
  writeFileSync(answers, answersText(folder, `127.0.0.1:${String(port)}`));
  const steps = demoSteps(folder, answers, port);
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

process.exitCode = await demo();
