/** A small tree kept in memory with modes and owners, to be put back as it was, a thousand times. */
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Kept {
  readonly path: string;
  /** Null for a folder. */
  readonly bytes: Buffer | null;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export type KeptTree = readonly Kept[];

/** Regular files and folders, the outermost first. */
export function keepTree(root: string): KeptTree {
  const { mode, uid, gid } = lstatSync(root);
  const below = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, entry.name);
    if (entry.isDirectory()) return keepTree(path);
    const stats = lstatSync(path);
    return [{ path, bytes: readFileSync(path), mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid }];
  });
  return [{ path: root, bytes: null, mode: mode & 0o7777, uid, gid }, ...below];
}

/** Makes the tree as it was; what else stands there goes. */
export function putTree(tree: KeptTree): void {
  const root = tree[0]?.path;
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
  for (const { path, bytes, mode, uid, gid } of tree) {
    if (bytes === null) mkdirSync(path);
    else writeFileSync(path, bytes);
    chownSync(path, uid, gid);
    chmodSync(path, mode);
  }
}
