/** Tells a process from a later one that got the same number. */
import { readText } from './readFiles.ts';
import { systemCode } from './fileError.ts';

/** Fields of /proc/PID/stat after the program's name, which stands in brackets and may hold anything: proc(5). */
const stateField = 0;
const startField = 19;
/** Says that a process runs, where the system does not say since when. */
const runs = 'runs';

/**
 * @returns a word that no other process has: the id of this boot with the start in clock ticks since it; null when no
 *   such process runs. Where /proc does not tell, the word is the same for every process that runs
 */
export function processIdentity(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      const stat = readText(`/proc/${pid}/stat`);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ended = fields[stateField] === 'Z' || fields[stateField] === 'X';
      return ended ? null : `${readText('/proc/sys/kernel/random/boot_id').trim()}:${fields[startField] ?? ''}`;
    } catch {
      // It has ended, perhaps while this was reading, or /proc hides the processes of other users.
    }
  }
  return isAlive(pid) ? runs : null;
}

/** Whether the process of that number is still the one that had this identity; in doubt it is. */
export function isSameProcess(pid: number, identity: string): boolean {
  const now = processIdentity(pid);
  return now !== null && (now === identity || now === runs || identity === runs);
}

/** A process that may not be signalled is alive all the same. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
