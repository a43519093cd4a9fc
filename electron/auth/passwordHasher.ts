/** Hashes and verifies passwords with bcrypt in worker threads, which are started on first use and stay. */
import { Worker } from 'node:worker_threads';
import type { BcryptAnswer, BcryptTask } from './bcryptWorker.ts';

/** The cost at which Prometheus compares unknown users; any other tells by timing which users exist (F5). */
export const defaultCost = 10;

type Omitted<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Slot {
  worker: Worker;
  waiting: Map<number, { resolve: (value: string | boolean) => void; reject: (error: Error) => void }>;
}

/** The source runs as TypeScript, the bundle has the worker beside it. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './bcryptWorker.ts' : './bcryptWorker.js', import.meta.url);
const slots: Slot[] = [];
let next = 0;

function openSlot(): Slot {
  const slot: Slot = { worker: new Worker(workerFile), waiting: new Map() };
  slot.worker.on('message', (answer: BcryptAnswer) => {
    const waiting = slot.waiting.get(answer.id);
    slot.waiting.delete(answer.id);
    if (slot.waiting.size === 0) slot.worker.unref();
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value);
  });
  slot.worker.on('error', (error: Error) => {
    for (const { reject } of slot.waiting.values()) reject(error);
    slots.splice(slots.indexOf(slot), 1);
  });
  // Idle hashers must not keep the program alive; last, because a listener for messages does.
  slot.worker.unref();
  slots.push(slot);
  return slot;
}

/** Two threads: as many as the smallest machines have cores, and enough for dozens of users. */
function leastBusySlot(): Slot {
  const idle = slots.find((slot) => slot.waiting.size === 0);
  if (idle !== undefined) return idle;
  if (slots.length < 2) return openSlot();
  return slots.reduce((least, slot) => (slot.waiting.size < least.waiting.size ? slot : least));
}

/** Starts a worker ahead of its first task: that takes as long as half a hash. */
export function wakeHasher(): void {
  if (slots.length === 0) openSlot();
}

function ask(task: Omitted<BcryptTask>): Promise<string | boolean> {
  const slot = leastBusySlot();
  const id = next++;
  slot.worker.ref();
  return new Promise((resolve, reject) => {
    slot.waiting.set(id, { resolve, reject });
    slot.worker.postMessage({ ...task, id });
  });
}

/**
 * Makes a bcrypt hash, `$2b$` with a random salt.
 * @param password 1 to 72 bytes; checked by the caller, as bcrypt silently cuts the rest
 */
export async function hashPassword(password: string, cost = defaultCost): Promise<string> {
  return String(await ask({ kind: 'hash', password, cost }));
}

/** Whether a password belongs to a hash of the kinds `$2a$`, `$2b$` and `$2y$`. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  return (await ask({ kind: 'verify', password, hash })) === true;
}
