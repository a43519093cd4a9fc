/** How the repairs that were chosen join a plan. */
import type { Answers } from '../model/answers.ts';
import type { LineEdit } from '../model/lineEdit.ts';
import type { Action } from '../model/plan.ts';
import type { Repair, RepairEdit } from '../model/repair.ts';

type YamlEdit = Extract<Action, { kind: 'yaml.edit' }>;

function mergedUsers(users: Answers['users'], repaired: Answers['users']): Answers['users'] {
  const names = new Set(repaired.map(({ name }) => name));
  return [...users.filter(({ name }) => !names.has(name)), ...repaired];
}

function repairedOnce(answers: Answers, { answers: wanted }: Repair): Answers {
  return {
    ...answers,
    names: wanted.names ?? answers.names,
    certificate: wanted.certificate ?? answers.certificate,
    users: mergedUsers(answers.users, wanted.users ?? []),
    scrape: wanted.followScrape === true ? { ...answers.scrape, edit: true } : answers.scrape,
    options: wanted.external_url === undefined ? answers.options : { ...answers.options, external_url: wanted.external_url },
  };
}

/** The answers with what the repairs ask for; a later repair has the last word. */
export function repairedAnswers(answers: Answers, repairs: readonly Repair[]): Answers {
  return repairs.reduce(repairedOnce, answers);
}

/** The changes of single lines by the path of their file, so that it is read as it will be. */
export function repairedLines(repairs: readonly Repair[]): ReadonlyMap<string, LineEdit[]> {
  const lines = new Map<string, LineEdit[]>();
  for (const { path, lines: own } of repairs.flatMap(({ edits }) => edits)) {
    if (own.length > 0) lines.set(path, [...(lines.get(path) ?? []), ...own]);
  }
  return lines;
}

function withRepair(planned: YamlEdit | undefined, edit: RepairEdit, label: string): YamlEdit {
  if (planned !== undefined) return { ...planned, lines: [...planned.lines, ...edit.lines], edits: [...planned.edits, ...edit.edits] };
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

/** Files of the repairs, each path once: two repairs may ask for the same. */
export function repairFiles(repairs: readonly Repair[]): Action[] {
  const byPath = new Map(repairs.flatMap(({ files }) => files).map((action) => ['path' in action ? action.path : JSON.stringify(action), action]));
  return [...byPath.values()];
}
