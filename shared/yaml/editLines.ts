/** Changes single lines of a text; every other byte, and every line break, stays. */
import type { LineEdit } from '../model/lineEdit.ts';

function edited(line: string, op: LineEdit['op']): string {
  switch (op) {
    case 'commentOut':
      return /^\s*#/.test(line) ? line : `# ${line}`;
    case 'untab':
      return line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '  '));
  }
}

/** @param edits lines count from 1 in the text as it is now; a line that is not there is left out */
export function editLines(text: string, edits: readonly LineEdit[]): string {
  if (edits.length === 0) return text;
  const lines = text.split('\n');
  for (const { line, op } of edits) {
    const now = lines[line - 1];
    if (now !== undefined) lines[line - 1] = edited(now, op);
  }
  return lines.join('\n');
}
