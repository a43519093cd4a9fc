/** Values of their own instead of shared ones. */
import { effectiveEntries } from './mapEntry.ts';
import { liveSlots, newCollection, newScalar, newSlot, valueOf, type Slot, type YamlNode, type YamlScalar } from './yamlNode.ts';

function copyScalar(scalar: YamlScalar): YamlScalar {
  // Nothing at all is written as a word: in a list of brackets it would be no item.
  const text = scalar.type === 'null' ? 'null' : scalar.text;
  return { ...scalar, span: null, shared: false, text };
}

function copySlot({ key, value }: Slot): Slot {
  return { key: key === null ? null : copyScalar(key), value: copyNode(value), source: null, removed: false };
}

/** The same value to be written anew, without its anchor; aliases and merge keys in it stay what they are. */
export function copyNode(node: YamlNode): YamlNode {
  if (node.kind === 'scalar') return copyScalar(node);
  if (node.kind === 'alias') return { ...node, span: null };
  return { ...newCollection(node.kind, liveSlots(node).map(copySlot)), tag: node.tag };
}

/** The value with every alias and merge key written out: what go-yaml makes of it. */
export function expandNode(node: YamlNode): YamlNode {
  const value = valueOf(node);
  if (value.kind === 'scalar') return copyScalar(value);
  const slots =
    value.kind === 'list'
      ? liveSlots(value).map((slot) => newSlot(null, expandNode(slot.value)))
      : [...effectiveEntries(value).values()].map((slot): Slot => ({ ...copySlot({ ...slot, value: newScalar('') }), value: expandNode(slot.value) }));
  return { ...newCollection(value.kind, slots), tag: value.tag };
}

/** A map that takes over all that another one has: `<<: *name`. */
export function mergingMap(alias: Extract<YamlNode, { kind: 'alias' }>): YamlNode {
  const key: YamlScalar = { ...newScalar('<<'), type: 'merge' };
  return newCollection('map', [{ key, value: { ...alias, span: null }, source: null, removed: false }]);
}
