/** The limit that go-yaml sets on documents that grow out of their aliases. */
import { problem, type Problem } from '../errors/failure.ts';
import type { YamlNode } from './yamlNode.ts';

interface Count {
  /** Values when every alias is written out. */
  all: number;
  /** Those of them that come from aliases. */
  fromAliases: number;
}

function countInto(node: YamlNode, known: Map<YamlNode, Count>): Count {
  const before = known.get(node);
  if (before !== undefined) return before;
  const count: Count = { all: 1, fromAliases: 0 };
  if (node.kind === 'alias') {
    count.all = 1 + countInto(node.target, known).all;
    count.fromAliases = count.all;
  } else if (node.kind !== 'scalar') {
    for (const slot of node.slots) {
      const value = countInto(slot.value, known);
      count.all += value.all + (slot.key === null ? 0 : 1);
      count.fromAliases += value.fromAliases;
    }
  }
  if (node.shared || node.kind === 'alias') known.set(node, count);
  return count;
}

/**
 * YAML_ALIASES_EXCESSIVE where go-yaml says "document contains excessive aliasing", null otherwise.
 * Source of the numbers: go-yaml v2 decode.go, allowedAliasRatio.
 */
export function aliasProblem(root: YamlNode): Problem | null {
  const { all, fromAliases } = countInto(root, new Map());
  if (all <= 1000 || fromAliases <= 100) return null;
  const share = Math.min(1, Math.max(0, (all - 400_000) / 3_600_000));
  return fromAliases / all > 0.99 - 0.89 * share ? problem('YAML_ALIASES_EXCESSIVE') : null;
}
