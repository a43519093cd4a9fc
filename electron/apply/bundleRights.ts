/** Owners by name, as passwd(5) and group(5) have them: a bundle may be installed where the numbers are others. */
import { join } from 'node:path';
import type { BundleRights } from '../../shared/exports/bundleSpec.ts';
import type { Owner } from '../../shared/model/plan.ts';
import { findAccount } from '../inspect/accounts.ts';
import { textOr } from '../inspect/readQuietly.ts';

function groupName(etc: string, gid: number): string {
  const rows = textOr(join(etc, 'group')).split('\n').map((line) => line.split(':'));
  return rows.find(([, , number]) => number === String(gid))?.[0] ?? String(gid);
}

/** @param owner null: root. A number without a name stays a number. */
export function bundleRights(etc: string, mode: number, owner: Owner | null): BundleRights {
  const { uid, gid } = owner ?? { uid: 0, gid: 0 };
  return { mode, owner: findAccount(etc, String(uid))?.name ?? String(uid), group: groupName(etc, gid) };
}
