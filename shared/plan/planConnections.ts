/** The connections of Prometheus to others that are switched: any number at once, as edits of prometheus.yml. */
import type { Answers } from '../model/answers.ts';
import type { ConnectionAnswer } from '../model/connectionAnswer.ts';
import type { Edit } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { choosePlaces, type Chosen, type Place } from './choosePlaces.ts';
import { connectionEdits } from './connectionEdits.ts';
import { unseenPlace } from './hugeConfig.ts';
import { folderOf, inFolder } from './paths.ts';

export interface ConnectionsPart {
  readonly edits: Edit[];
  /** What the edits do, in a sentence; empty without any. */
  readonly why: string;
  readonly problems: Problem[];
}

/** So many names are told; of more, how many. */
const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 1 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${String(rest)} more` : names.join(', ');
}

/** The fields that name a file, with what they name. */
function filesOf(answer: ConnectionAnswer): [key: string, file: string][] {
  const named = (['ca_file', 'cert_file', 'key_file', 'password_file'] as const).map((key) => [key, answer[key] ?? null] as const);
  return named.flatMap(([key, file]) => (file === null ? [] : [[key, file] satisfies [string, string]]));
}

/** Every file that the connections of the answers name, absolute, so that the machine can be asked about it. */
export function connectionFilesOf(answers: Answers, configPath: string): string[] {
  const files = answers.connections.flatMap(filesOf).map(([, file]) => inFolder(folderOf(configPath), file));
  return [...new Set(files)];
}

function missingFiles(answer: ConnectionAnswer, facts: HostFacts, field: string, made: ReadonlySet<string>): Problem[] {
  const { path } = facts.scrapeConfig;
  const there = (file: string): boolean => made.has(file) || facts.files[file]?.kind === 'file';
  const missing = filesOf(answer).map(([key, file]) => [key, inFolder(folderOf(path), file)] as const).filter(([, file]) => !there(file));
  return missing.map(([key, file]) => problem('CONNECTION_FILE_MISSING', { file, key }, { field: `${field}.${key}`, path: file }));
}

/** Where a problem of an answer stands: the answer, and the place in the file. */
type At = (key: string) => Partial<Problem>;

const after = <T>(asked: T | undefined, now: T): T => (asked === undefined ? now : asked);

function pairProblems(answer: ConnectionAnswer, { what, certFile, keyFile }: Place, at: At): Problem[] {
  if (answer.cert_file === undefined && answer.key_file === undefined) return [];
  const hasKey = after(answer.key_file, keyFile) !== null;
  if ((after(answer.cert_file, certFile) !== null) === hasKey) return [];
  const [present, missing] = hasKey ? ['key_file', 'cert_file'] : ['cert_file', 'key_file'];
  return [problem('CONNECTION_PAIR_INCOMPLETE', { what, present, missing }, at(present))];
}

/** What Prometheus would refuse, or would ask in vain. */
function signInProblems(answer: ConnectionAnswer, { what, basicAuth, otherAuth }: Place, at: At): Problem[] {
  if (answer.user == null && answer.password_file === undefined) return [];
  const user = after(answer.user, basicAuth?.username ?? null);
  const hasPassword = answer.password_file !== undefined || (basicAuth !== null && basicAuth.passwordSource !== 'none');
  const found = otherAuth === null ? [] : [problem('CONNECTION_OTHER_SIGN_IN', { what, auth: otherAuth }, at('user'))];
  if (user === null) found.push(problem('CONNECTION_WITHOUT_USER', { what }, at('password_file')));
  else if (!hasPassword) found.push(problem('CONNECTION_PASSWORD_MISSING', { what, user }, at('user')));
  return found;
}

function clearProblems(answer: ConnectionAnswer, { what, basicAuth, scheme }: Place, at: At): Problem[] {
  const signsIn = answer.user !== null && (basicAuth !== null || answer.user !== undefined || answer.password_file !== undefined);
  const becomes = answer.scheme === undefined ? scheme : (answer.scheme ?? 'http');
  return signsIn && becomes === 'http' ? [problem('CONNECTION_PASSWORD_IN_CLEAR', { what }, { ...at('user'), severity: 'warning' })] : [];
}

function placeProblems(answer: ConnectionAnswer, place: Place, field: string, path: string): Problem[] {
  const at: At = (key) => ({ field: `${field}.${key}`, path, line: place.line });
  return [...pairProblems(answer, place, at), ...signInProblems(answer, place, at), ...clearProblems(answer, place, at)];
}

function choiceProblems({ wanted, places, present, elsewhere }: Chosen, facts: HostFacts, field: string): Problem[] {
  const { path } = facts.scrapeConfig;
  const others = elsewhere.map((job) => {
    const file = facts.includedJobs.find((each) => each.job === job)?.path ?? '';
    return problem('CONNECTION_IN_OTHER_FILE', { job, file }, { field, path: file });
  });
  // Where not all jobs are known, only the plan of the privileged side can say that there is none.
  const isUnknown = wanted.startsWith('job ') && (facts.scrapeConfig.facts?.jobsLeftOut ?? 0) > 0;
  if (others.length > 0 || places.length > 0 || isUnknown) return others;
  return [problem('CONNECTION_NOT_THERE', { what: wanted, present: present.length === 0 ? 'none of that kind' : listed(present) }, { field, path })];
}

/** Relabelling has the last word about the scheme. */
function relabelled(answer: ConnectionAnswer, places: readonly Place[], path: string): Problem[] {
  if (answer.scheme === undefined) return [];
  return places.filter(({ setsScheme }) => setsScheme).map(({ at, line }) => {
    const [, step] = at;
    const job = typeof step === 'object' ? step.is : '';
    return problem('SCRAPE_RELABELS_SCHEME', { job }, { severity: 'warning', path, line });
  });
}

/** @param made paths of the files that the rest of the plan writes */
export function planConnections({ connections }: Answers, facts: HostFacts, made: ReadonlySet<string>): ConnectionsPart {
  const { path } = facts.scrapeConfig;
  const included = facts.includedJobs.map(({ job }) => job);
  const problems: Problem[] = [];
  const edits: Edit[] = [];
  const switched = new Set<string>();
  for (const [index, answer] of connections.entries()) {
    const field = `connections.${String(index)}`;
    const unseen = unseenPlace(answer, facts);
    if (unseen !== null) {
      edits.push(...connectionEdits(answer, unseen, folderOf(path)));
      continue;
    }
    const chosen = choosePlaces(answer, facts.scrapeConfig.facts, included);
    problems.push(...choiceProblems(chosen, facts, field), ...missingFiles(answer, facts, field, made), ...relabelled(answer, chosen.places, path));
    for (const place of chosen.places) {
      problems.push(...placeProblems(answer, place, field, path));
      const found = connectionEdits(answer, place, folderOf(path));
      if (found.length > 0) switched.add(place.what);
      edits.push(...found);
    }
  }
  const names = [...switched].map((what) => what.replace(/^The /, ''));
  const why = names.length === 0 ? '' : `Switched as you asked: ${listed(names)}. Everything else in prometheus.yml stays as it is.`;
  return { edits, why, problems };
}

/** The edits joined to those of the self-scrape, which are made first. */
export function withConnections(actions: readonly Action[], { edits, why }: ConnectionsPart, { scrapeConfig: { path, state } }: HostFacts): Action[] {
  if (edits.length === 0) return [...actions];
  const joined = actions.map((action) => (action.kind === 'yaml.edit' ? { ...action, edits: [...action.edits, ...edits], why: `${action.why} ${why}` } : action));
  if (joined.length > 0) return joined;
  // A connection stands in a file that is there, and that keeps its mode and owner.
  return [{ kind: 'yaml.edit', role: 'scrapeConfig', path, lines: [], edits, create: { mode: 0o600, owner: null }, before: state, why }];
}
