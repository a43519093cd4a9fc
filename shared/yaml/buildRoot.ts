/** The value of a document as a slot of its own, so that edits can treat it as any other. */
import type { CST, ParsedNode } from 'yaml';
import type { Problem } from '../errors/failure.ts';
import type { BuildContext } from './buildContext.ts';
import { buildNode } from './buildNode.ts';
import type { Slot, YamlNode } from './yamlNode.ts';

export type RootReading = { ok: true; root: Slot } | { ok: false; problem: Problem };

/** Builds the root. Where the document has no value, its place is `end`: behind the document's comments. */
export function buildRoot(
  text: { source: string; lineStarts: readonly number[] },
  token: CST.Document | null,
  contents: ParsedNode | null,
  end: number,
): RootReading {
  const context: BuildContext = { ...text, anchors: new Map(), build: buildNode, problem: null };
  const start = token?.start ?? [];
  const written = token?.value !== undefined || start.some((part) => part.type === 'anchor' || part.type === 'tag');
  const empty: YamlNode = { kind: 'scalar', span: { start: end, end }, tag: null, shared: false, text: '', type: 'null' };
  const value = contents === null || !written ? empty : buildNode(context, contents, start, 0);
  if (context.problem !== null) return { ok: false, problem: context.problem };
  const span = value.span ?? { start: end, end };
  const block = value.kind !== 'scalar' && value.kind !== 'alias' && value.style === 'block';
  const place = { start: span.start, after: span.start, hasColon: true, value: span, block, regular: true };
  return { ok: true, root: { key: null, value, source: place, removed: false } };
}
