/** Turns the nodes of the `yaml` package into ours, with the spans that splicing needs. */
import { isAlias, isMap, isScalar, isSeq, type Alias, type CST, type ParsedNode, type Scalar } from 'yaml';
import { problem } from '../errors/failure.ts';
import { report, type BuildContext } from './buildContext.ts';
import { buildSlots } from './buildSlots.ts';
import { scalarType } from './scalarType.ts';
import type { Span, YamlCollection, YamlNode, YamlScalar } from './yamlNode.ts';

export const MAX_DEPTH = 100;

const coreTags = new Set(['tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq']);

function ownTag(tag: string | undefined): string | null {
  return tag === undefined || coreTags.has(tag) ? null : tag;
}

/** Anchors and tags among the tokens before a value. */
function propertySpan(before: readonly CST.SourceToken[]): Span | null {
  const properties = before.filter((token) => token.type === 'anchor' || token.type === 'tag');
  const [first, last] = [properties[0], properties.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.offset, end: last.offset + last.source.length };
}

/** End of what a scalar says. Blank lines behind a block scalar belong to it only where its header keeps them. */
function scalarEnd(node: Scalar.Parsed, source: string): number {
  const end = node.range[1];
  const token = node.srcToken;
  if (token?.type !== 'block-scalar') return end;
  const header = token.props.find((part) => part.type === 'block-scalar-header');
  if (header !== undefined && 'source' in header && header.source.includes('+')) {
    return source[end - 1] === '\n' ? end - 1 : end;
  }
  return node.range[0] + source.slice(node.range[0], end).trimEnd().length;
}

/** A block scalar that ends with the file, without a line break, has none in its value either (as in go-yaml). */
function textOf(node: Scalar.Parsed, source: string): string {
  const isCut = node.srcToken?.type === 'block-scalar' && source[node.range[1] - 1] !== '\n';
  return isCut ? node.source.replace(/\n$/, '') : node.source;
}

function buildScalar(node: Scalar.Parsed, span: Span, source: string): YamlScalar {
  const text = textOf(node, source);
  const plain = node.type === undefined || node.type === 'PLAIN';
  const asText = node.tag !== undefined && text !== '';
  const type = plain && !asText ? scalarType(text) : 'string';
  return { kind: 'scalar', span, tag: ownTag(node.tag), shared: false, text, type };
}

function buildAlias(context: BuildContext, node: Alias, span: Span): YamlNode {
  const target = context.anchors.get(node.source);
  if (target === undefined || target === null) {
    report(context, span.start, problem('YAML_ALIAS_UNKNOWN', { alias: `*${node.source}` }));
    return { kind: 'scalar', span, tag: null, shared: false, text: '', type: 'null' };
  }
  target.shared = true;
  return { kind: 'alias', span, tag: null, shared: false, name: node.source, target };
}

/** Builds one node and all below it; see `BuildContext.build`. */
export function buildNode(
  context: BuildContext,
  node: ParsedNode,
  before: readonly CST.SourceToken[],
  depth: number,
): YamlNode {
  const properties = propertySpan(before);
  const start = properties?.start ?? node.range[0];
  const ending = (end: number): Span => ({ start, end: Math.max(end, properties?.end ?? end) });
  if (isAlias(node)) return buildAlias(context, node, ending(node.range[1]));
  if (node.anchor !== undefined) context.anchors.set(node.anchor, null);
  let built: YamlNode;
  if (isScalar(node)) {
    built = buildScalar(node, ending(scalarEnd(node, context.source)), context.source);
  } else {
    const style = node.flow === true ? 'flow' : 'block';
    const kind = isMap(node) ? 'map' : 'list';
    const collection: YamlCollection = { kind, style, span: null, tag: ownTag(node.tag), shared: false, slots: [] };
    if (depth > MAX_DEPTH) report(context, start, problem('YAML_TOO_DEEP', { limit: MAX_DEPTH }));
    else if (isMap(node) || isSeq(node)) collection.slots = buildSlots(context, node, depth);
    const last = collection.slots.at(-1)?.source;
    const end = style === 'flow' || last == null ? node.range[1] : Math.max(last.after, last.value.end);
    collection.span = ending(end);
    built = collection;
  }
  if (node.anchor !== undefined) context.anchors.set(node.anchor, built);
  return built;
}
