/** What a program takes when a flag is not given. Debian builds its programs with defaults of their own. */
import type { Account } from '../../shared/model/hostFacts.ts';
import { run } from '../host/exec.ts';
import { pathFacts } from '../host/statFiles.ts';
import { isProgram } from '../inspect/checkBinary.ts';
import { WizardError } from '../wizardError.ts';

const deadlineMs = 5000;
const asked = new Map<string, Promise<string | null>>();

async function askHelp(program: string, account: Account | null): Promise<string | null> {
  try {
    const { stdout, stderr } = await run(program, ['--help'], { deadlineMs, account });
    return /^\s*--config\.file="([^"\n]+)"/m.exec(`${stdout}\n${stderr}`)?.[1] ?? null;
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

/**
 * The default of --config.file by the program's own --help. Asked once a file.
 * @param account whose program it is: root runs nothing of others as root
 * @returns null when it says none or cannot be asked
 */
export async function defaultConfigFile(program: string | null, account: Account | null): Promise<string | null> {
  if (program === null || !isProgram(program)) return null;
  const key = [program, pathFacts(program)?.stamp ?? '', account?.uid ?? ''].join(' ');
  const answer = asked.get(key) ?? askHelp(program, account);
  asked.set(key, answer);
  return await answer;
}
