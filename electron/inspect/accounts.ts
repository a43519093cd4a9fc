/** Accounts of the machine as passwd(5) and group(5) list them. Those of a directory service are known by number only. */
import { join } from 'node:path';
import type { Account } from '../../shared/model/hostFacts.ts';
import { textOr } from './readQuietly.ts';

function rows(path: string): string[][] {
  return textOr(path)
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 3);
}

/** @param user name or number, as a unit's User= takes both */
export function findAccount(etc: string, user: string): Account | null {
  const row = rows(join(etc, 'passwd')).find(([name, , uid]) => name === user || uid === user);
  if (row !== undefined) return { uid: Number(row[2]), gid: Number(row[3]), name: row[0] ?? user };
  return null;
}

/** @param user as of `findAccount` @returns the home folder of an account; null when it is not listed */
export function homeOf(etc: string, user: string): string | null {
  return rows(join(etc, 'passwd')).find(([name, , uid]) => name === user || uid === user)?.[5] || null;
}

/** Number of a group given by name or number; null when it is not listed. */
export function findGroup(etc: string, group: string): number | null {
  const row = rows(join(etc, 'group')).find(([name, , gid]) => name === group || gid === group);
  return row === undefined ? null : Number(row[2]);
}

/** The account of a number, with the number for its name where it has none. */
export function accountOf(etc: string, uid: number, gid: number): Account {
  return { uid, gid, name: findAccount(etc, String(uid))?.name ?? String(uid) };
}

/** The account when it is not the one that runs PromSeal; null when it is. */
export function unlessOurs(account: Account | null): Account | null {
  return account !== null && account.uid !== process.geteuid?.() ? account : null;
}
