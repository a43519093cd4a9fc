/** What would stop a file from being replaced, found before anything is written. */
import { dirname } from 'node:path';
import { fileError, pathDetails } from './fileError.ts';
import { mayCreateIn, mayWrite } from './statFiles.ts';
import { isLink } from './trustedPath.ts';
import { fileState, nameCount, readText } from './readFiles.ts';
import { resolveTarget } from './writeFiles.ts';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';

/**
 * @param path of a file that will be replaced or created; it need not exist, its folder does
 * @returns errors FILE_NOT_WRITABLE, FILE_IS_MOUNT, FILE_OWNER_NOT_KEPT, FILE_NOT_USABLE, or why its links
 *   cannot be followed; the warnings FILE_HAS_OTHER_NAMES and FILE_IS_LINK_TO. Never throws
 */
export function targetProblems(path: string): Problem[] {
  let real: string;
  try {
    real = resolveTarget(path);
  } catch (error) {
    const { code, message, hint } = fileError(error, path, 'read').failure;
    return [{ code, message, severity: 'error', path, ...(hint === undefined ? {} : { hint }) }];
  }
  const refusal = mayCreateIn(dirname(real));
  const closed = refusal === null ? [] : [problem('FILE_NOT_WRITABLE', { ...pathDetails(path), reason: refusal }, { path })];
  const linked = isLink(path) ? [problem('FILE_IS_LINK_TO', { ...pathDetails(path), real }, { path, severity: 'warning' })] : [];
  return [...linked, ...closed, ...existingProblems(path, real, fileState(real))];
}

function existingProblems(path: string, real: string, state: FileState): Problem[] {
  if (state.kind === 'absent') {
    return [];
  }
  if (state.kind === 'unusable') {
    return [problem('FILE_NOT_USABLE', { ...pathDetails(path), reason: state.reason }, { path })];
  }
  const problems: Problem[] = [];
  const refusal = mayWrite(real);
  if (refusal !== null) {
    problems.push(problem('FILE_NOT_WRITABLE', { ...pathDetails(path), reason: refusal }, { path }));
  }
  if (isMountPoint(real)) {
    problems.push(problem('FILE_IS_MOUNT', pathDetails(path), { path }));
  }
  if (!mayGiveTo(state)) {
    problems.push(problem('FILE_OWNER_NOT_KEPT', { ...pathDetails(path), uid: state.uid, gid: state.gid }, { path }));
  }
  const count = nameCount(real);
  if (count > 1) {
    problems.push(problem('FILE_HAS_OTHER_NAMES', { ...pathDetails(real), count }, { path, severity: 'warning' }));
  }
  return problems;
}

/** Only root gives files to other users; anybody gives a file of his own to a group he is in. */
function mayGiveTo({ uid, gid }: { uid: number; gid: number }): boolean {
  const user = process.geteuid?.();
  if (user === undefined || user === 0) {
    return true;
  }
  return uid === user && (gid === process.getegid?.() || (process.getgroups?.() ?? []).includes(gid));
}

/** The mount point is the fifth field of a line, with space, tab, newline and backslash in octal: proc(5). */
function isMountPoint(real: string): boolean {
  try {
    const points = readText('/proc/self/mountinfo').split('\n').map((line) => line.split(' ')[4] ?? '');
    return points.some((point) => point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))) === real);
  } catch {
    // Other systems have no single files as mounts.
    return false;
  }
}
