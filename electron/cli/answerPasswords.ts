/** The passwords behind an answers file: read from where it says, asked for where it says nothing. */
import type { Answers, UserAnswer } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import { normalisePassword } from '../../shared/auth/credentials.ts';
import { passwordFile } from '../../shared/plan/passwordFile.ts';
import { userHashes } from '../../shared/prometheus/configSecrets.ts';
import { verifyPassword } from '../auth/passwordHasher.ts';
import { fileState, readBytes, readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { Terminal } from './terminal.ts';

/** One line break at the end belongs to the editor or to echo, not to the password. */
function readPasswordFile(user: string, path: string): string {
  try {
    // Bytes that are no UTF-8 would be replaced, and the password that is set would be another one.
    return new TextDecoder('utf-8', { fatal: true }).decode(readBytes(path, 4096)).replace(/\r?\n$/, '');
  } catch (error) {
    const reason = error instanceof WizardError ? error.message.replace(/\.$/, '') : 'it is not UTF-8';
    throw new WizardError('PASSWORD_SOURCE_UNREADABLE', { user, source: path, reason }, { cause: error });
  }
}

/** The password that the answers name for a user, without asking anybody; null where they name none. */
function namedPassword(user: UserAnswer, folder: string): string | null {
  if (user.password_file !== undefined) return readPasswordFile(user.name, user.password_file);
  if (user.password_env !== undefined) {
    const value = process.env[user.password_env];
    if (value === undefined) {
      throw new WizardError('PASSWORD_SOURCE_UNREADABLE', { user: user.name, source: user.password_env, reason: 'the variable is not set' });
    }
    return value;
  }
  const kept = passwordFile(folder, user.name);
  if (user.generate === true && fileState(kept).kind === 'file') return readPasswordFile(user.name, kept);
  return null;
}

/** The passwords that the answers name, by user. @throws PASSWORD_SOURCE_UNREADABLE */
export function namedPasswords(answers: Answers): Map<string, string> {
  const entries = answers.users.map((user) => [user.name, namedPassword(user, answers.folder)] as const);
  return new Map(entries.filter((entry): entry is readonly [string, string] => entry[1] !== null));
}

/**
 * Users whose password web.yml has already are kept, so that applying the same answers twice changes nothing.
 * @param passwords those that the answers name
 * @returns the same object when there is nobody to keep
 */
export async function keepUnchanged(answers: Answers, facts: HostFacts, passwords: ReadonlyMap<string, string>): Promise<Answers> {
  if (facts.webConfig.state.kind !== 'file' || facts.webConfig.facts === null || facts.webConfig.facts.problems.length > 0) return answers;
  const hashes = userHashes(readText(facts.webConfig.path));
  const users = await Promise.all(
    answers.users.map(async (user): Promise<UserAnswer> => {
      const hash = hashes.get(user.name);
      if (hash === undefined) return user;
      const password = passwords.get(user.name);
      const same = user.hash === hash || (password !== undefined && (await verifyPassword(normalisePassword(password).password, hash)));
      return same ? { name: user.name, keep: true } : user;
    }),
  );
  return users.some((user, index) => user !== answers.users[index]) ? { ...answers, users } : answers;
}

/** A new password is typed twice: what nobody sees is easily mistyped, and would shut everybody out. */
async function askNew(user: string, terminal: Terminal): Promise<string> {
  for (;;) {
    const typed = await terminal.askSecret(`New password for ${user}: `);
    if (typed === (await terminal.askSecret(`The same password again: `))) return typed;
    terminal.err('The two were not the same.');
  }
}

/**
 * Asks for what is still missing. Without a terminal it stays missing, and applying says which.
 * @param needed names of users whose password applying needs
 * @throws Stopped
 */
export async function askMissing(
  needed: readonly string[],
  known: ReadonlyMap<string, string>,
  { answers, terminal }: { answers: Answers; terminal: Terminal },
): Promise<Map<string, string>> {
  const all = new Map(known);
  if (!terminal.interactive) return all;
  for (const user of needed) {
    const answer = answers.users.find(({ name }) => name === user);
    if (all.has(user) || answer?.generate === true) continue;
    const exists = answer?.keep === true || answer?.hash !== undefined;
    all.set(user, exists ? await terminal.askSecret(`Password for ${user}: `) : await askNew(user, terminal));
  }
  return all;
}
