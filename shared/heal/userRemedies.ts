/** Remedies about users and hashes of web.yml. */
import { shownUser } from '../check/webConfig/userNotes.ts';
import type { Finding } from '../model/finding.ts';
import type { WebView } from '../check/across/setupView.ts';
import { peek } from '../yaml/editPath.ts';
import { isNull } from '../yaml/yamlNode.ts';
import { fieldPath } from './fieldPath.ts';
import { bothAnswers, editsOf, isNamedBy, linksTo, remedy, type Remedy, type RepairContext } from './repairContext.ts';
import { followServer, newPassword, ownUser } from './signIn.ts';

/** The user that a finding is about: the last step of its place. */
function userOf(found: Finding): string | null {
  const path = fieldPath(found);
  const name = path?.[0] === 'basic_auth_users' ? path[1] : undefined;
  return typeof name === 'string' ? name : null;
}

/** An empty key, and a null without quotation marks, which is the same to Prometheus. */
function namelessKeys({ document }: WebView): string[] {
  const users = document === null ? null : peek(document.root, ['basic_auth_users']);
  if (users === null || users.kind === 'scalar' || users.kind === 'alias') return [];
  const keys = users.slots.flatMap(({ key }) => (key !== null && (isNull(key) || key.text === '') ? [key.text] : []));
  return [...new Set(keys)];
}

/**
 * Takes away a user who lets in everybody, or whom nobody can be. A server whose last user goes would be open to
 * everybody, so that the scrape is given one of its own.
 */
export function removeUser(found: Finding, context: RepairContext): Remedy | null {
  const { web } = context;
  const name = userOf(found);
  if (web === null || name === null || found.path !== web.path) return null;
  const keys = name === '' ? namelessKeys(web) : web.facts.users.map((user) => user.name).filter((each) => shownUser(each) === name);
  if (keys.length === 0) return null;
  const left = web.facts.users.map((user) => user.name).filter((user) => !keys.includes(user));
  const edit = editsOf(context, 'webConfig', web.path, { edits: keys.map((key) => ({ op: 'remove', path: ['basic_auth_users', key] })) });
  const answers = left.length === 0 ? ownUser(context) : {};
  return remedy(name === '' ? 'Remove the user without a name' : `Remove the user ${name}`, { edits: [edit], answers });
}

/** A new password, because the one there is of no use or known to others. */
export function renewPassword(found: Finding, context: RepairContext): Remedy | null {
  const name = userOf(found);
  return name === null || name === '' ? null : remedy(`Make a new password for ${name}`, { answers: newPassword(context, name) });
}

/** A password that is longer than bcrypt looks at: the user whom a connection signs in as with that file. */
export function shortenPassword({ path }: Finding, context: RepairContext): Remedy | null {
  const link = linksTo(context).find((each) => isNamedBy(each, path, [each.connection.signIn?.file]));
  const user = link?.connection.signIn?.username ?? null;
  return user === null ? null : remedy(`Make a new password for ${user}`, { answers: newPassword(context, user) });
}

/** The self-scrape is made to fit the server, with a user of its own where it needs one. */
export function followIt(_: Finding, context: RepairContext): Remedy {
  return remedy('Make the self-scrape fit the server', { answers: followServer(context) });
}

/** The same with a user of its own in any case: the one it has does not get in. */
export function giveOwnUser(_: Finding, context: RepairContext): Remedy {
  return remedy('Give the scrape a user of its own', { answers: bothAnswers({ followScrape: true }, ownUser(context)) });
}
