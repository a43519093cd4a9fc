/** Walks through a web.yml along the table of its fields. */
import { problem } from '../../errors/failure.ts';
import { compareVersions, featureFloors, parseVersion } from '../../prometheus/versions.ts';
import { effectiveEntries } from '../../yaml/mapEntry.ts';
import { isNull, valueOf, type Slot, type YamlCollection } from '../../yaml/yamlNode.ts';
import { misshapeOf, misshapeWords } from './shapeOf.ts';
import { goTypeOf, unknownFieldNotes } from './unknownFieldNotes.ts';
import { fieldsBelow, keyOf, type WebField } from './webConfigFields.ts';
import { note, noteProblem, type WebContext, type WebNote } from './webNote.ts';
import type { WebValues } from './webValues.ts';

/** Something that older releases of Prometheus do not know. */
export interface Need {
  readonly since: string;
  /** In words: a field, or a field with a value. */
  readonly what: string;
  readonly field: string;
  readonly slot: Slot;
}

export interface WebReading {
  readonly values: WebValues;
  readonly notes: readonly WebNote[];
  readonly needs: readonly Need[];
}

interface Walk {
  readonly context: WebContext;
  readonly slots: Map<string, Slot>;
  readonly uncertain: Set<string>;
  readonly notes: WebNote[];
  readonly needs: Need[];
}

function noteShape(walk: Walk, field: WebField, slot: Slot): boolean {
  const misshape = misshapeOf(slot.value, field.type);
  if (misshape === null) return true;
  const { expected, found, item } = misshape;
  const goType = item === null ? goTypeOf(field.path, walk.context.line) : 'string';
  walk.notes.push(
    noteProblem(walk.context, problem('CONFIG_SHAPE', { key: field.path, expected, found }), 'broken', {
      field: field.path,
      slot: item ?? slot,
      atValue: true,
      refusedAt: 'shape',
      raw: misshapeWords(misshape, goType),
    }),
  );
  return false;
}

/** Notes a field that the release is too old for; where the release is not known, remembers it. */
function isTooNew(walk: Walk, field: WebField, slot: Slot, section: string): boolean {
  const { context, needs, notes } = walk;
  if (field.feature === null) return false;
  const since = featureFloors[field.feature];
  if (!context.line.isKnown) needs.push({ since, what: field.path, field: field.path, slot });
  if (!context.line.isKnown || context.line.hasFeature(field.feature)) return false;
  notes.push(
    note(context, 'WEB_FIELD_TOO_NEW', 'broken', {
      field: field.path,
      slot,
      details: { what: field.path, since, version: context.line.version },
      refusedAt: 'shape',
      raw: `field ${keyOf(field.path)} not found in type ${goTypeOf(section, context.line)}`,
      more: { holdsFor: `before ${since}` },
    }),
  );
  return true;
}

function walkSection(walk: Walk, section: string, map: YamlCollection): void {
  const known = new Map(fieldsBelow(section).map((field) => [keyOf(field.path), field]));
  const unknown: Slot[] = [];
  for (const [key, slot] of effectiveEntries(map)) {
    const field = known.get(key);
    if (field === undefined) unknown.push(slot);
    else if (isTooNew(walk, field, slot, section) || !noteShape(walk, field, slot)) walk.uncertain.add(section);
    else {
      walk.slots.set(field.path, slot);
      const value = valueOf(slot.value);
      if ((field.type === 'map' || field.type === 'headers') && value.kind === 'map') walkSection(walk, field.path, value);
    }
  }
  if (unknown.length > 0) walk.uncertain.add(section);
  walk.notes.push(...unknownFieldNotes(walk.context, section, unknown));
}

function newestNeed(needs: readonly Need[]): Need | null {
  const number = (need: Need) => parseVersion(need.since);
  return needs.reduce<Need | null>((newest, need) => {
    const [left, right] = [newest === null ? null : number(newest), number(need)];
    return left === null || right === null || compareVersions(right, left) > 0 ? need : newest;
  }, null);
}

/** The oldest release that a supported distribution ships (Ubuntu 22.04): what it knows, nobody has to be told about. */
const oldestMet = '2.31.0';

function isWorthSaying({ since }: Need): boolean {
  const [floor, oldest] = [parseVersion(since), parseVersion(oldestMet)];
  return floor !== null && oldest !== null && compareVersions(floor, oldest) > 0;
}

/** One advice for a file whose reader is not known: which release it needs at least. */
export function needNotes(context: WebContext, needs: readonly Need[]): WebNote[] {
  const newest = newestNeed(needs);
  if (newest === null || !isWorthSaying(newest)) return [];
  const { since, what, field, slot } = newest;
  return [note(context, 'WEB_NEEDS_VERSION', 'advice', { field, slot, details: { what, since }, more: { holdsFor: `before ${since}` } })];
}

/**
 * Reads the fields of the first document. What is not in `values` is absent, unknown to this release, or not of the
 * shape that it must have.
 */
export function readWebFields(context: WebContext): WebReading {
  const walk: Walk = { context, slots: new Map(), uncertain: new Set(), notes: [], needs: [] };
  const root = valueOf(context.document.root.value);
  if (root.kind === 'map') walkSection(walk, '', root);
  else if (!isNull(root)) {
    const words = misshapeOf(root, 'map');
    walk.uncertain.add('');
    walk.notes.push(
      noteProblem(context, problem('YAML_ROOT_NOT_MAP', { found: words?.found ?? 'something else' }), 'broken', {
        field: '',
        slot: context.document.root,
        refusedAt: 'shape',
        ...(words === null ? {} : { raw: misshapeWords(words, 'web.Config') }),
      }),
    );
  }
  return { values: { slots: walk.slots, uncertain: walk.uncertain }, notes: walk.notes, needs: walk.needs };
}
