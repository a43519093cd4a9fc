/** Round marks for a time axis that starts at 0. In: its length in milliseconds and how many marks at most. */
export function timeMarks(totalMs: number, most = 5): number[] {
  if (totalMs <= 0) return [0];
  const rough = totalMs / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.floor(totalMs / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
