/** Runs the built command line as a person or a script would, with settings and servers of the test's own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { checkout } from '../guards/plantedTree.ts';
import { freePort } from '../support/realPrometheus.ts';
import { tempTree } from '../support/tempTree.ts';

export const cliProgram = join(checkout, 'dist/electron/cli.js');

export function buildCli(): void {
  if (!ensureBuilt(checkout)) throw new Error('The build failed; npm run build says why.');
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** Everything written to the output so far. */
  readonly out: () => string;
  readonly ended: Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

export function startCli(argv: readonly string[], more: Environment = {}): Started {
  const child = spawn(process.execPath, [cliProgram, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...more } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { child, out: () => out, ended };
}

export async function cli(argv: readonly string[], more: Environment = {}): Promise<Ended> {
  return await startCli(argv, more).ended;
}

/** One JSON object a line. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

export interface Setup {
  readonly folder: string;
  readonly answers: string;
  readonly url: string;
}

export interface SetupOptions {
  /** The server answer for a listen address; the rehearsal when left out. */
  readonly server?: (listen: string) => string;
  /** Lines of YAML. */
  readonly users?: string;
  readonly more?: string;
}

/**
 * A folder with an answers file and a prometheus.yml that scrapes every second, so that no test waits for the
 * default of a minute. What it starts is undone when the test ends.
 */
export async function newSetup(options: SetupOptions = {}): Promise<Setup> {
  const base = tempTree();
  const listen = `127.0.0.1:${await freePort()}`;
  const folder = join(base, 'prometheus');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, 'prometheus.yml'), 'global:\n  scrape_interval: 1s\n');
  const { server = (at) => `{ kind: rehearsal, listen: "${at}", keep_running: true }`, users = '[{ name: alice, generate: true }]', more = '' } = options;
  const answers = join(base, 'answers.yml');
  writeFileSync(
    answers,
    ['version: 1', 'folder: prometheus', `server: ${server(listen)}`, 'names: [localhost, 127.0.0.1]', 'certificate: { source: self_signed }', `users: ${users}`, more, ''].join('\n'),
  );
  onTestFinished(async () => {
    await cli(['recover', folder, '--force']);
    // Each undo takes back one change; the last one ends what the first one started.
    for (let left = 5; left > 0 && (await cli(['undo', folder, '--force'])).code === 0; left -= 1);
  });
  return { folder, answers, url: `https://localhost:${listen.split(':')[1] ?? ''}` };
}
