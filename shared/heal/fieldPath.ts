/** The place of a finding as the steps of an edit. */
import type { Finding } from '../model/finding.ts';
import type { PathStep } from '../model/edit.ts';

/** @returns null for a finding without a field, or with one that is no place in YAML */
export function fieldPath({ at, field }: Finding): PathStep[] | null {
  if (at !== undefined) return [...at];
  if (field === undefined || field.startsWith('-')) return null;
  const steps: PathStep[] = [];
  for (const [, key, index] of field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (index !== undefined) steps.push(Number(index));
    else if (key !== undefined) steps.push(key);
  }
  return steps.length === 0 ? null : steps;
}
