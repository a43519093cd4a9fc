/** Numbers, times and fingerprints as people read them. Times come in as epoch milliseconds, durations in milliseconds. */

/** The words around the figures are English, so the figures are too, the day before the month. */
const english = 'en-GB';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function number(value: number, digits: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/**
 * A duration with its unit, in no more than two parts: `0.4 ms`, `71 ms`, `2.1 s`, `3 min 5 s`, `2 h 10 min`, `4 d 2 h`.
 * In: milliseconds, negative counts as 0.
 */
export function formatDuration(ms: number, locale = english): string {
  const value = Math.max(0, ms);
  if (value < 9.95) return `${number(value, 1, locale)} ms`;
  if (value < 999.5) return `${number(value, 0, locale)} ms`;
  if (value < 9_950) return `${number(value / 1000, 1, locale)} s`;
  const seconds = Math.round(value / 1000);
  if (seconds < 60) return `${number(seconds, 0, locale)} s`;
  const whole = seconds * 1000;
  if (whole < hour) return parts([Math.floor(whole / minute), 'min'], [seconds % 60, 's'], locale);
  if (whole < day) return parts([Math.floor(whole / hour), 'h'], [Math.floor(whole / minute) % 60, 'min'], locale);
  return parts([Math.floor(whole / day), 'd'], [Math.floor(whole / hour) % 24, 'h'], locale);
}

function parts(first: [number, string], second: [number, string], locale: string): string {
  const shown = second[0] === 0 ? [first] : [first, second];
  return shown.map(([amount, unit]) => `${number(amount, 0, locale)} ${unit}`).join(' ');
}

/** A day in the reader's time zone, the month in letters so that it cannot be misread: `23 Nov 2027`. */
export function formatDate(ms: number, locale = english): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(ms);
}

const relativeUnits: readonly (readonly [Intl.RelativeTimeFormatUnit, number, number])[] = [
  // Unit, its length, and up to where it is used.
  ['second', 1000, minute],
  ['minute', minute, hour],
  ['hour', hour, 2 * day],
  ['day', day, 800 * day],
  ['year', 365.25 * day, Number.POSITIVE_INFINITY],
];

/** How far a time is from now: `3 seconds ago`, `in 364 days`. Rounded towards now, so that nothing seems further than it is. */
export function relativeTime(ms: number, now: number, locale = english): string {
  const distance = ms - now;
  const size = Math.abs(distance);
  const [unit, length] = relativeUnits.find(([, , limit]) => size < limit) ?? (['year', 365.25 * day] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(distance / length), unit);
}

/** A fingerprint as openssl prints it: upper-case pairs with colons. In: hex, with or without separators. */
export function groupFingerprint(hex: string): string {
  return (hex.replace(/[^0-9a-f]/gi, '').toUpperCase().match(/.{1,2}/g) ?? []).join(':');
}

/** Permission bits as chmod takes them: `0600`. In: the mode, of which the lower 12 bits are shown. */
export function formatMode(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
