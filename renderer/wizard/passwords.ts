/**
 * Passwords between the field they are typed in and the one call that sends them. Outside of React's state, so that no
 * snapshot of it, no draft and no storage ever holds one; emptied as soon as they were sent (K-22).
 */
const typed = new Map<string, string>();
const listeners = new Set<() => void>();
let version = 0;

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}

export function setPassword(user: string, password: string): void {
  if (password === '') typed.delete(user);
  else typed.set(user, password);
  changed();
}

export function hasPassword(user: string): boolean {
  return typed.has(user);
}

/** Judges what was typed without handing it out. */
export function judgePassword<T>(user: string, judge: (password: string) => T): T | null {
  const password = typed.get(user);
  return password === undefined ? null : judge(password);
}

/** A user was called something else. */
export function renamePassword(from: string, to: string): void {
  const password = typed.get(from);
  if (password === undefined || from === to) return;
  typed.delete(from);
  typed.set(to, password);
  changed();
}

/** Hands out the passwords of these users for sending them. */
export function passwordsFor(users: readonly string[]): Record<string, string> {
  return Object.fromEntries(users.flatMap((user) => (typed.has(user) ? [[user, typed.get(user) ?? '']] : [])));
}

export function forgetPasswords(): void {
  typed.clear();
  changed();
}

export function subscribePasswords(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes whenever a password was typed or forgotten. */
export function passwordsVersion(): number {
  return version;
}
