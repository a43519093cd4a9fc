/** E-18 on a synthetic fuse wire: the fuses that security.ts names are known, can be set, and read back as named. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FUSES } from '../../electron/security.ts';

/** As in Electron's own binary: the sentinel, the version of the wire, its length, one character a fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const defaults = '101100011';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-fuses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function syntheticProgram(): string {
  const path = join(folder, 'electron');
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, defaults.length]), Buffer.from(defaults)]);
  writeFileSync(path, Buffer.concat([Buffer.alloc(4096, 'x'), wire, Buffer.alloc(4096, 'y')]));
  return path;
}

const names = Object.keys(FUSES) as (keyof typeof FUSES)[];

it('names every fuse of the wire, so that a new one is noticed', () => {
  const known = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
  expect([...names].sort()).toEqual([...known].sort());
});

it('is what a program reads back after its fuses were set', async () => {
  const program = syntheticProgram();
  const wanted = Object.fromEntries(names.map((name) => [FuseV1Options[name], FUSES[name]])) as Record<FuseV1Options, boolean>;
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...wanted });
  const wire = await getCurrentFuseWire(program);
  for (const name of names) {
    expect([name, wire[FuseV1Options[name]]]).toEqual([name, FUSES[name] ? FuseState.ENABLE : FuseState.DISABLE]);
  }
});
