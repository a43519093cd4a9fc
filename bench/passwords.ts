/** A bcrypt hash of cost 10, beside htpasswd, and how long it keeps the event loop from anything else. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { hashPassword } from '../electron/auth/passwordHasher.ts';
import { runProgram } from './programs.ts';
import type { Measurement } from './row.ts';
import { sideBySide } from './samples.ts';

const password = 'correct horse battery staple';

/** @returns the longest time in milliseconds for which nothing else could run while one password was hashed */
async function longestBlock(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await hashPassword(password);
  delay.disable();
  return delay.max / 1e6;
}

export async function measurePasswords(): Promise<Measurement> {
  const [ours, other] = await sideBySide(
    [
      { name: 'PromSeal', run: () => hashPassword(password) },
      { name: 'htpasswd -niBC 10', run: () => runProgram('htpasswd', ['-niBC', '10', 'user'], { input: password }) },
    ],
    21,
  );
  const [block] = await sideBySide([{ name: 'PromSeal', run: longestBlock }], 21);
  if (ours === undefined || other === undefined || block === undefined) return { rows: [], notes: [] };
  return {
    rows: [
      { what: 'password hash, bcrypt cost 10', unit: 'ms', ours, other, aim: { kind: 'ratio', limit: 1.5 } },
      { what: 'longest event-loop block while hashing', unit: 'ms', ours: block, other: null, aim: { kind: 'value', limit: 50 } },
    ],
    notes: [],
  };
}
