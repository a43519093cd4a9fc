/** Reads an answers file with its overrides. */
import { dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { Answers, type UserAnswer } from '../../shared/model/answers.ts';
import { problem } from '../../shared/errors/failure.ts';
import { fullPath } from '../host/fullPath.ts';
import { fileSize, readText } from '../host/readFiles.ts';
import { foldersOfPath } from '../inspect/findBinaries.ts';
import { WizardError } from '../wizardError.ts';

export interface Overrides {
  /** Relative to the working directory of the shell. */
  dir?: string | undefined;
  /** `path.to.answer=value`, the value in YAML. */
  set?: readonly string[] | undefined;
}

function applyOverride(document: ReturnType<typeof parseDocument>, assignment: string): void {
  const at = assignment.indexOf('=');
  if (at < 1) throw new WizardError('ANSWERS_UNREADABLE', { path: `--set ${assignment}`, reason: 'it takes path.to.answer=value' });
  const path = assignment.slice(0, at).split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  document.setIn(path, document.createNode(parseDocument(assignment.slice(at + 1)).toJS()));
}

function resolveUser(user: UserAnswer, base: string): UserAnswer {
  return user.password_file === undefined ? user : { ...user, password_file: fullPath(user.password_file, base) };
}

/** A bare name such as `prometheus` is looked for where the shell would; anything else is a path. */
function resolveProgram(name: string, base: string): string {
  if (/[\\/~]/.test(name)) return fullPath(name, base);
  const found = foldersOfPath().map((folder) => join(folder, name)).find((path) => fileSize(path) !== null);
  return found ?? fullPath(name, base);
}

/** Paths in the file are relative to the file, so that a folder with an answers file can be moved as a whole. */
function resolvePaths(answers: Answers, base: string): Answers {
  const { server } = answers;
  return {
    ...answers,
    folder: fullPath(answers.folder, base),
    server: server.kind === 'binary' ? { ...server, binary: resolveProgram(server.binary, base) } : server,
    users: answers.users.map((user) => resolveUser(user, base)),
  };
}

/**
 * @param path the file; its paths are taken relative to its own folder
 * @throws FILE_NOT_FOUND, ANSWERS_UNREADABLE for YAML that does not parse, INPUT_INVALID with one problem a field
 */
export function loadAnswers(path: string, overrides: Overrides = {}): Answers {
  const document = parseDocument(readText(path, 4 * 1024 * 1024));
  const [broken] = document.errors;
  if (broken !== undefined) throw new WizardError('ANSWERS_UNREADABLE', { path, reason: broken.message.split('\n')[0] ?? '' });
  if (overrides.dir !== undefined) document.setIn(['folder'], fullPath(overrides.dir));
  for (const assignment of overrides.set ?? []) applyOverride(document, assignment);
  const parsed = Answers.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return resolvePaths(parsed.data, dirname(resolve(path)));
  const problems = parsed.error.issues.map((issue) => {
    const field = issue.path.map(String).join('.') || 'answers';
    return problem('ANSWER_INVALID', { field, reason: issue.message.replace(/\.$/, '') }, { field, path });
  });
  throw new WizardError('ANSWERS_UNREADABLE', { path, reason: problems.map(({ message }) => message.replace(/\.$/, '')).join('; ') }, { problems });
}
