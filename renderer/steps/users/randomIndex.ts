/** Unpredictable whole numbers without bias: values beyond the largest multiple of the limit are thrown away (K-29). */
export function randomIndex(limit: number): number {
  const range = 2 ** 32;
  const fair = range - (range % limit);
  const box = new Uint32Array(1);
  for (;;) {
    const value = crypto.getRandomValues(box)[0] ?? range;
    if (value < fair) return value % limit;
  }
}
