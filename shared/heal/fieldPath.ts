/** The place of a finding as the steps of an edit. */
import type { Finding } from '../model/finding.ts';

/** @returns null for a finding without a field, or with one that is no place in YAML */
export function fieldPath({ at, field }: Finding): (string | number)[] | null {
  if (at !== undefined) return [...at];
  if (field === undefined || field.startsWith('-')) return null;
  // A user may be called a.b.
  const user = /^basic_auth_users\.(.+)$/s.exec(field)?.[1];
  if (user !== undefined) return ['basic_auth_users', user];
  const steps: (string | number)[] = [];
  for (const [, key, index, quoted] of field.matchAll(/([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)) {
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(String(JSON.parse(quoted)));
    else if (key !== undefined) steps.push(key);
  }
  return steps.length === 0 ? null : steps;
}
