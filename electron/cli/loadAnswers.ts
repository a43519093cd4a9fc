/** Reads an answers file with its overrides. */
import { dirname, join, resolve } from 'node:path';
import { Answers, type UserAnswer } from '../../shared/model/answers.ts';
import { fullPath } from '../host/fullPath.ts';
import { fileSize } from '../host/readFiles.ts';
import { foldersOfPath } from '../inspect/findBinaries.ts';
import { WizardError } from '../wizardError.ts';
import { answerProblems } from './answerProblems.ts';
import { readAnswersDocument, type Overrides } from './answersDocument.ts';

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
  const { server, certificate } = answers;
  return {
    ...answers,
    folder: fullPath(answers.folder, base),
    server: server.kind === 'binary' ? { ...server, binary: resolveProgram(server.binary, base) } : server,
    certificate:
      certificate.source === 'keep' && certificate.ca_file !== undefined
        ? { ...certificate, ca_file: fullPath(certificate.ca_file, base) }
        : certificate,
    users: answers.users.map((user) => resolveUser(user, base)),
  };
}

/**
 * @param given the file; its paths are taken relative to its own folder
 * @throws ANSWERS_UNREADABLE with one problem an answer, and what `readAnswersDocument` throws
 */
export function loadAnswers(given: string, overrides: Overrides = {}): Answers {
  const path = fullPath(given);
  const source = readAnswersDocument(path, overrides);
  const parsed = Answers.safeParse(source.content);
  if (parsed.success) return resolvePaths(parsed.data, dirname(resolve(path)));
  const problems = answerProblems(source, path, parsed.error.issues);
  const reason = problems.length === 1 ? 'one answer is wrong' : `${problems.length} answers are wrong`;
  throw new WizardError('ANSWERS_UNREADABLE', { path, reason }, { problems });
}
