/**
 * A server that PromSeal started and did not come to write down, because it was killed in between. It is known by its
 * standard output, which goes into the log in the state folder: nobody else writes there. Linux alone tells that.
 */
import { join } from 'node:path';
import { fileSize, realPath } from '../host/readFiles.ts';
import { linkText } from '../host/statFiles.ts';
import { entriesOf, textOr } from '../inspect/readQuietly.ts';
import { findManaged, recordManaged, type ManagedProcess } from './managedProcess.ts';
import { logPath } from './readLog.ts';
import { startMark } from './startMark.ts';

/**
 * Finds such a process and writes it down, so that it can be stopped like any other.
 * @param now epoch milliseconds
 * @returns null when there is none, or the one that runs is known
 * @throws the codes of host/writeFiles
 */
export function adoptUnrecorded(folder: string, now: number): ManagedProcess | null {
  const path = logPath(folder);
  const logFrom = fileSize(path);
  if (logFrom === null || findManaged(folder) !== null) return null;
  const log = realPath(path);
  for (const { name } of entriesOf('/proc')) {
    const process = join('/proc', name);
    if (!/^\d+$/.test(name) || linkText(join(process, 'fd/1')) !== log) continue;
    const startTicks = startMark(Number(name));
    const argv = textOr(join(process, 'cmdline')).replace(/\0$/, '').split('\0');
    const workingDirectory = linkText(join(process, 'cwd'));
    if (startTicks === null || workingDirectory === null) continue;
    const managed = { pid: Number(name), startTicks, argv, workingDirectory, startedAt: now, logFrom };
    recordManaged(folder, managed);
    return managed;
  }
  return null;
}
