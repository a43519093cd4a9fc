/** The list of checksums beside a release: lower-case hex, two blanks, bare file name, one a line (promu, checksum command). */

/** @returns the SHA-256 of a file in lower-case hex; null when the list does not name it exactly once */
export function checksumOf(list: string, file: string): string | null {
  const sums = list.split('\n').flatMap((line) => {
    const found = /^([0-9a-fA-F]{64}) [ *](.+?)\r?$/.exec(line);
    return found?.[2] === file ? [(found[1] ?? '').toLowerCase()] : [];
  });
  return sums.length === 1 ? (sums[0] ?? null) : null;
}
