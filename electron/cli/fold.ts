/** Breaks a sentence between words, so that a terminal does not break it within one. */

/**
 * @param columns of the terminal; a word that is longer, such as a path, stays whole, and so does a command
 * @param indent before every line but the first
 */
export function fold(text: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
