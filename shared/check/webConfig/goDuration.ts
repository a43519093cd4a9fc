/** Durations as Go writes them, which are not those of prometheus.yml: no days, no weeks, but fractions. */

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1, us: 1e3, '\u00b5s': 1e3, '\u03bcs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9,
};
const part = /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/gy;

/** Nanoseconds of a text such as 1m30s or 0.5s, null for anything else. Source: Go time.ParseDuration. */
export function goDuration(text: string): number | null {
  const sign = text.startsWith('-') ? -1 : 1;
  const body = text.replace(/^[-+]/, '');
  if (body === '0') return 0;
  let sum = 0;
  let end = 0;
  for (const match of body.matchAll(part)) {
    sum += Number(match[1]) * (nanoseconds[match[2] ?? ''] ?? 0);
    end = match.index + match[0].length;
  }
  return body !== '' && end === body.length ? sign * sum : null;
}
