/** PromSeal as a person starts it for the browser: the built program, a home folder of its own, and its one link. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';

export interface WizardProgram {
  /** Works once. */
  readonly link: string;
  readonly pid: number;
  /** Everything of the program lies here: home, settings, working folders. */
  readonly root: string;
  /** A working folder that does not exist yet. */
  readonly folder: string;
  readonly said: () => string;
  /** Ends the program as Ctrl-C does, and keeps the folders, to start another one on them. */
  readonly end: () => Promise<void>;
  /** Ends it, what it started, and removes everything. */
  readonly remove: () => Promise<void>;
}

let copy: string | null = null;

/** The built program, copied so that somebody's next build does not pull it away under a running test. PROMSEAL_DIST names one that is built already. */
export function builtProgram(): string {
  const given = process.env['PROMSEAL_DIST'];
  if (given !== undefined) return join(given, 'electron/cli.js');
  if (copy === null) {
    if (!ensureBuilt(projectRoot)) throw new Error('the build failed');
    copy = mkdtempSync(join(tmpdir(), 'promseal-built-'));
    cpSync(join(projectRoot, 'dist'), copy, { recursive: true });
    // Another account may have to start it.
    chmodSync(copy, 0o755);
    const made = copy;
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  return join(copy, 'electron/cli.js');
}

/**
 * @param options.root of an earlier program, to go on where it was left
 * @param options.uid another account than this one, with a group of the same number; for tests that run as root
 */
export async function startWizardProgram(options: { root?: string; env?: Record<string, string>; uid?: number } = {}): Promise<WizardProgram> {
  const program = builtProgram();
  const root = options.root ?? mkdtempSync(join(tmpdir(), 'promseal-wizard-'));
  const home = join(root, 'home');
  mkdirSync(home, { recursive: true });
  const account = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  if (options.uid !== undefined) for (const each of [root, home]) chownSync(each, options.uid, options.uid);
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(root, 'config'), ...options.env };
  const child = spawn(process.execPath, [program, 'serve'], { cwd: root, env, ...account, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const link = await firstLink(child, () => said);
  const folder = join(root, 'sealed');
  const end = (): Promise<void> => endChild(child);
  return {
    link, pid: child.pid ?? 0, root, folder, end,
    said: () => said,
    remove: async () => {
      await end();
      await endManaged(folder);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function firstLink(child: ChildProcess, said: () => string): Promise<string> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    const link = /http:\/\/127\.0\.0\.1:\d+\/#k=\S+/.exec(said())?.[0];
    if (link !== undefined) return link;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await endChild(child);
  throw new Error(`the program printed no link:\n${said()}`);
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 8000);
  await ended;
  clearTimeout(killer);
}

/** The process that PromSeal keeps for a folder; null when there is none or it has ended. */
export function managedPid(folder: string): number | null {
  const record = join(folder, '.promseal/process.json');
  if (!existsSync(record)) return null;
  const { pid } = JSON.parse(readFileSync(record, 'utf8')) as { pid: number };
  const commandLine = `/proc/${String(pid)}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8') !== '' ? pid : null;
}

async function endManaged(folder: string): Promise<void> {
  const pid = managedPid(folder);
  if (pid === null) return;
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + 10_000; managedPid(folder) !== null; ) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
