/** A machine made of files: processes, accounts and units under a folder of the test's own. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Machine } from '../../electron/inspect/machine.ts';
import { tempTree } from './tempTree.ts';

export interface FakeProcess {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly uid?: number;
  readonly parent?: number;
  readonly unit?: string;
  /** Of the working directory; the machine's `srv` when left out. */
  readonly cwd?: string;
  /** What /proc/PID/exe leads to. */
  readonly exe?: string;
  /** What /proc/PID/root leads to; not to be known when left out. */
  readonly root?: string;
}

export interface FakeMachine extends Machine {
  readonly root: string;
  readonly srv: string;
}

/** @param files text by path from the root: `units/…`, `etc/…` and others; the accounts root (0) and prometheus (111) exist */
export function fakeMachine(processes: readonly FakeProcess[], files: Readonly<Record<string, string>> = {}): FakeMachine {
  const root = tempTree();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('etc/passwd', 'root:x:0:0::/root:/bin/sh\nprometheus:x:111:112::/var:/bin/false\n');
  write('etc/group', 'root:x:0:\nprometheus:x:112:\n');
  mkdirSync(join(root, 'srv'));
  mkdirSync(join(root, 'proc'));
  for (const [path, text] of Object.entries(files)) write(path, text);
  for (const { pid, argv, uid = 0, parent = 99, unit, cwd = join(root, 'srv'), exe, root: theirs } of processes) {
    write(`proc/${pid}/cmdline`, argv.map((word) => `${word}\0`).join(''));
    write(`proc/${pid}/status`, `Name:\tx\nPPid:\t${parent}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t112\t112\t112\t112\n`);
    write(`proc/${pid}/cgroup`, unit === undefined ? '0::/user.slice/session-1.scope\n' : `0::/system.slice/${unit}\n`);
    symlinkSync(cwd, join(root, `proc/${pid}/cwd`));
    if (exe !== undefined) symlinkSync(exe, join(root, `proc/${pid}/exe`));
    if (theirs !== undefined) symlinkSync(theirs, join(root, `proc/${pid}/root`));
  }
  return { root, srv: join(root, 'srv'), proc: join(root, 'proc'), etc: join(root, 'etc'), unitFolders: [join(root, 'units')], programFolders: [] };
}
