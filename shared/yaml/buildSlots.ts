/** The entries of a map and the items of a list, with their places in the source. */
import { isPair, isScalar, type CST, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { problem } from '../errors/failure.ts';
import { report, type BuildContext } from './buildContext.ts';
import { isTemplateAt } from './isTemplateAt.ts';
import { positionAt } from './textPosition.ts';
import { valueOf, type Slot, type Span, type YamlNode, type YamlScalar } from './yamlNode.ts';

type Collection = YAMLMap.Parsed | YAMLSeq.Parsed;
type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

const isWritten = (token: CST.SourceToken): boolean => !['space', 'newline', 'comment', 'comma'].includes(token.type);

function emptyValue(at: number): YamlNode {
  return { kind: 'scalar', span: { start: at, end: at }, tag: null, shared: false, text: '', type: 'null' };
}

/** The value behind an indicator: built from what is written there, or empty at `after`. */
function buildValue(
  context: BuildContext,
  node: ParsedNode | null,
  item: CST.CollectionItem,
  before: readonly CST.SourceToken[],
  place: { after: number; depth: number },
): YamlNode {
  const written = item.value != null || before.some((token) => token.type === 'anchor' || token.type === 'tag');
  if (node === null || !written) return emptyValue(place.after);
  return context.build(context, node, before, place.depth + 1);
}

const spanOf = (node: YamlNode, at: number): Span => node.span ?? { start: at, end: at };
const isBlock = (node: YamlNode): boolean => (node.kind === 'map' || node.kind === 'list') && node.style === 'block';

function buildKey(context: BuildContext, node: ParsedNode, start: number, depth: number): YamlScalar | null {
  if (isScalar(node)) {
    const key = context.build(context, node, [], depth);
    return key.kind === 'scalar' ? key : null;
  }
  const template = isTemplateAt(context.source, start);
  report(context, start, problem(template ? 'YAML_TEMPLATE' : 'YAML_KEY_NOT_TEXT'));
  return null;
}

function buildEntry(context: BuildContext, pair: ParsedPair, item: CST.CollectionItem, depth: number): Slot | null {
  const before = item.start.find(isWritten)?.offset;
  const start = before ?? pair.key.range[0];
  const key = buildKey(context, pair.key, start, depth);
  if (key === null) return null;
  const sep = item.sep ?? [];
  const colon = sep.findIndex((token) => token.type === 'map-value-ind');
  const after = colon === -1 ? pair.key.range[1] : (sep[colon]?.offset ?? start) + 1;
  const value = buildValue(context, pair.value, item, colon === -1 ? [] : sep.slice(colon + 1), { after, depth });
  const regular = !item.start.some((token) => token.type === 'explicit-key-ind');
  const place = { start, after, hasColon: colon !== -1, value: spanOf(value, after), block: isBlock(value), regular };
  return { key, value, source: place, removed: false };
}

function buildItem(context: BuildContext, node: ParsedNode, item: CST.CollectionItem, depth: number): Slot {
  const dash = item.start.findIndex((token) => token.type === 'seq-item-ind');
  const before = item.start.slice(dash + 1);
  const dashAt = item.start[dash]?.offset;
  const isImplicitPair = item.sep !== undefined;
  const start = dashAt ?? before.find(isWritten)?.offset ?? node.range[0];
  const after = dashAt === undefined ? start : dashAt + 1;
  const value = isImplicitPair
    ? context.build(context, node, [], depth + 1)
    : buildValue(context, node, item, before, { after, depth });
  const place = { start, after, hasColon: true, value: spanOf(value, after), block: isBlock(value) };
  return { key: null, value, source: { ...place, regular: !isImplicitPair }, removed: false };
}

/** Duplicate keys as go-yaml sees them (by their text), and merge keys that merge nothing. */
function checkKeys(context: BuildContext, slots: readonly Slot[]): void {
  const seen = new Map<string, number>();
  for (const { key, value, source } of slots) {
    if (key === null || source === null) continue;
    const first = seen.get(key.text);
    if (first !== undefined) {
      const { line } = positionAt(context.lineStarts, first);
      report(context, source.start, problem('YAML_DUPLICATE_KEY', { key: key.text, first: line }));
    }
    seen.set(key.text, source.start);
    if (key.type !== 'merge') continue;
    const merged = valueOf(value);
    const parts = merged.kind === 'list' ? merged.slots.map((slot) => valueOf(slot.value)) : [merged];
    if (parts.some((part) => part.kind !== 'map')) report(context, source.start, problem('YAML_MERGE_INVALID'));
  }
}

/** Builds the slots of a map or list in the order of the source. Comments between them are no slots. */
export function buildSlots(context: BuildContext, node: Collection, depth: number): Slot[] {
  const token = node.srcToken;
  const items: readonly CST.CollectionItem[] = token !== undefined && 'items' in token ? token.items : [];
  const pairs: readonly unknown[] = node.items;
  const isListItem = (item: CST.CollectionItem): boolean =>
    item.start.some((part) => part.type === 'seq-item-ind') ||
    item.value != null ||
    item.sep !== undefined ||
    (token?.type === 'flow-collection' && item.start.some((part) => part.type === 'anchor' || part.type === 'tag'));
  const listItems = items.filter(isListItem);
  const slots: Slot[] = [];
  for (const [index, member] of pairs.entries()) {
    if (context.problem !== null) return slots;
    if (isPair(member)) {
      const pair = member as ParsedPair;
      const slot = buildEntry(context, pair, pair.srcToken ?? { start: [] }, depth);
      if (slot !== null) slots.push(slot);
    } else {
      const item = listItems[index];
      if (item !== undefined) slots.push(buildItem(context, member as ParsedNode, item, depth));
    }
  }
  checkKeys(context, slots);
  return slots;
}
