/** Finds out how a file indents its blocks. */
import type { BlockStyle } from './writeNode.ts';
import { columnOf } from './sourceColumn.ts';
import type { YamlDocument, YamlNode } from './yamlNode.ts';

const isBlock = (node: YamlNode): boolean =>
  (node.kind === 'map' || node.kind === 'list') && node.style === 'block' && node.span !== null;

function firstSteps(document: YamlDocument, node: YamlNode, found: Partial<BlockStyle>): void {
  if (node.kind !== 'map' && node.kind !== 'list') return;
  for (const slot of node.slots) {
    if (found.step !== undefined && found.listStep !== undefined) return;
    const { value } = slot;
    if (value.kind !== 'map' && value.kind !== 'list') continue;
    const child = value.slots[0]?.source;
    if (isBlock(node) && isBlock(value) && slot.key !== null && slot.source !== null && child != null) {
      const step = columnOf(document, child.start) - columnOf(document, slot.source.start);
      if (value.kind === 'map' && step > 0) found.step ??= step;
      if (value.kind === 'list' && step >= 0) found.listStep ??= step;
    }
    firstSteps(document, value, found);
  }
}

/** The indentation of the first nested map and of the first list under a key; two columns where there are none. */
export function blockStyleOf(document: YamlDocument): BlockStyle {
  const found: Partial<BlockStyle> = {};
  firstSteps(document, document.root.value, found);
  return { step: found.step ?? 2, listStep: found.listStep ?? 2 };
}
