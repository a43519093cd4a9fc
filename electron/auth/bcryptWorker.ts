/** Runs bcrypt off the main thread: bcryptjs holds its thread for up to 100 ms at a time, even in its async form. */
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcryptjs';

export type BcryptTask =
  | { id: number; kind: 'hash'; password: string; cost: number }
  | { id: number; kind: 'verify'; password: string; hash: string };
export type BcryptAnswer = { id: number; value: string | boolean } | { id: number; error: string };

function work(task: BcryptTask): string | boolean {
  if (task.kind === 'hash') return bcrypt.hashSync(task.password, task.cost);
  return bcrypt.compareSync(task.password, task.hash);
}

parentPort?.on('message', (task: BcryptTask) => {
  let answer: BcryptAnswer;
  try {
    answer = { id: task.id, value: work(task) };
  } catch (error) {
    answer = { id: task.id, error: String(error) };
  }
  parentPort?.postMessage(answer);
});
