/** What a person has after a change: what to open, who signs in with what, what to hand out, and how to take it back. */
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import type { Answers, UserAnswer } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Plan } from '../../shared/model/plan.ts';
import type { Report } from '../../shared/model/report.ts';
import { canonicalNames } from '../../shared/plan/address.ts';
import { passwordFile } from '../../shared/plan/passwordFile.ts';
import { calledAs } from './calledAs.ts';
import { needsDns, openUrls } from './openUrls.ts';

export interface Handover {
  /** As the answers file has them, with the sources of the passwords. */
  readonly answers: Answers;
  readonly plan: Plan;
  readonly facts: HostFacts;
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]);

/** Where the password of a user is, never the password. */
function whereKept(user: UserAnswer | undefined, folder: string): string {
  if (user === undefined || user.keep === true) return 'with the password as it was';
  if (user.generate === true) return `password in ${passwordFile(folder, user.name)}`;
  if (user.password_file !== undefined) return `password in ${user.password_file}`;
  if (user.password_env !== undefined) return `with the password that stood in ${user.password_env}`;
  return user.hash === undefined ? 'with the password you typed' : 'with the password that the hash was made from';
}

/** Names as they were proven; those asked for where no connection could be made. */
function namesOf({ answers }: Handover, { connection }: Report): string[] {
  const leaf = connection?.chain[0];
  return leaf === undefined ? canonicalNames(answers.names).map(({ value }) => value) : [...leaf.dnsNames, ...leaf.ipAddresses];
}

function openLines(handover: Handover, report: Report): string[] {
  const { answers, plan, facts } = handover;
  const urls = openUrls(plan.endpoint, namesOf(handover, report), facts.server.listen, answers.options);
  if (endsWithUs(answers)) return ['', 'The server ends with this command, since server.keep_running is false. It was at:', ...urls.map((url) => `  ${url}`)];
  const when = report.commands.length > 0 ? 'Once the commands above have run, open' : 'Open';
  const note = urls.some(needsDns) ? ['A name works where DNS or a hosts file leads it to this machine.'] : [];
  return [...section(`${when} ${urls.length === 1 ? 'this' : 'one of'}:`, urls), ...note];
}

const endsWithUs = ({ server }: Answers): boolean => 'keep_running' in server && !server.keep_running;

function trustLines({ plan: { endpoint } }: Handover): string[] {
  if (endpoint.caFile === null) return [];
  return section('Clients and browsers trust it once they have this file, which is public:', [endpoint.caFile]);
}

/** The command of the check that signs in, which asks for the password; without users, of the one that only trusts. */
function tryLines({ checks }: Report): string[] {
  const proven = checks.filter(({ ok, curl }) => ok && curl !== null);
  const found = proven.find(({ id }) => id === 'rightPassword') ?? proven.find(({ id }) => id === 'trusted');
  return section('Try it by hand:', found?.curl == null ? [] : [found.curl]);
}

/** @returns nothing for a change that does not stand */
export function handoverLines(handover: Handover, report: Report): string[] {
  const stands = report.outcome === 'applied' || report.outcome === 'appliedWithFailures';
  if (!stands) return [];
  const { answers, plan } = handover;
  const users = plan.endpoint.users.map((name) => `${name}, ${whereKept(answers.users.find((user) => user.name === name), plan.folder)}`);
  return [
    ...openLines(handover, report),
    ...section('Sign in as:', users),
    ...trustLines(handover),
    ...(endsWithUs(answers) ? [] : tryLines(report)),
    ...section('Take this change back with:', report.checkpoint === null ? [] : [undoCommand(plan.folder)]),
  ];
}

/** The command that takes back the last change in a folder, to paste into a shell. */
export function undoCommand(folder: string): string {
  return `${calledAs()} undo ${shellQuote(folder)}`;
}
