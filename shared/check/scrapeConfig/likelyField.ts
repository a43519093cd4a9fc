/** Guesses which field a misspelt one was meant to be. */

/** How many letters must be changed, put in, left out or swapped with their neighbour, up to a limit. */
function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const ways = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same];
      next.push(Math.min(...ways, swapped ? (before[j - 2] ?? 0) + 1 : Infinity));
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? limit + 1;
}

/** Words that people write for others. */
const synonyms: Readonly<Record<string, string>> = {
  user: 'username',
  pass: 'password',
  token: 'credentials',
  target: 'targets',
  skip_verify: 'insecure_skip_verify',
  insecure: 'insecure_skip_verify',
  tls: 'tls_config',
  path: 'metrics_path',
  name: 'job_name',
};

/** The known field that is nearest to a name of up to 60 characters; null where none is near enough. */
export function likelyField(name: string, known: readonly string[]): string | null {
  if (name.length > 60) return null;
  const plain = name.toLowerCase().replaceAll('-', '_');
  const synonym = Object.hasOwn(synonyms, plain) ? synonyms[plain] : undefined;
  if (synonym !== undefined && known.includes(synonym)) return synonym;
  const limit = Math.min(2, Math.floor(plain.length / 3));
  const near = known.map((field) => ({ field, far: distance(plain, field, limit) })).filter(({ far }) => far <= limit);
  return near.sort((a, b) => a.far - b.far)[0]?.field ?? null;
}
