/** Edits as text for people to paste, where PromSeal cannot make them itself. */
import { maskSecrets } from './maskSecrets.ts';
import { nodeOf } from './nodeOf.ts';
import type { ResolvedEdit } from './resolveEdits.ts';
import { writeBlock, writeFlow, isBlockValue } from './writeNode.ts';
import { newCollection, newScalar, newSlot, type YamlCollection, type YamlNode } from './yamlNode.ts';

/** The value with everything around it that its path names, so that it can be found in the file. */
function wrapped(edit: ResolvedEdit): YamlNode | null {
  if (edit.op === 'remove') return null;
  const value = edit.op === 'scheme' ? newScalar(`${edit.scheme}://…`) : nodeOf(edit.value);
  let node: YamlNode = edit.op === 'append' ? newCollection('list', [newSlot(null, value)]) : value;
  for (const step of edit.path.toReversed()) {
    if (typeof step === 'string') node = newCollection('map', [newSlot(step, node)]);
    else if (typeof step === 'number') node = newCollection('list', [newSlot(null, node)]);
    else node = newCollection('list', [newSlot(null, named(step, node))]);
  }
  return node;
}

function named(step: { where: string; is: string }, node: YamlNode): YamlCollection {
  const entries = node.kind === 'map' ? node.slots : [];
  return newCollection('map', [newSlot(step.where, newScalar(step.is)), ...entries]);
}

/** What the edits add, as YAML with its surroundings and with secrets masked; removals are not part of it. */
export function snippetOf(edits: readonly ResolvedEdit[]): string {
  const lines = edits.flatMap((edit) => {
    const node = wrapped(edit);
    if (node === null) return [];
    return isBlockValue(node) ? writeBlock(node, 0, { step: 2, listStep: 2 }) : [writeFlow(node)];
  });
  return maskSecrets(lines.join('\n'));
}
