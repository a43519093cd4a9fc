/** Asks a program whether it is Prometheus, and which. */
import { basename, dirname, join } from 'node:path';
import { run } from '../host/exec.ts';
import { pathFacts } from '../host/statFiles.ts';
import { realPath } from '../host/readFiles.ts';
import type { FoundBinary } from '../../shared/model/discovery.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import type { ServerKind } from '../../shared/model/setupFacts.ts';
import { versionFromOutput } from '../../shared/prometheus/versions.ts';
import { WizardError } from '../wizardError.ts';
import { fullPath } from '../host/fullPath.ts';
import { foldersOfPath } from './findBinaries.ts';

const deadlineMs = 10_000;
const suffix = process.platform === 'win32' ? '.exe' : '';
const anyExecute = 0o111;

/** Whether a path is a file that somebody may run. */
export function isProgram(path: string): boolean {
  const facts = pathFacts(path);
  return facts?.isFile === true && (process.platform === 'win32' || (facts.mode & anyExecute) !== 0);
}

/** Versions asked for in this run: a program is only asked again when its file has changed. */
const asked = new Map<string, Promise<string | null>>();

/**
 * The version a program gives for itself; null when it is another program.
 * @param account whose program it is: root runs nothing of others as root
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE
 */
export async function versionOf(path: string, program: ServerKind | 'promtool', account: Account | null = null): Promise<string | null> {
  const key = [program, path, pathFacts(path)?.stamp ?? 'absent', account?.uid ?? ''].join(' ');
  const known = asked.get(key);
  if (known !== undefined) return await known;
  const answer = run(path, ['--version'], { deadlineMs, account }).then(({ stdout, stderr }) => versionFromOutput(program, `${stdout}\n${stderr}`));
  asked.set(key, answer);
  try {
    return await answer;
  } catch (error) {
    asked.delete(key);
    throw error;
  }
}

/** The promtool that belongs to a Prometheus: beside it, beside the file it links to, or on PATH; null when there is none. */
export function findPromtool(binary: string | null): string | null {
  const beside = binary === null ? [] : [dirname(binary), ...(isProgram(binary) ? [dirname(realPath(binary))] : [])];
  return [...beside, ...foldersOfPath()].map((folder) => join(folder, `promtool${suffix}`)).find(isProgram) ?? null;
}

/**
 * @param path the program, or the folder it is in
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE, BINARY_NOT_PROMETHEUS
 */
export async function checkBinary(path: string, from: FoundBinary['from'] = 'chosen'): Promise<FoundBinary> {
  const given = fullPath(path);
  const program = pathFacts(given)?.isFolder === true ? join(given, `prometheus${suffix}`) : given;
  if (pathFacts(program) === null) throw new WizardError('PROGRAM_NOT_FOUND', { program: basename(program), folder: dirname(program) });
  const version = await versionOf(program, 'prometheus');
  if (version === null) throw new WizardError('BINARY_NOT_PROMETHEUS', { path: program });
  return { path: program, version, promtool: findPromtool(program), from };
}
