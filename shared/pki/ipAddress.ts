/** IP addresses as bytes and as their one canonical text. Written here because certificate libraries get some wrong. */

/** @returns 4 bytes, or null when it is not four decimal numbers from 0 to 255 without leading zeros. */
function parseIpv4(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  if (!parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null;
  return parts.map(Number);
}

/** @returns the bytes of the groups of one side of `::`, the dotted form allowed at the very end; null when malformed. */
function parseGroups(text: string, mayEndDotted: boolean): number[] | null {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (mayEndDotted && index === groups.length - 1 && group.includes('.')) {
      const dotted = parseIpv4(group);
      if (dotted === null) return null;
      bytes.push(...dotted);
    } else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else {
      return null;
    }
  }
  return bytes;
}

function parseIpv6(text: string): number[] | null {
  const halves = text.split('::');
  const [before = '', after] = halves;
  if (halves.length > 2) return null;
  const head = parseGroups(before, after === undefined);
  if (head === null) return null;
  if (after === undefined) return head.length === 16 ? head : null;
  const tail = parseGroups(after, true);
  // "::" stands for at least one group of zeros (RFC 4291 2.2).
  if (tail === null || head.length + tail.length > 14) return null;
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail];
}

/**
 * Reads an IPv4 or IPv6 address (RFC 4291 2.2). No zone, no brackets, no short or octal IPv4 forms.
 * @returns 4 or 16 bytes in network order, or null
 */
export function parseAddress(text: string): Uint8Array | null {
  const bytes = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return bytes === null ? null : Uint8Array.from(bytes);
}

/** Whether 16 bytes are an IPv4 address in IPv6 clothing, ::ffff:0:0/96. */
export function isMapped(bytes: Uint8Array): boolean {
  return bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
}

/** Start and length of the longest run of two or more zero groups, the first one of equals (RFC 5952 4.2). */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } | null {
  let best: { start: number; length: number } | null = null;
  let start = 0;
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) continue;
    const length = index - start;
    if (length > 1 && length > (best?.length ?? 0)) best = { start, length };
    start = index + 1;
  }
  return best;
}

/**
 * The canonical text of an address (RFC 5952): lower case, zeros compressed, mapped IPv4 dotted.
 * @param bytes 4 or 16 bytes; other lengths are shown in hexadecimal with a leading question mark, as Go does
 */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return `?${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  if (isMapped(bytes)) return `::ffff:${bytes.slice(12).join('.')}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0));
  const hex = groups.map((group) => group.toString(16));
  const run = longestZeroRun(groups);
  if (run === null) return hex.join(':');
  return `${hex.slice(0, run.start).join(':')}::${hex.slice(run.start + run.length).join(':')}`;
}
