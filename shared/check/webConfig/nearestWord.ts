/** The known word that somebody probably meant. */

/** What two spellings of the same thing have in common: 1.2 and TLSv1.2 and TLS12, cert-file and certFile. */
function essence(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/version|tls|with|curve/g, '').replace(/^v(?=\d)/, '');
}

/** Edits (insert, delete, replace, swap of neighbours) between two words; optimal string alignment. */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const steps = [(last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1)];
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) steps.push((before[column - 2] ?? 0) + 1);
      now.push(Math.min(...steps));
    }
    [before, last] = [last, now];
  }
  return last[right.length] ?? 0;
}

/** Longer words than any that is known; their distance need not be counted. */
const LONGEST = 64;

/** @returns the candidate that the word is another spelling or a misspelling of, null when none is close */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  const wanted = essence(word);
  if (wanted.length < 2 || word.length > LONGEST) return null;
  const same = candidates.find((candidate) => essence(candidate) === wanted);
  if (same !== undefined) return same;
  const longer = candidates.filter((candidate) => wanted.length >= 6 && essence(candidate).startsWith(wanted));
  if (longer.length === 1 && longer[0] !== undefined) return longer[0];
  const limit = Math.min(3, Math.floor(wanted.length / 3));
  const near = candidates
    .map((candidate) => ({ candidate, steps: distance(wanted, essence(candidate)) }))
    .filter(({ steps }) => steps <= limit)
    .sort((left, right) => left.steps - right.steps);
  return near[0]?.candidate ?? null;
}
