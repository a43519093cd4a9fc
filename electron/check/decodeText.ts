/** The text of a file by the byte order mark it begins with, as YAML and editors have it; UTF-8 without one. */

/** @returns the text without the mark */
export function decodeText(bytes: Buffer): { text: string; bom: boolean } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.toString('utf16le', 2), bom: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return { text: even.swap16().toString('utf16le'), bom: true };
  }
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? { text: text.slice(1), bom: true } : { text, bom: false };
}
