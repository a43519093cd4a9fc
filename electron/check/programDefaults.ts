/** What a program takes when a flag is not given. Debian builds its programs with defaults of their own. */
import { run } from '../host/exec.ts';
import { pathFacts } from '../host/statFiles.ts';
import { isProgram } from '../inspect/checkBinary.ts';
import { WizardError } from '../wizardError.ts';

const deadlineMs = 5000;
const asked = new Map<string, Promise<string | null>>();

async function askHelp(program: string): Promise<string | null> {
  try {
    const { stdout, stderr } = await run(program, ['--help'], { deadlineMs });
    return /^\s*--config\.file="([^"\n]+)"/m.exec(`${stdout}\n${stderr}`)?.[1] ?? null;
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

/** The default of --config.file by the program's own --help; null when it says none or cannot be asked. Asked once a file. */
export async function defaultConfigFile(program: string | null): Promise<string | null> {
  if (program === null || !isProgram(program)) return null;
  const key = `${program} ${pathFacts(program)?.stamp ?? ''}`;
  const answer = asked.get(key) ?? askHelp(program);
  asked.set(key, answer);
  return await answer;
}
