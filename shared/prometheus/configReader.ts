/** Reading the fields of a configuration as the structs of Prometheus take them. */
import { problem, type Problem } from '../errors/failure.ts';
import { kindInWords } from '../yaml/editPath.ts';
import { effectiveEntries, entryOf } from '../yaml/mapEntry.ts';
import { readYaml } from '../yaml/readYaml.ts';
import { booleanOf } from '../yaml/scalarType.ts';
import { positionAt } from '../yaml/textPosition.ts';
import { isNull, liveSlots, valueOf, type Slot, type YamlCollection, type YamlDocument, type YamlNode } from '../yaml/yamlNode.ts';

/** A file being read; what is wrong with it is collected on the way. */
export interface ConfigReader {
  readonly document: YamlDocument | null;
  /** The root, when it is a map. */
  readonly root: YamlCollection | null;
  readonly problems: Problem[];
}

/** Starts reading: YAML problems, YAML_ROOT_NOT_MAP and YAML_SEVERAL_DOCUMENTS (a warning) are noted. */
export function openConfig(text: string): ConfigReader {
  const reading = readYaml(text);
  if (!reading.ok) return { document: null, root: null, problems: [reading.problem] };
  const { document } = reading;
  const problems: Problem[] = [];
  const root = valueOf(document.root.value);
  if (root.kind !== 'map' && !isNull(root)) {
    const where = positionAt(document.lineStarts, root.span?.start ?? 0);
    problems.push(problem('YAML_ROOT_NOT_MAP', { found: kindInWords(root) }, where));
  }
  if (document.nextDocument !== null) {
    const where = positionAt(document.lineStarts, document.nextDocument);
    problems.push(problem('YAML_SEVERAL_DOCUMENTS', {}, { severity: 'warning', ...where }));
  }
  return { document, root: root.kind === 'map' ? root : null, problems };
}

/** Line of a slot, counted from 1. */
export function lineOf(reader: ConfigReader, slot: Slot): number {
  if (reader.document === null) return 1;
  return positionAt(reader.document.lineStarts, slot.source?.start ?? 0).line;
}

/**
 * Notes CONFIG_OF_ANOTHER_PROGRAM, when the file has keys and Prometheus knows none of them. A single unknown key is no
 * problem: it may come from a newer version.
 * @param known the keys at the top of such a file
 */
export function noteStranger(reader: ConfigReader, known: readonly string[]): void {
  const keys = keysOf(reader.root);
  const [key] = keys;
  if (key === undefined || keys.some((each) => known.includes(each))) return;
  reader.problems.push(problem('CONFIG_OF_ANOTHER_PROGRAM', {}, { line: 1, column: 1 }));
}

/** Notes CONFIG_SHAPE: the value of the slot is not of the kind that Prometheus takes there. */
export function noteShape(reader: ConfigReader, slot: Slot, key: string, expected: string): void {
  if (reader.document === null) return;
  const where = positionAt(reader.document.lineStarts, slot.source?.start ?? 0);
  reader.problems.push(problem('CONFIG_SHAPE', { key, expected, found: kindInWords(slot.value) }, where));
}

/** A field that holds a map; null when it is absent, empty or (noted) something else. */
export function mapField(reader: ConfigReader, parent: YamlNode | null, key: string): YamlCollection | null {
  const slot = parent === null ? null : entryOf(parent, key);
  if (slot === null || isNull(slot.value)) return null;
  const value = valueOf(slot.value);
  if (value.kind === 'map') return value;
  noteShape(reader, slot, key, 'a map');
  return null;
}

/** The items of a field that holds a list; none when it is absent, empty or (noted) something else. */
export function listField(reader: ConfigReader, parent: YamlNode | null, key: string): Slot[] {
  const slot = parent === null ? null : entryOf(parent, key);
  if (slot === null || isNull(slot.value)) return [];
  const value = valueOf(slot.value);
  if (value.kind === 'list') return liveSlots(value);
  noteShape(reader, slot, key, 'a list');
  return [];
}

/** A field that holds text; null when it is absent, empty or (noted) something else. */
export function textField(reader: ConfigReader, parent: YamlNode | null, key: string): string | null {
  const slot = parent === null ? null : entryOf(parent, key);
  if (slot === null || isNull(slot.value)) return null;
  const value = valueOf(slot.value);
  if (value.kind !== 'scalar') {
    noteShape(reader, slot, key, 'a single value');
    return null;
  }
  return value.text === '' ? null : value.text;
}

/** A field that holds a boolean of YAML 1.1 (`yes` and `on` count; a quoted word does not); false when absent. */
export function booleanField(reader: ConfigReader, parent: YamlNode | null, key: string): boolean {
  const slot = parent === null ? null : entryOf(parent, key);
  if (slot === null || isNull(slot.value)) return false;
  const value = valueOf(slot.value);
  if (value.kind === 'scalar' && value.type === 'bool') return booleanOf(value.text) ?? false;
  noteShape(reader, slot, key, 'true or false, without quotation marks');
  return false;
}

/** The keys of a map, with those that it merges. */
export function keysOf(map: YamlCollection | null): string[] {
  return map === null ? [] : [...effectiveEntries(map).keys()];
}
