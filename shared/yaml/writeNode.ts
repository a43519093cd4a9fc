/** Values as YAML text: on one line, or as the lines of a block. */
import { plainOrQuoted } from './plainOrQuoted.ts';
import { liveSlots, type YamlCollection, type YamlNode, type YamlScalar } from './yamlNode.ts';

/** The indentation habits of a file, in columns. */
export interface BlockStyle {
  /** From a map to a map inside it. */
  step: number;
  /** From a key to the dashes of its list. */
  listStep: number;
}

/** Lists of short words stay on one line up to this length, as in `targets: ["localhost:9090"]`. */
const SHORT = 60;

/** editTextProblem has let pass only what can be written; an empty text stands for what it has not. */
function writeText(text: string): string {
  const written = plainOrQuoted(text);
  return written.ok ? written.text : '""';
}

export function writeScalar(scalar: YamlScalar): string {
  return scalar.type === 'string' ? writeText(scalar.text) : scalar.text;
}

/** The value on one line, in flow style. */
export function writeFlow(node: YamlNode): string {
  if (node.kind === 'alias') return `*${node.name}`;
  if (node.kind === 'scalar') return writeScalar(node);
  const parts = liveSlots(node).map((slot) => writeFlowSlot(slot.key, slot.value));
  return node.kind === 'map' ? `{${parts.join(', ')}}` : `[${parts.join(', ')}]`;
}

export function writeFlowSlot(key: YamlScalar | null, value: YamlNode): string {
  return key === null ? writeFlow(value) : `${writeScalar(key)}: ${writeFlow(value)}`;
}

/** Whether the value needs lines of its own in a block. */
export function isBlockValue(node: YamlNode): node is YamlCollection {
  if (node.kind !== 'map' && node.kind !== 'list') return false;
  const slots = liveSlots(node);
  if (slots.length === 0) return false;
  if (node.kind === 'map') return true;
  return slots.some((slot) => slot.value.kind !== 'scalar') || writeFlow(node).length > SHORT;
}

const indentBy = (columns: number): string => ' '.repeat(columns);

/** The lines of a map entry; the first one without its indentation. */
export function writeEntry(key: YamlScalar, value: YamlNode, column: number, style: BlockStyle): string[] {
  const name = writeScalar(key);
  if (!isBlockValue(value)) return [`${name}: ${writeFlow(value)}`];
  const inner = column + (value.kind === 'map' ? style.step : style.listStep);
  return [`${name}:`, ...writeBlock(value, inner, style)];
}

/** The lines of a list item; the first one without its indentation. `gap` is the distance from dash to value. */
export function writeItem(value: YamlNode, column: number, style: BlockStyle, gap = 2): string[] {
  const dash = `-${indentBy(gap - 1)}`;
  if (!isBlockValue(value) || value.kind === 'list') return [`${dash}${writeFlow(value)}`];
  const [first = '', ...others] = writeBlock(value, column + gap, style);
  return [dash + first.slice(column + gap), ...others];
}

/** The lines of a block map or list, each with its indentation. */
export function writeBlock(node: YamlCollection, column: number, style: BlockStyle): string[] {
  return liveSlots(node).flatMap(({ key, value }) => {
    const [first = '', ...others] =
      key === null ? writeItem(value, column, style) : writeEntry(key, value, column, style);
    return [indentBy(column) + first, ...others];
  });
}
