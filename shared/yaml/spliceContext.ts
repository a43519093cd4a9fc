/** What the writers of splices share. */
import type { Splice } from './splice.ts';
import { lineEndAt, nextLineAt } from './textPosition.ts';
import type { BlockStyle } from './writeNode.ts';
import type { Slot, YamlDocument } from './yamlNode.ts';

export interface SpliceContext {
  readonly document: YamlDocument;
  readonly style: BlockStyle;
  /** The line break that the file uses. */
  readonly lineBreak: string;
  readonly splices: Splice[];
  /** Offset of something that cannot be rewritten safely; null while all goes well. */
  unsafeAt: number | null;
  /** Whether what is being written stands inside brackets or braces. */
  readonly inFlow: boolean;
  /** Writes what changed in a slot and below it. */
  readonly visit: (context: SpliceContext, slot: Slot) => void;
}

/** Whether only spaces and a comment follow in the line. */
export function lineTailIsFree(source: string, offset: number): boolean {
  return /^[ \t]*($|[ \t]#|#)/.test(source.slice(offset, lineEndAt(source, offset)));
}

/**
 * Inserts lines below the line that holds the offset. At the end of a file without a final line break the new
 * lines go without one too.
 */
export function insertLinesBelow(context: SpliceContext, offset: number, lines: readonly string[]): void {
  const { source, root } = context.document;
  const { lineBreak } = context;
  // An empty document, with or without comments: its place is behind them, at the start of a line or of the file.
  const isEmpty = root.source?.value.start === offset && root.source.value.end === offset;
  const startsLine = offset === 0 || source[offset - 1] === '\n' || (offset === 1 && source.startsWith('\uFEFF'));
  if (isEmpty && startsLine) {
    context.splices.push({ start: offset, end: offset, text: lines.map((line) => line + lineBreak).join('') });
    return;
  }
  if (!lineTailIsFree(source, offset)) context.unsafeAt ??= offset;
  const next = nextLineAt(source, offset);
  const atLineStart = source[next - 1] === '\n';
  const text = lines.map((line) => (atLineStart ? line + lineBreak : lineBreak + line)).join('');
  context.splices.push({ start: next, end: next, text });
}
