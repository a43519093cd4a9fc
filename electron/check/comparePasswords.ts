/** Whether the passwords of jobs fit the hashes of the servers they sign in to. */
import { bcryptCost } from '../../shared/auth/credentials.ts';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { SignInFacts } from '../../shared/model/setupFacts.ts';
import { userHashes } from '../../shared/prometheus/configSecrets.ts';
import { verifyPassword } from '../auth/passwordHasher.ts';
import { sentPassword, type ServerLink } from './serverTrust.ts';
import type { SetupFiles } from './setupFiles.ts';

/** A hash of a higher cost takes many seconds and would hold up everything else. */
const highestCost = 14;
/** In hashes of cost 4, so that a check spends some seconds at most: 64 of cost 10, four of cost 14. */
const budget = 64 * 2 ** 6;

interface Comparison {
  readonly facts: Omit<SignInFacts, 'matches'>;
  readonly password: string | null;
  readonly hash: string | null;
}

function comparisonsOf(links: readonly ServerLink[], { webs }: SetupFiles): Comparison[] {
  const hashes = new Map<string, ReadonlyMap<string, string>>();
  const hashesOf = (path: string, text: string): ReadonlyMap<string, string> => {
    const known = hashes.get(path) ?? userHashes(text);
    hashes.set(path, known);
    return known;
  };
  // A job with several targets on one server signs in with one password.
  const once = new Map(links.map((link) => [`${link.scrape.path} ${link.connection.at.join('.')} ${link.to.webConfigFile ?? ''}`, link]));
  return [...once.values()].flatMap(({ scrape, connection, to }) => {
    const web = webs.get(to.webConfigFile ?? '');
    const user = connection.signIn?.username ?? null;
    if (web === undefined || web.facts.users.length === 0 || connection.signIn?.kind !== 'basic' || user === null) return [];
    const hash = hashesOf(web.config.path, web.config.text).get(user) ?? null;
    const password = sentPassword(scrape, connection);
    const bytes = password === null ? null : Buffer.byteLength(password);
    return [{ facts: { section: connection.section, job: connection.name, user, userExists: hash !== null, bytes }, password, hash }];
  });
}

/** @param links every connection that leads to a server of the setup; the same password is compared with a hash once */
export async function comparePasswords(links: readonly ServerLink[], setup: SetupFiles): Promise<{ signIns: SignInFacts[]; problems: Problem[] }> {
  const answers = new Map<string, Promise<boolean>>();
  let spent = 0;
  let skipped = 0;
  const compare = async ({ password, hash }: Comparison): Promise<boolean | null> => {
    const cost = hash === null ? null : bcryptCost(hash);
    if (password === null || hash === null || cost === null) return null;
    const key = `${hash} ${password}`;
    const known = answers.get(key);
    if (known !== undefined) return await known;
    const price = 2 ** (cost - 4);
    if (cost > highestCost || spent + price > budget) {
      skipped += 1;
      return null;
    }
    spent += price;
    const answer = verifyPassword(password, hash);
    answers.set(key, answer);
    return await answer;
  };
  const signIns = await Promise.all(comparisonsOf(links, setup).map(async (each) => ({ ...each.facts, matches: await compare(each) })));
  const problems = skipped === 0 ? [] : [problem('CHECK_PASSWORDS_SKIPPED', { count: skipped }, { severity: 'warning' })];
  return { signIns, problems };
}
