/** The node that an edit's value becomes. */
import { problem, type Problem } from '../errors/failure.ts';
import { plainOrQuoted } from './plainOrQuoted.ts';
import type { ResolvedEdit, ResolvedValue } from './resolveEdits.ts';
import { newCollection, newScalar, newSlot, type YamlNode } from './yamlNode.ts';

/** YAML 1.1 section 9.3.2 and the readers: an implicit key is found within 1024 characters. */
const MAX_KEY_LENGTH = 1024;

export function nodeOf(value: ResolvedValue): YamlNode {
  switch (value.kind) {
    case 'scalar':
      return newScalar(value.value);
    case 'map':
      return newCollection('map', value.entries.map(([key, inner]) => newSlot(key, nodeOf(inner))));
    case 'list':
      return newCollection('list', value.items.map((inner) => newSlot(null, nodeOf(inner))));
  }
}

function keyProblem(key: string, seen: Set<string>): Problem | null {
  const written = plainOrQuoted(key);
  if (!written.ok) return written.problem;
  if (written.text.length > MAX_KEY_LENGTH) return problem('YAML_KEY_TOO_LONG', { length: written.text.length });
  if (seen.has(key)) return problem('YAML_DUPLICATE_KEY', { key, first: 1 });
  seen.add(key);
  return null;
}

function valueProblem(value: ResolvedValue): Problem | null {
  if (value.kind === 'scalar') {
    const written = typeof value.value === 'string' ? plainOrQuoted(value.value) : null;
    return written === null || written.ok ? null : written.problem;
  }
  if (value.kind === 'list') return firstOf(value.items.map(valueProblem));
  const seen = new Set<string>();
  return firstOf(value.entries.map(([key, inner]) => keyProblem(key, seen) ?? valueProblem(inner)));
}

function firstOf(problems: readonly (Problem | null)[]): Problem | null {
  return problems.find((found) => found !== null) ?? null;
}

/** Why the texts of an edit cannot be written at all. Codes: YAML_TEXT_UNWRITABLE, YAML_KEY_TOO_LONG, YAML_DUPLICATE_KEY. */
export function editTextProblem(edit: ResolvedEdit): Problem | null {
  const keys = edit.path.filter((step) => typeof step === 'string');
  const inPath = firstOf(keys.map((key) => keyProblem(key, new Set())));
  return inPath ?? ('value' in edit ? valueProblem(edit.value) : null);
}
