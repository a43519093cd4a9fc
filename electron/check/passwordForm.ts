/** A file seen as one that holds a password, without the password coming out. */
import type { MaterialFacts } from '../../shared/model/materialFacts.ts';

/** White space as Go's strings.TrimSpace knows it: a byte order mark is none. */
const white = /^\p{White_Space}$/u;

function trim(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && white.test(text.charAt(from))) from += 1;
  while (to > from && white.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** @returns length in bytes of what Prometheus sends, and what it looks like */
export function passwordForm(bytes: Buffer): { trimmedBytes: number; password: MaterialFacts['password'] } {
  const text = bytes.toString('utf8');
  const password = trim(text);
  // What is no UTF-8 is longer as text than in the file, so the white space is counted rather than the rest.
  const around = Buffer.byteLength(text) - Buffer.byteLength(password);
  return {
    trimmedBytes: bytes.length - around,
    password: { lines: password === '' ? 0 : password.split(/\r\n|\r|\n/).length, isHash: /^\$2[abxy]?\$\d\d\$/.test(password) },
  };
}
