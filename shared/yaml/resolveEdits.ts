/** Edits with every secret and late value put in: what spliceYaml takes. */
import { problem, type Problem } from '../errors/failure.ts';
import type { Edit, EditValue, MaterialRef, PathStep } from '../model/edit.ts';

export type ResolvedValue =
  | { kind: 'scalar'; value: string | number | boolean }
  | { kind: 'map'; entries: [string, ResolvedValue][] }
  | { kind: 'list'; items: ResolvedValue[] };

export type ResolvedEdit =
  | { op: 'set'; path: PathStep[]; value: ResolvedValue }
  | { op: 'append'; path: PathStep[]; value: ResolvedValue }
  | { op: 'remove'; path: PathStep[] };

export type ResolvedEdits = { ok: true; edits: ResolvedEdit[] } | { ok: false; problem: Problem };

/** Gives the text of a material, or null when it was not made. */
export type MaterialLookup = (ref: MaterialRef) => string | null;

function resolveValue(value: EditValue, lookup: MaterialLookup, missing: MaterialRef[]): ResolvedValue {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: value.value };
    case 'material': {
      const text = lookup(value.ref);
      if (text === null) missing.push(value.ref);
      return { kind: 'scalar', value: text ?? '' };
    }
    case 'map':
      return { kind: 'map', entries: value.entries.map(([key, inner]) => [key, resolveValue(inner, lookup, missing)]) };
    case 'list':
      return { kind: 'list', items: value.items.map((inner) => resolveValue(inner, lookup, missing)) };
  }
}

/** Replaces the materials of the edits by their texts. Problem: YAML_MATERIAL_MISSING, naming the first one. */
export function resolveEdits(edits: readonly Edit[], lookup: MaterialLookup): ResolvedEdits {
  const missing: MaterialRef[] = [];
  const resolved = edits.map((edit): ResolvedEdit => {
    if (edit.op === 'remove') return { op: 'remove', path: edit.path };
    return { op: edit.op, path: edit.path, value: resolveValue(edit.value, lookup, missing) };
  });
  const [first] = missing;
  if (first !== undefined) return { ok: false, problem: problem('YAML_MATERIAL_MISSING', { material: first }) };
  return { ok: true, edits: resolved };
}
