import type { Problem } from '../../shared/errors/failure.ts';

/** The items in a typed or pasted text: separated by spaces, line breaks, commas or semicolons, each only once. */
export function splitItems(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((item) => item !== ''))];
}

/** What of the items is not there yet; each once. */
export function newItems(items: readonly string[], existing: readonly string[]): string[] {
  const known = new Set(existing);
  return [...new Set(items)].filter((item) => !known.has(item));
}

/**
 * What is said to a screen reader of items that were entered: what was taken, what was refused and why, what was there.
 * @param fresh the texts that were not there before
 */
export function addedWords(entered: readonly { text: string; problem?: Problem | null | undefined }[], fresh: readonly string[]): string {
  const once = fresh.flatMap((text) => entered.find((item) => item.text === text) ?? []);
  const refused = once.filter(({ problem }) => problem?.severity === 'error');
  const added = once.filter((item) => !refused.includes(item));
  const there = [...new Set(entered.map(({ text }) => text))].filter((text) => !fresh.includes(text));
  return [
    ...(added.length === 0 ? [] : [`Added ${added.map(({ text }) => text).join(', ')}.`]),
    ...refused.map(({ text, problem }) => `${text} is refused: ${problem?.message ?? ''}`),
    ...(there.length === 0 ? [] : [`There already: ${there.join(', ')}.`]),
  ].join(' ');
}
