/** Durations as Prometheus writes them. */

const units: readonly [string, number][] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];
const form = new RegExp(`^${units.map(([unit]) => `(?:([0-9]+)${unit})?`).join('')}$`);

/**
 * Milliseconds of a duration such as 15s, 1h30m or 500ms, null for anything else.
 * Units go from large to small, each at most once; a bare 0 is allowed. Source: prometheus/common model/time.go.
 */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0;
  const match = text === '' ? null : form.exec(text);
  if (match === null) return null;
  return units.reduce((sum, [, milliseconds], index) => sum + Number(match[index + 1] ?? 0) * milliseconds, 0);
}
