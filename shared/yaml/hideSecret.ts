/** What stands in the place of a secret. */
export const HIDDEN = '‹hidden›';

const bcrypt = /^(["']?)(\$2[a-z]?\$\d\d\$)[^"']*\1$/;

/** A hash keeps its kind and cost, which are no secrets (K-37); anything else is hidden, line for line. */
export function hideSecret(text: string): string {
  const hash = bcrypt.exec(text);
  if (hash !== null) return `${hash[1] ?? ''}${hash[2] ?? ''}…${hash[1] ?? ''}`;
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? HIDDEN + (line.endsWith('\r') ? '\r' : '') : hideLine(line)))
    .join('\n');
}

/** Hides a whole line but its indentation, its comment mark and its carriage return; an empty line stays empty. */
export function hideLine(line: string): string {
  return line.replace(/^(\s*(?:#\s+)?)\S(.*\S)?/, `$1${HIDDEN}`);
}

/** Hides what stands behind a key, but not the spaces around it. */
export function hideRest(rest: string): string {
  return rest.replace(/\S(.*\S)?/, HIDDEN);
}
