/** What an unquoted word means to the YAML reader of Prometheus (go-yaml v2, YAML 1.1). */

/** `merge` is the key `<<`, which takes over the entries of another map. */
export type ScalarType = 'null' | 'bool' | 'number' | 'merge' | 'string';

const booleans: Readonly<Record<string, boolean>> = {
  y: true, Y: true, yes: true, Yes: true, YES: true, on: true, On: true, ON: true, true: true, True: true, TRUE: true,
  n: false, N: false, no: false, No: false, NO: false, off: false, Off: false, OFF: false,
  false: false, False: false, FALSE: false,
};
const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
/** How every word begins that is no text: most words are told by their first letter alone. */
const mayMeanMore = /^[-+.0-9~<yYnNoOtTfF]/;
const numbers = [
  /^[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/,
  /^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$/,
  /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/,
  /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/,
];

/** Type of an unquoted scalar. Source: YAML 1.1 type repository and go-yaml v2 resolve.go; dates count as text. */
export function scalarType(plain: string): ScalarType {
  if (plain !== '' && !mayMeanMore.test(plain)) return 'string';
  if (plain === '<<') return 'merge';
  if (nulls.has(plain)) return 'null';
  if (booleanOf(plain) !== null) return 'bool';
  return numbers.some((pattern) => pattern.test(plain)) ? 'number' : 'string';
}

/** Value of a YAML 1.1 boolean word, null for every other word. */
export function booleanOf(plain: string): boolean | null {
  return Object.hasOwn(booleans, plain) ? (booleans[plain] ?? null) : null;
}
