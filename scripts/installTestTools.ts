/** Gets the programs that tests talk to: installs them where that is possible without asking, else names them. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram } from '../test/support/findProgram.ts';
import { testFonts, testTools } from '../test/support/testTools.ts';

/** With this file answering 101, Debian's packages are installed without starting their services. */
const startPolicy = '/usr/sbin/policy-rc.d';

/** @returns packages whose program or font this machine lacks */
function missingPackages(): string[] {
  const tools = Object.values(testTools).filter(({ program }) => findProgram(program) === null);
  const fonts = existsSync(testFonts.folder) ? [] : [testFonts.package];
  return [...new Set([...tools.map((tool) => tool.package), ...fonts])];
}

function aptGet(...args: string[]): boolean {
  const child = spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return child.status === 0;
}

function installQuietly(packages: readonly string[]): void {
  const ownPolicy = !existsSync(startPolicy);
  if (ownPolicy) writeFileSync(startPolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    // One by one where all together fails: one package that is not to be had must not cost the others.
    if (aptGet('update') && !aptGet('install', '-y', '--no-install-recommends', ...packages)) {
      for (const name of packages) aptGet('install', '-y', '--no-install-recommends', name);
    }
  } finally {
    if (ownPolicy) rmSync(startPolicy, { force: true });
  }
}

/** Prints what is still missing afterwards; the tests that need it are then skipped with that reason. */
export function installTestTools(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && findProgram('apt-get') !== null) installQuietly(missing);
  const still = missingPackages();
  if (still.length > 0) process.stdout.write(`Not installed, so some tests will be skipped: ${still.join(' ')}\n`);
}
