/** Whether only root's rights are missing for a change: then it can be staged for root to install. */
import type { Problem } from '../errors/failure.ts';
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';

/** What the system refuses to this user and not to root. */
const refusals: readonly string[] = ['FOLDER_NOT_WRITABLE', 'FILE_NOT_WRITABLE', 'FILE_OWNER_NOT_KEPT', 'FOLDER_OWNED_BY_OTHER', 'SERVER_WOULD_NOT_READ'];

export const stopsOnlyThisUser = ({ code }: Problem): boolean => refusals.includes(code);

/** What cannot be staged by whoever may not read it, and can be by root. */
const unreadable: readonly string[] = ['CONFIG_NOT_USABLE', 'FILE_NOT_USABLE', 'FILE_NOT_READABLE'];

export const cannotBeRead = ({ code }: Problem): boolean => unreadable.includes(code);

/** A bundle is for a Prometheus that somebody else runs: what PromSeal starts runs as this user and works in a folder of theirs. */
const bundled: readonly Answers['server']['kind'][] = ['service', 'running', 'files'];

/**
 * Whether it is worth asking for the plan that root would have.
 * @param problems of the plan that this user would have
 */
export function mayNeedRoot({ server }: Answers, { platform, isRoot }: HostFacts, problems: readonly Problem[]): boolean {
  const refused = problems.some((found) => found.severity === 'error' && stopsOnlyThisUser(found));
  return platform === 'linux' && !isRoot && refused && bundled.includes(server.kind);
}
