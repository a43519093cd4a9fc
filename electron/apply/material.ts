/** Makes what a plan only names: key, certificate, hashes, passwords. In memory, after the person has agreed. */
import { randomInt } from 'node:crypto';
import type { Answers, Secrets } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Repair } from '../../shared/model/repair.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { normalisePassword, passwordProblem } from '../../shared/auth/credentials.ts';
import { generatePassword } from '../../shared/auth/generatePassword.ts';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { certificateProfile, clientProfile } from '../../shared/pki/certificateProfile.ts';
import { materialRefs } from '../../shared/plan/materialRefs.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { userHashes } from '../../shared/prometheus/configSecrets.ts';
import { hashPassword, verifyPassword } from '../auth/passwordHasher.ts';
import { readText } from '../host/readFiles.ts';
import { issueSelfSigned } from '../pki/issueCertificate.ts';
import { WizardError } from '../wizardError.ts';

export interface Material {
  /** Text by reference, such as `hash:alice`. */
  texts: ReadonlyMap<string, string>;
  /** Passwords at hand for the proof, by user. */
  passwords: ReadonlyMap<string, string>;
}

/** The text of what a plan names. That it is not there is a fault of the program: an empty key or password must never be written. */
export function materialText({ texts }: Material, ref: string): string {
  const text = texts.get(ref);
  if (text === undefined) throw new Error(`no material for ${ref}`);
  return text;
}

interface Order {
  plan: Plan;
  answers: Answers;
  facts: HostFacts;
  /** Those that the answers name. */
  repairs: readonly Repair[];
  secrets: Secrets;
  now: number;
}

/** The hash that web.yml has for a user now. Never leaves the privileged side. */
function existingHash(facts: HostFacts, user: string): string | null {
  if (facts.webConfig.state.kind !== 'file') return null;
  return userHashes(readText(facts.webConfig.path)).get(user) ?? null;
}

async function keptPasswordProblem(order: Order, user: string, password: string): Promise<Problem | null> {
  const answer = order.answers.users.find((each) => each.name === user);
  const fresh = answer !== undefined && answer.keep !== true && answer.hash === undefined;
  if (fresh) return null;
  const hash = answer?.hash ?? existingHash(order.facts, user);
  if (hash !== null && (await verifyPassword(password, hash))) return null;
  return problem('PASSWORD_DOES_NOT_MATCH', { user }, { field: `secrets.${user}` });
}

/** A password that nobody has to type: made now, or read from where a repair found it. A page names no file to be read. */
function passwordOf({ answers, repairs }: Order, name: string): string | undefined {
  const user = answers.users.find((each) => each.name === name);
  if (user?.generate === true) return generatePassword((below) => randomInt(below));
  const found = repairs.flatMap((repair) => repair.answers.users ?? []).find((each) => each.name === name)?.password_file;
  return found === undefined ? undefined : readText(found, 4096).trim();
}

async function collectPasswords(order: Order): Promise<Map<string, string>> {
  const passwords = new Map<string, string>();
  const problems: Problem[] = [];
  const typed = new Map(Object.entries(order.secrets.passwords));
  for (const user of passwordsNeeded(order.plan, order.answers)) {
    const given = typed.get(user) ?? passwordOf(order, user);
    if (given === undefined) {
      problems.push(problem('PASSWORD_MISSING', { user }, { field: `secrets.${user}` }));
      continue;
    }
    const password = normalisePassword(given).password;
    const bad = passwordProblem(password) ?? (await keptPasswordProblem(order, user, password));
    if (bad === null) passwords.set(user, password);
    else problems.push({ ...bad, field: `secrets.${user}` });
  }
  if (problems.length > 0) throw new WizardError('PLAN_BLOCKED', {}, { problems });
  return passwords;
}

/** Key and certificate, by their references. */
async function issuePair({ answers, now }: Order): Promise<Record<string, string>> {
  if (answers.certificate.source !== 'self_signed') return {};
  const issued = await issueSelfSigned(certificateProfile(answers.certificate, answers.names), now);
  return { certificate: issued.certificatePem, key: issued.keyPem };
}

/** The pair by which Prometheus shows who it is. */
async function issueClientPair({ now }: Order): Promise<Record<string, string>> {
  const issued = await issueSelfSigned(clientProfile(), now);
  return { 'certificate:client': issued.certificatePem, 'key:client': issued.keyPem };
}

async function hashFor(order: Order, user: string, passwords: ReadonlyMap<string, string>): Promise<string> {
  const given = order.answers.users.find((each) => each.name === user)?.hash;
  return given ?? (await hashPassword(passwords.get(user) ?? ''));
}

/**
 * Makes everything the plan refers to.
 * @throws PLAN_BLOCKED with one problem a password that is missing, not allowed or not the one web.yml has
 */
export async function makeMaterial(order: Order): Promise<Material> {
  const references = materialRefs(order.plan.actions);
  const passwords = await collectPasswords(order);
  // Key generation and hashing run on threads of their own, so they need not wait for each other.
  const [pair, client, hashes] = await Promise.all([
    references.includes('key') ? issuePair(order) : Promise.resolve<Record<string, string>>({}),
    references.includes('key:client') ? issueClientPair(order) : Promise.resolve<Record<string, string>>({}),
    Promise.all(references.filter((ref) => ref.startsWith('hash:')).map(async (ref) => [ref, await hashFor(order, ref.slice(5), passwords)] as const)),
  ]);
  const kept = [...passwords].map(([user, password]) => [`password:${user}`, password] as const);
  const texts = new Map([...Object.entries(pair), ...Object.entries(client), ...hashes, ...kept]);
  return { texts, passwords };
}
