/** Where something stands in its line. */
import { lineStartAt } from './textPosition.ts';
import type { YamlDocument } from './yamlNode.ts';

/** Characters before the offset in its line. */
export function columnOf(document: YamlDocument, offset: number): number {
  return offset - lineStartAt(document.lineStarts, offset);
}

/** The text before the offset in its line. */
export function lineHead(document: YamlDocument, offset: number): string {
  return document.source.slice(lineStartAt(document.lineStarts, offset), offset);
}
