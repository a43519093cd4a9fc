import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../shared/model/edit.ts';
import { resolveEdits } from '../../../shared/yaml/resolveEdits.ts';

describe('resolveEdits', () => {
  it('puts the texts of materials in, at any depth, and leaves the plan as it was', () => {
    const edits: Edit[] = [
      { op: 'set', path: ['a'], value: { kind: 'map', entries: [['b', { kind: 'list', items: [{ kind: 'material', ref: 'hash:alice' }] }]] } },
      { op: 'append', path: ['c'], value: { kind: 'scalar', value: 1 } },
      { op: 'remove', path: ['d'] },
    ];
    const before = structuredClone(edits);
    expect(resolveEdits(edits, (ref) => `text of ${ref}`)).toEqual([
      { op: 'set', path: ['a'], value: { kind: 'map', entries: [['b', { kind: 'list', items: [{ kind: 'scalar', value: 'text of hash:alice' }] }]] } },
      { op: 'append', path: ['c'], value: { kind: 'scalar', value: 1 } },
      { op: 'remove', path: ['d'] },
    ]);
    expect(edits).toEqual(before);
  });
});
