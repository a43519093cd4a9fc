/** How the repairs that were chosen join a plan. */
import type { Answers } from '../model/answers.ts';
import type { Problem } from '../errors/failure.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import type { Repair, RepairEdit } from '../model/repair.ts';
import { editLines } from '../yaml/editLines.ts';
import { resolveEdits } from '../yaml/resolveEdits.ts';
import { spliceYaml } from '../yaml/spliceYaml.ts';

type FileMode = Repair['files'][number];
type YamlEdit = Extract<Action, { kind: 'yaml.edit' }>;

function mergedUsers(users: Answers['users'], repaired: Answers['users']): Answers['users'] {
  const names = new Set(repaired.map(({ name }) => name));
  return [...users.filter(({ name }) => !names.has(name)), ...repaired];
}

function repairedOnce(answers: Answers, { answers: wanted }: Repair): Answers {
  return {
    ...answers,
    web_config_file: wanted.web_config_file ?? answers.web_config_file,
    names: wanted.names ?? answers.names,
    certificate: wanted.certificate ?? answers.certificate,
    users: mergedUsers(answers.users, wanted.users ?? []),
    scrape: {
      ...answers.scrape,
      ...(wanted.followScrape === true ? { edit: true } : {}),
      ...(wanted.scrapeUser === undefined ? {} : { user: wanted.scrapeUser }),
      ...(wanted.clientCertificate === undefined ? {} : { client_certificate: wanted.clientCertificate }),
    },
    options: wanted.external_url === undefined ? answers.options : { ...answers.options, external_url: wanted.external_url },
  };
}

/** The answers with what the repairs ask for; a later repair has the last word. */
export function repairedAnswers(answers: Answers, repairs: readonly Repair[]): Answers {
  return repairs.reduce(repairedOnce, answers);
}

/** What repairs change in one file. */
export type PendingEdits = Pick<RepairEdit, 'lines' | 'edits'>;

/** The changes of the repairs by the path of their file, so that it is planned with as it will be. */
export function pendingEdits(repairs: readonly Repair[]): ReadonlyMap<string, PendingEdits> {
  const pending = new Map<string, PendingEdits>();
  for (const { path, lines, edits } of repairs.flatMap((repair) => repair.edits)) {
    const before = pending.get(path) ?? { lines: [], edits: [] };
    pending.set(path, { lines: [...before.lines, ...lines], edits: [...before.edits, ...edits] });
  }
  return pending;
}

/** The text of a file with what repairs change in it. Secrets stand for themselves by name; an edit that cannot be made is left out. */
export function asPending(text: string, pending: PendingEdits | undefined): string {
  if (pending === undefined) return text;
  const lines = editLines(text, pending.lines);
  const spliced = spliceYaml(lines, resolveEdits(pending.edits, (ref) => ref));
  return spliced.ok ? spliced.text : lines;
}

/** What the planner itself decides comes last: a new certificate has the last word over an old one that was found. */
function withRepair(planned: YamlEdit | undefined, edit: RepairEdit, label: string): YamlEdit {
  if (planned !== undefined) return { ...planned, lines: [...planned.lines, ...edit.lines], edits: [...edit.edits, ...planned.edits] };
  return {
    kind: 'yaml.edit', role: edit.role, path: edit.path, lines: edit.lines, edits: edit.edits,
    // An edit of a repair is about a file that is there, and keeps its mode and owner.
    create: { mode: 0o600, owner: null }, before: edit.before, why: `${label}.`,
  };
}

/**
 * The edits of one configuration with those of the repairs.
 * @param actions what the planner itself does to configurations of this role
 */
export function mergeRepairs(actions: readonly Action[], repairs: readonly Repair[], role: RepairEdit['role']): Action[] {
  const merged = new Map(actions.filter((action) => action.kind === 'yaml.edit').map((action) => [action.path, action]));
  for (const { edits, label } of repairs) {
    for (const edit of edits.filter((each) => each.role === role)) merged.set(edit.path, withRepair(merged.get(edit.path), edit, label));
  }
  return [...merged.values()];
}

/**
 * What was wrong before and is not part of the repair does not stop it: a setup with two faults can be repaired one by
 * one, and the proof says what is left. A file that is edited has to be readable all the same.
 */
export function standingProblems(facts: HostFacts, actions: readonly Action[], repairs: readonly Repair[], problems: readonly Problem[]): Problem[] {
  if (repairs.length === 0) return [...problems];
  const edited = new Set(actions.flatMap((action) => (action.kind === 'yaml.edit' ? [action.path] : [])));
  const configs = [facts.webConfig, facts.scrapeConfig].filter(({ path }) => !edited.has(path));
  const standing = [...(facts.certificate?.problems ?? []), ...configs.flatMap((config) => config.facts?.problems ?? [])];
  const isStanding = (found: Problem): boolean => standing.includes(found) || found.code === 'CERTIFICATE_NONE_TO_KEEP';
  return problems.map((found) => (isStanding(found) && found.severity === 'error' ? { ...found, severity: 'warning' } : found));
}

/** Files of the repairs, each path once. What one of them closes stays closed. */
export function repairFiles(repairs: readonly Repair[]): Action[] {
  const byPath = new Map<string, FileMode>();
  for (const action of repairs.flatMap(({ files }) => files)) {
    const other = byPath.get(action.path);
    byPath.set(action.path, other === undefined ? action : { ...action, mode: action.mode & other.mode });
  }
  return [...byPath.values()];
}
