/** What the builders of nodes share while they read one document. */
import type { CST, ParsedNode } from 'yaml';
import type { Problem } from '../errors/failure.ts';
import { positionAt } from './textPosition.ts';
import type { YamlNode } from './yamlNode.ts';

export interface BuildContext {
  readonly source: string;
  readonly lineStarts: readonly number[];
  /** The latest node of each anchor; null while that node is still being read. */
  readonly anchors: Map<string, YamlNode | null>;
  /**
   * Builds one node and all below it. `before` are the tokens between the indicator (colon, dash, comma) and the
   * value, which hold its anchor and tag.
   */
  readonly build: (context: BuildContext, node: ParsedNode, before: readonly CST.SourceToken[], depth: number) => YamlNode;
  /** The first thing found wrong. */
  problem: Problem | null;
}

/** Keeps the first problem, with the place of the offset. */
export function report(context: BuildContext, offset: number, found: Problem): void {
  context.problem ??= { ...found, ...positionAt(context.lineStarts, offset) };
}
