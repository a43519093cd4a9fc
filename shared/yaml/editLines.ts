/** Changes single lines of a text; every other byte, and every line break, stays. */
import type { LineEdit } from '../model/lineEdit.ts';

function renamed(line: string, from: string, to: string): string {
  const at = line.indexOf(from);
  return at < 0 ? line : `${line.slice(0, at)}${to}${line.slice(at + from.length)}`;
}

function withColon(line: string, key: string): string {
  const end = line.indexOf(key) + key.length;
  const rest = line.slice(end).replace(/^:?[ \t]*/, '');
  return line.includes(key) ? `${line.slice(0, end)}:${rest.trim() === '' ? '' : ' '}${rest}` : line;
}

function edited(line: string, edit: LineEdit): string {
  switch (edit.op) {
    case 'commentOut':
      return /^\s*#/.test(line) ? line : `# ${line}`;
    case 'untab':
      return line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '  '));
    case 'renameKey':
      return renamed(line, edit.from, edit.to);
    case 'addColon':
      return withColon(line, edit.key);
  }
}

/** @param edits lines count from 1 in the text as it is now; a line that is not there is left out */
export function editLines(text: string, edits: readonly LineEdit[]): string {
  if (edits.length === 0) return text;
  const lines = text.split('\n');
  for (const edit of edits) {
    const now = lines[edit.line - 1];
    if (now !== undefined) lines[edit.line - 1] = edited(now, edit);
  }
  return lines.join('\n');
}
