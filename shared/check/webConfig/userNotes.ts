/** The users of a web.yml and their hashes. No sentence holds a hash: it may be a password in the wrong place. */
import { problem } from '../../errors/failure.ts';
import { hashProblem, userNameProblem } from '../../auth/credentials.ts';
import { effectiveEntries } from '../../yaml/mapEntry.ts';
import { isNull, valueOf, type Slot } from '../../yaml/yamlNode.ts';
import { goBcrypt, type GoHash } from './goBcrypt.ts';
import { otherAlgorithm } from './otherAlgorithm.ts';
import { isPlaceholder } from './placeholder.ts';
import { note, noteProblem, type NoteAbout, type WebContext, type WebNote } from './webNote.ts';
import { hasUsers, mapOf, slotOf, textOf, type WebValues } from './webValues.ts';

const section = 'basic_auth_users';

interface User {
  readonly name: string;
  readonly slot: Slot;
  /** null: not one value. */
  readonly hash: string | null;
}

/** go-yaml gives an unquoted null or ~ to a map of texts as the empty text. */
function nameOf(slot: Slot, key: string): string {
  return slot.key?.type === 'null' ? '' : key;
}

function usersOf(values: WebValues): User[] {
  const map = mapOf(values, section);
  if (map === null) return [];
  return [...effectiveEntries(map)].map(([key, slot]) => {
    const value = valueOf(slot.value);
    const hash = value.kind !== 'scalar' ? null : isNull(value) ? '' : value.text;
    return { name: nameOf(slot, key), slot, hash };
  });
}

/** What stands behind a colon is probably the password of a line that was meant otherwise. */
export const shownUser = (name: string): string => name.replace(/:.+$/s, ':...');
const fieldOf = (name: string): string => (/^[\w.@-]+$/.test(name) ? `${section}.${name}` : `${section}[${JSON.stringify(shownUser(name))}]`);

/** Sentences that other parts share do not name the user. */
const whose = (name: string) => ({ evidence: [{ label: 'user', text: JSON.stringify(shownUser(name)) }] });

function nameNotes(context: WebContext, { name, slot }: User): WebNote[] {
  const about: NoteAbout = { field: fieldOf(name), slot, more: whose(name) };
  if (name === '') return [note(context, 'WEB_USER_NAMELESS', 'unsafe', about)];
  const found = userNameProblem(name);
  // The other codes are about what PromSeal itself makes; Prometheus takes such names.
  if (found?.code === 'USER_NAME_COLON') return [noteProblem(context, found, 'broken', about)];
  return found?.code === 'USER_NAME_SPACE' || found?.code === 'USER_NAME_CONTROL' ? [noteProblem(context, found, 'advice', about)] : [];
}

/** A text that is no hash at all: a variable that nobody fills in, another algorithm, half a hash, or a password. */
function noHash(context: WebContext, hash: string, about: NoteAbout): WebNote {
  if (isPlaceholder(hash)) return note(context, 'WEB_PLACEHOLDER', 'broken', about);
  const algorithm = otherAlgorithm(hash);
  if (algorithm !== null) return note(context, 'WEB_HASH_ALGORITHM', 'broken', { ...about, details: { ...about.details, algorithm } });
  const resembles = hash === '' || /^\\?\$/.test(hash) || /\$2[abxy]?\$/.test(hash);
  const found = resembles ? hashProblem(hash) : null;
  if (found !== null) return noteProblem(context, found, 'broken', about);
  return note(context, 'WEB_PASSWORD_NOT_HASHED', 'broken', about);
}

/** Below the cost of htpasswd's manual and of the server's own; above it, until nobody waits so long. */
const costs = { weakBelow: 10, slowFrom: 15, endlessFrom: 18 };

function costNotes(context: WebContext, cost: number, about: NoteAbout): WebNote[] {
  if (cost < costs.weakBelow) {
    const times = 2 ** (10 - cost);
    return [note(context, 'WEB_HASH_WEAK', 'advice', { ...about, details: { ...about.details, cost, times } })];
  }
  if (cost < costs.slowFrom) return [];
  const severity = cost >= costs.endlessFrom ? 'broken' : 'advice';
  return [note(context, 'WEB_HASH_SLOW', severity, { ...about, details: { ...about.details, cost, times: 2 ** (cost - 10) } })];
}

