/** Edits with every secret and late value put in: what spliceYaml takes. */
import type { Edit, EditValue, MaterialRef, PathStep } from '../model/edit.ts';

export type ResolvedValue =
  | { kind: 'scalar'; value: string | number | boolean }
  | { kind: 'map'; entries: [string, ResolvedValue][] }
  | { kind: 'list'; items: ResolvedValue[] };

export type ResolvedEdit =
  | { op: 'set'; path: PathStep[]; value: ResolvedValue }
  | { op: 'append'; path: PathStep[]; value: ResolvedValue }
  | { op: 'remove'; path: PathStep[] }
  | { op: 'scheme'; path: PathStep[]; scheme: 'http' | 'https' };

function resolveValue(value: EditValue, lookup: (ref: MaterialRef) => string): ResolvedValue {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: value.value };
    case 'material':
      return { kind: 'scalar', value: lookup(value.ref) };
    case 'map':
      return { kind: 'map', entries: value.entries.map(([key, inner]) => [key, resolveValue(inner, lookup)]) };
    case 'list':
      return { kind: 'list', items: value.items.map((inner) => resolveValue(inner, lookup)) };
  }
}

/** Replaces the materials of the edits by the texts that the lookup gives for them. */
export function resolveEdits(edits: readonly Edit[], lookup: (ref: MaterialRef) => string): ResolvedEdit[] {
  return edits.map((edit) => {
    return 'value' in edit ? { op: edit.op, path: edit.path, value: resolveValue(edit.value, lookup) } : edit;
  });
}
