/** `npm run dist`: builds, fetches Electron's program where it is not here yet, and packs for this machine's system. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensureBuilt.ts';
import { findElectron } from '../electron/cli/findElectron.ts';
import { passOn } from '../electron/host/passOn.ts';
import { projectRoot } from './projectRoot.ts';

/** @returns false when Electron's program is not here and cannot be fetched */
function fetchElectron(): boolean {
  if (findElectron(projectRoot) !== null) return true;
  const install = join(projectRoot, 'node_modules/electron/install.js');
  spawnSync(process.execPath, [install], { cwd: projectRoot, stdio: 'ignore', timeout: 600_000 });
  return findElectron(projectRoot) !== null;
}

function electronVersion(): string {
  const path = join(projectRoot, 'node_modules/electron/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

async function dist(): Promise<number> {
  if (!ensureBuilt(projectRoot)) return 1;
  if (!fetchElectron()) {
    process.stderr.write(
      `Electron ${electronVersion()} could not be downloaded, so nothing can be packed here; ` +
        'ELECTRON_MIRROR names another place to get it from.\n',
    );
    return 1;
  }
  const builder = join(projectRoot, 'node_modules/electron-builder/cli.js');
  return passOn(process.execPath, [builder, '--publish', 'never', ...process.argv.slice(2)]);
}

process.exitCode = await dist();