function usableNotes(context: WebContext, hash: Extract<GoHash, { kind: 'usable' }>, about: NoteAbout): WebNote[] {
  const { prefix, surplus } = hash;
  const isUsual = /^\$2[aby]\$$/.test(prefix);
  const odd = isUsual ? [] : [note(context, 'WEB_HASH_PREFIX', 'advice', { ...about, details: { ...about.details, prefix } })];
  const tail = surplus > 0 ? [note(context, 'WEB_HASH_TAIL', 'advice', { ...about, details: { ...about.details, surplus } })] : [];
  return [...odd, ...tail, ...costNotes(context, hash.cost, about)];
}

function hashNotes(context: WebContext, { name, slot, hash }: User): WebNote[] {
  const about: NoteAbout = { field: fieldOf(name), slot, atValue: true, more: whose(name), details: { user: name === '' ? 'the user without a name' : shownUser(name) } };
  if (hash === null) {
    const details = { key: fieldOf(name), expected: 'a bcrypt hash', found: valueOf(slot.value).kind === 'map' ? 'a map' : 'a list' };
    const tag = valueOf(slot.value).kind === 'map' ? '!!map' : '!!seq';
    const raw = `cannot unmarshal ${tag} into config.plain`;
    return [noteProblem(context, problem('CONFIG_SHAPE', details), 'broken', { ...about, refusedAt: 'shape', raw })];
  }
  const judged = goBcrypt(hash, context.line.isAtLeast('3.0.0'));
  if (judged.kind === 'usable') return usableNotes(context, judged, about);
  if (judged.kind === 'dead') return [noHash(context, hash, about)];
  return [noHash(context, hash, { ...about, refusedAt: 'users', raw: judged.words })];
}

/** The empty name twice: once as null, once as "". YAML sees two keys there, and Go one. */
function namelessTwice(context: WebContext, users: readonly User[]): WebNote[] {
  const [first, second] = users.filter(({ name }) => name === '');
  if (first === undefined || second === undefined) return [];
  const at = note(context, 'WEB_USER_NAMELESS', 'unsafe', { field: fieldOf(''), slot: first.slot }).finding.line ?? 1;
  const found = problem('YAML_DUPLICATE_KEY', { key: '""', first: at });
  return [noteProblem(context, found, 'broken', { field: fieldOf(''), slot: second.slot, refusedAt: 'shape', raw: 'key "" already set in map' })];
}

function emptyNotes(context: WebContext, values: WebValues): WebNote[] {
  const slot = slotOf(values, section);
  const isClosed = textOf(values, 'tls_server_config.client_auth_type') === 'RequireAndVerifyClientCert';
  if (slot === null || hasUsers(values) || isClosed) return [];
  return [note(context, 'WEB_USERS_EMPTY', 'unsafe', { field: section, slot })];
}

/**
 * Codes: WEB_USERS_EMPTY, WEB_USER_NAMELESS, USER_NAME_COLON, USER_NAME_SPACE, USER_NAME_CONTROL, YAML_DUPLICATE_KEY,
 * CONFIG_SHAPE, WEB_PLACEHOLDER, WEB_HASH_ALGORITHM, HASH_INVALID, WEB_PASSWORD_NOT_HASHED, WEB_HASH_PREFIX,
 * WEB_HASH_TAIL, WEB_HASH_WEAK, WEB_HASH_SLOW. Source: exporter-toolkit web/handler.go.
 */
export function userNotes(context: WebContext, values: WebValues): WebNote[] {
  const users = usersOf(values);
  const twice = namelessTwice(context, users);
  if (twice.length > 0) return twice;
  return [...emptyNotes(context, values), ...users.flatMap((user) => [...nameNotes(context, user), ...hashNotes(context, user)])];
}
