/** Whether connections sign in as the servers want it. */
import { MAX_PASSWORD_BYTES } from '../../auth/credentials.ts';
import { problem } from '../../errors/failure.ts';
import type { Connection } from '../../model/connection.ts';
import type { Finding } from '../../model/finding.ts';
import type { SignInFacts } from '../../model/setupFacts.ts';
import { fromProblem } from '../fromProblem.ts';
import { connectionFinding } from './connectionFindings.ts';
import { fieldPlace } from './fieldPlace.ts';
import { statusWords } from './inWords.ts';
import type { Link, SetupView } from './setupView.ts';

const shownUsers = 5;

const otherKinds: Partial<Record<NonNullable<Connection['signIn']>['kind'], string>> = {
  authorization: 'authorization',
  bearer: 'a bearer token',
  oauth2: 'oauth2',
};

function listed(users: readonly string[]): string {
  const more = users.length > shownUsers ? ` and ${users.length - shownUsers} more` : '';
  return users.slice(0, shownUsers).join(', ') + more;
}

/** It works, and so does anything else with the same beginning. A password file is judged by itself. */
function tooLong({ connection, scrape }: Link, bytes: number): Finding[] {
  if (bytes <= MAX_PASSWORD_BYTES) return [];
  const place = fieldPlace(scrape.document, scrape.path, [...connection.at, 'basic_auth', 'password']);
  return [fromProblem(problem('PASSWORD_TOO_LONG', { bytes, limit: MAX_PASSWORD_BYTES }), 'advice', place)];
}

function basicFault(link: Link, signIn: NonNullable<Connection['signIn']>, known: SignInFacts | undefined, raw: string): Finding[] {
  const { to } = link;
  const user = signIn.username;
  const users = to.web?.facts.users.map(({ name }) => name) ?? null;
  // Without user name here it stands in a file.
  if (user === null || users === null) return [];
  if (!users.includes(user)) {
    return [connectionFinding(link, { code: 'CONNECTION_USER_UNKNOWN', field: ['basic_auth', 'username'], raw, details: { user, users: listed(users) } })];
  }
  const field = ['basic_auth', signIn.source === 'file' ? 'password_file' : 'password'];
  if (known?.matches === true && signIn.source === 'inline') return tooLong(link, known.bytes ?? 0);
  if (known?.matches !== false) return [];
  const evidence = signIn.file === null ? [] : [{ label: 'Password from', text: signIn.file }];
  return [connectionFinding(link, { code: 'CONNECTION_PASSWORD_WRONG', field, raw, details: { user }, evidence })];
}

const keyOf = (...parts: readonly string[]): string => parts.join('\n');

function signInFault(link: Link, known: ReadonlyMap<string, SignInFacts>): Finding[] {
  const { connection, to } = link;
  if (to.asksPassword !== true) return [];
  const { signIn, section } = connection;
  const raw = statusWords(section, '401 Unauthorized');
  if (signIn === null) {
    const users = to.web === null ? [] : [{ label: 'Users', text: listed(to.web.facts.users.map(({ name }) => name)) }];
    return [connectionFinding(link, { code: 'CONNECTION_WITHOUT_PASSWORD', field: [], raw, evidence: users })];
  }
  const kind = otherKinds[signIn.kind];
  if (kind !== undefined) return [connectionFinding(link, { code: 'CONNECTION_SIGN_IN_KIND', field: [], raw, details: { kind } })];
  if (signIn.kind === 'other') return [];
  return basicFault(link, signIn, known.get(keyOf(section, connection.name, signIn.username ?? '')), raw);
}

/**
 * Codes: CONNECTION_WITHOUT_PASSWORD, CONNECTION_SIGN_IN_KIND, CONNECTION_USER_UNKNOWN, CONNECTION_PASSWORD_WRONG,
 * and as advice PASSWORD_TOO_LONG.
 * A password that was not compared with its hash is not judged.
 */
export function checkSignIns({ links, setup }: SetupView): Finding[] {
  const known = new Map(setup.signIns.map((each) => [keyOf(each.section, each.job, each.user), each]));
  return links.flatMap((link) => signInFault(link, known));
}
