/** Reads DER (X.690) strictly enough for certificates of unknown origin: every length is checked against its frame. */

export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** Tag, length and content. */
  readonly raw: Buffer;
}

/** What was malformed; callers turn it into a sentence for people. */
export class DerError extends Error {}

function readLength(bytes: Buffer, at: number): { length: number; next: number } {
  const first = bytes[at];
  if (first === undefined) throw new DerError('a value is cut off');
  if (first < 0x80) return { length: first, next: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 1 + count > bytes.length) throw new DerError('a length is malformed');
  return { length: bytes.readUIntBE(at + 1, count), next: at + 1 + count };
}

function readAt(bytes: Buffer, at: number): { value: DerValue; next: number } {
  const tag = bytes[at];
  if (tag === undefined) throw new DerError('a value is missing');
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag is malformed');
  const { length, next } = readLength(bytes, at + 1);
  const end = next + length;
  if (end > bytes.length) throw new DerError('a value is cut off');
  return { value: { tag, content: bytes.subarray(next, end), raw: bytes.subarray(at, end) }, next: end };
}

/** The one value that fills all bytes. @throws DerError also when something follows it */
export function readDer(bytes: Buffer): DerValue {
  const { value, next } = readAt(bytes, 0);
  if (next !== bytes.length) throw new DerError('something follows the last value');
  return value;
}

/** The values within a constructed value. */
export function children(parent: DerValue): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < parent.content.length; ) {
    const { value, next } = readAt(parent.content, at);
    values.push(value);
    at = next;
  }
  return values;
}

/** The child at an index, of the expected tag where one is given. */
export function childAt(values: readonly DerValue[], index: number, expectedTag?: number): DerValue {
  const value = values[index];
  if (value === undefined || (expectedTag !== undefined && value.tag !== expectedTag)) {
    throw new DerError('a part is missing or of the wrong kind');
  }
  return value;
}

/** Dotted text of an object identifier. */
export function readOid(value: DerValue): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of value.content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first, ...rest] = arcs;
  if (first === undefined || value.content.length > 64) throw new DerError('an object identifier is malformed');
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** UTCTime (two-digit years 1950 to 2049) or GeneralizedTime, as RFC 5280 4.1.2.5 has them. @returns epoch milliseconds */
export function readTime(value: DerValue): number {
  const text = value.content.toString('latin1');
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/.exec(text);
  if (match === null) throw new DerError('a date is malformed');
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const short = match[1]?.length === 2;
  const fullYear = (year ?? 0) + (short ? ((year ?? 0) < 50 ? 2000 : 1900) : 0);
  return Date.UTC(fullYear, (month ?? 1) - 1, day, hour, minute, second);
}

/** Text of the string kinds that names use. */
export function readText(value: DerValue): string {
  // BMPString is UTF-16 with the high byte first.
  if (value.tag === 0x1e) return Buffer.from(value.content.subarray(0, value.content.length & ~1)).swap16().toString('utf16le');
  return value.content.toString(value.tag === 0x0c ? 'utf8' : 'latin1');
}
