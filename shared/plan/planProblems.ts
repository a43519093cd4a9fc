/** What is wrong with a change as a whole, found before anything is written. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { faultsOf } from '../prometheus/versions.ts';
import { folderOf } from './paths.ts';

export interface Outline {
  readonly tls: boolean;
  /** Users that can sign in afterwards. */
  readonly users: readonly string[];
  readonly actions: readonly Action[];
}

function versionProblems(answers: Answers, { server }: HostFacts, users: readonly string[]): Problem[] {
  const version = server.version ?? (answers.server.kind === 'download' ? answers.server.version : null);
  if (!server.knowsWebConfig) return [problem('VERSION_TOO_OLD', { version: version ?? 'unknown' })];
  if (version === null || users.length === 0) return [];
  return faultsOf(version).map(({ id, title, fixedIn }) =>
    problem('VERSION_HAS_FAULT', { version, id, title, fixed: fixedIn.join(' or ') }, { severity: 'warning' }),
  );
}

function openProblems({ options, connections, repair }: Answers, { tls, users }: Outline): Problem[] {
  if (users.length > 0) return [];
  const found: Problem[] = tls || connections.length + repair.length > 0 ? [] : [problem('NOTHING_ASKED', {}, { field: 'certificate.source' })];
  if (options.lifecycle) found.push(problem('LIFECYCLE_OPEN', {}, { severity: 'warning', field: 'options.lifecycle' }));
  if (options.admin_api) found.push(problem('ADMIN_API_OPEN', {}, { severity: 'warning', field: 'options.admin_api' }));
  return found;
}

/** Only for the files that this plan changes: a prometheus.yml that stays as it is may well be read-only. */
function obstacleProblems({ folder, webConfig, scrapeConfig }: HostFacts, actions: readonly Action[]): Problem[] {
  const folderSays = folder.problems.some(({ code }) => code === 'FOLDER_NOT_WRITABLE');
  return [webConfig, scrapeConfig].flatMap(({ path, state, problems }) => {
    const changed = actions.some((action) => action.kind === 'yaml.edit' && action.path === path);
    const said = state.kind === 'unusable' || (folderSays && folderOf(path) === folder.path);
    return changed && !said ? problems : [];
  });
}

/** A file of ours is written as a whole, and never through a link: what stands in its place has to go first. */
function placeProblems({ fileProblems }: HostFacts, actions: readonly Action[]): Problem[] {
  return actions.flatMap((action) => (action.kind === 'file.write' ? (fileProblems[action.path] ?? []) : []));
}

/** Files that only this user could read are of no use to a server that runs as somebody else (K-04). */
function accountProblems({ server, isRoot, folder }: HostFacts, actions: readonly Action[]): Problem[] {
  const { account } = server;
  if (account === null || isRoot) return [];
  const secret = actions.find((action) =>
    action.kind === 'file.write' ? (action.mode & 0o044) === 0 : action.kind === 'yaml.edit' && action.before.kind === 'absent' && (action.create.mode & 0o044) === 0,
  );
  if (secret === undefined || !('path' in secret)) return [];
  return [problem('SERVER_WOULD_NOT_READ', { name: account.name, uid: account.uid, path: secret.path }, { path: folder.path })];
}

/** Problems of no single part of the plan. */
export function planProblems(answers: Answers, facts: HostFacts, outline: Outline): Problem[] {
  const noPromtool = facts.server.promtool === null && answers.server.kind !== 'rehearsal';
  const unusable = [facts.webConfig, facts.scrapeConfig].flatMap(({ path, state }) =>
    state.kind === 'unusable' ? [problem('CONFIG_NOT_USABLE', { path, reason: state.reason.replace(/\.$/, '') }, { path })] : [],
  );
  return [
    ...facts.folder.problems,
    ...(noPromtool ? [problem('PROMTOOL_NOT_FOUND', {}, { severity: 'advice' })] : []),
    ...versionProblems(answers, facts, outline.users),
    ...openProblems(answers, outline),
    ...unusable,
    ...obstacleProblems(facts, outline.actions),
    ...placeProblems(facts, outline.actions),
    ...accountProblems(facts, outline.actions),
  ];
}
