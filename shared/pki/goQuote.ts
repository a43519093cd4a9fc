/** A string in double quotes as Go's %q prints it (strconv.Quote), for what certificates may hold. */
export function goQuote(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    // The other control characters of ASCII.
    .replace(/[^\P{Cc}\u0080-\u009f]/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `"${escaped}"`;
}
