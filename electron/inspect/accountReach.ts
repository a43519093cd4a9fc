/**
 * Whether another account can read a file (K-04), by the permission bits of the file and of every folder above it, as
 * path_resolution(7) has it. Access lists are not looked at: what they grant beyond the bits is not seen here.
 */
import { dirname, join } from 'node:path';
import type { Account } from '../../shared/model/hostFacts.ts';
import { pathFacts } from '../host/statFiles.ts';
import { textOr } from './readQuietly.ts';

const readBit = 4;
const enterBit = 1;

/** The groups of an account: its own, and those that list it in group(5). */
function groupsOf(etc: string, account: Account): Set<number> {
  const listed = textOr(join(etc, 'group'))
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([, , , members]) => members?.split(',').includes(account.name))
    .map(([, , gid]) => Number(gid));
  return new Set([account.gid, ...listed]);
}

/** The first matching class of owner, group and others decides; root passes all. */
function grants(path: string, bit: number, account: Account, groups: ReadonlySet<number>): boolean {
  const facts = pathFacts(path);
  if (facts === null || account.uid === 0) return account.uid === 0;
  const shift = facts.uid === account.uid ? 6 : groups.has(facts.gid) ? 3 : 0;
  return ((facts.mode >> shift) & bit) !== 0;
}

function foldersAbove(path: string): string[] {
  return dirname(path) === path ? [] : [...foldersAbove(dirname(path)), dirname(path)];
}

/** @param path absolute, exists */
export function canRead(account: Account, path: string, etc: string): boolean {
  const groups = groupsOf(etc, account);
  return foldersAbove(path).every((folder) => grants(folder, enterBit, account, groups)) && grants(path, readBit, account, groups);
}

/** Whether the account can get into a folder, or into the nearest existing one on the way to it. */
export function canEnter(account: Account, path: string, etc: string): boolean {
  const groups = groupsOf(etc, account);
  return [...foldersAbove(path), path].filter((folder) => pathFacts(folder) !== null).every((folder) => grants(folder, enterBit, account, groups));
}
