/** The word that somebody probably meant. */

/** How many letters have to be put in, left out or changed: the Levenshtein distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, wanted] of [...other].entries()) {
      const kept = (row[at] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(kept, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** @returns the nearest of the words, at most two letters off; null when none is that near */
export function closest(typed: string, words: readonly string[]): string | null {
  const ranked = words.map((word) => ({ word, off: distance(typed, word) })).sort((a, b) => a.off - b.off);
  const [best] = ranked;
  return best !== undefined && best.off <= 2 && best.off < typed.length ? best.word : null;
}
