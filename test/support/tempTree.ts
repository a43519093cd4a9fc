/** A folder of a test's own, and a picture of everything in a folder to compare later. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes an empty folder, 0700, that goes away with the test that asks for it. */
export function tempTree(): string {
  const root = mkdtempSync(join(tmpdir(), 'promseal-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Everything below a folder, sorted: path, kind, permission bits, owner, and the hash of what is in it. */
export function pictureOf(root: string, leaveOut: (path: string) => boolean = () => false): string[] {
  return below(root)
    .map((path) => ({ path, name: relative(root, path) }))
    .filter(({ name }) => !leaveOut(name))
    .map(({ path, name }) => {
      const stats = lstatSync(path);
      const mode = (stats.mode & 0o7777).toString(8);
      return `${name} ${contentOf(path)} ${mode} ${stats.uid}:${stats.gid}`;
    });
}

function contentOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) {
    return `-> ${readlinkSync(path)}`;
  }
  return stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder';
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? [path, ...below(path)] : [path];
    });
}
