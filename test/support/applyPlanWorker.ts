/**
 * Applies answers from standard input, and kills itself as it comes to a step, or to the first check: nothing of it gets to clean up.
 * A change that is refused is told on standard output, as JSON.
 */
import { readFileSync } from 'node:fs';
import { Answers } from '../../shared/model/answers.ts';
import { WizardError } from '../../electron/wizardError.ts';
import { applyBench } from './applyBench.ts';

const { answers, passwords, step } = JSON.parse(readFileSync(0, 'utf8')) as { answers: unknown; passwords: Record<string, string>; step: number };
const agreed = Answers.parse(answers);

try {
  await applyBench(agreed.folder).apply(agreed, passwords, (event) => {
    if (event.type === 'check' || (event.type === 'step' && event.index === step)) process.kill(process.pid, 'SIGKILL');
  });
} catch (error) {
  if (!(error instanceof WizardError)) throw error;
  process.stdout.write(JSON.stringify(error.failure));
}
