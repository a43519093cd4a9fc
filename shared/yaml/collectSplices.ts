/** Finds the smallest changes of the source that write what the edits made of the nodes. */
import { blockStyleOf } from './blockStyleOf.ts';
import { spliceBlock } from './spliceBlock.ts';
import { spliceFlow } from './spliceFlow.ts';
import { replaceValue } from './replaceValue.ts';
import type { SpliceContext } from './spliceContext.ts';
import { liveSlots, newCollection, type Slot, type YamlDocument, type YamlNode } from './yamlNode.ts';

function isUnchangedCollection(node: YamlNode): boolean {
  return (node.kind === 'map' || node.kind === 'list') && node.slots.every((slot) => slot.source !== null && !slot.removed);
}

/** Whether nothing of the collection's source stays, so that it is written anew. */
function isWrittenAnew(context: SpliceContext, node: YamlNode): boolean {
  if (node.kind !== 'map' && node.kind !== 'list') return false;
  if (isUnchangedCollection(node) || liveSlots(node).some((slot) => slot.source !== null)) return false;
  const emptied = liveSlots(node).length === 0;
  const opensUp = node.style === 'flow' && !context.inFlow;
  return emptied || opensUp || node.slots[0]?.removed === true;
}

function visitSlot(context: SpliceContext, slot: Slot): void {
  const { value } = slot;
  if (slot.source === null) return;
  if (value.span === null) {
    replaceValue(context, slot, value);
  } else if (value.kind === 'map' || value.kind === 'list') {
    if (isWrittenAnew(context, value)) replaceValue(context, slot, newCollection(value.kind, liveSlots(value)));
    else if (value.style === 'flow') spliceFlow(context, value);
    else spliceBlock(context, value);
  }
}

/** Splices for everything the edits changed. Where `unsafeAt` is set, they must not be used. */
export function collectSplices(document: YamlDocument): SpliceContext {
  const lineBreak = /\r?\n/.exec(document.source)?.[0] ?? '\n';
  const context: SpliceContext = {
    document,
    style: blockStyleOf(document),
    lineBreak,
    splices: [],
    unsafeAt: null,
    inFlow: false,
    visit: visitSlot,
  };
  visitSlot(context, document.root);
  return context;
}
