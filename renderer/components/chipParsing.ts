/** The items in a typed or pasted text: separated by spaces, line breaks, commas or semicolons, each only once. */
export function splitItems(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((item) => item !== ''))];
}

/** What of the items is not there yet. */
export function newItems(items: readonly string[], existing: readonly string[]): string[] {
  const known = new Set(existing);
  return items.filter((item) => !known.has(item));
}
