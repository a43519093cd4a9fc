/** Who owns the files that are written, and who may read them (K-04): the server must, nobody else may. */
import type { HostFacts } from '../model/hostFacts.ts';
import type { Owner } from '../model/plan.ts';

/** The owner to set when another account runs the server and PromSeal may give files away; else null: whoever applies. */
export function fileOwner(facts: HostFacts): Owner | null {
  const account = facts.server.account;
  return account !== null && facts.isRoot ? { uid: 0, gid: account.gid } : null;
}

/** Secret files are 0600, or 0640 for the group of the server's account; never readable by all. */
export function fileMode(kind: 'secret' | 'public', owner: Owner | null): number {
  if (kind === 'public') return 0o644;
  return owner === null ? 0o600 : 0o640;
}
