/** Which fields a part has: known, in their place, known to this Prometheus, and of the right form. */
import { problem } from '../../errors/failure.ts';
import type { Finding } from '../../model/finding.ts';
import { compareVersions, knownReleases, parseVersion, type Version } from '../../prometheus/versions.ts';
import { parseDuration } from '../../prometheus/duration.ts';
import { fieldsOf } from '../../prometheus/connectionSections.ts';
import { kindInWords } from '../../yaml/editPath.ts';
import { isNull, liveSlots, valueOf, type Slot, type YamlNode } from '../../yaml/yamlNode.ts';
import { fromProblem } from '../fromProblem.ts';
import { fieldFinding, placeOf, sectionOf, type CheckedPart } from './checkedPart.ts';
import type { FieldFacts, FieldKind } from './connectionFields.ts';
import { likelyField } from './likelyField.ts';
import { sectionFields, type SectionFacts } from './sectionFields.ts';

/** Whether a version is older than a release; false where it is not known. */
export function isBefore(version: Version | null, release: string): boolean {
  const floor = parseVersion(release);
  return version !== null && floor !== null && compareVersions(version, floor) < 0;
}

/** A Prometheus that is newer than all we know may have fields that we do not. */
function isBeyondKnown(version: Version | null): boolean {
  const newest = parseVersion(knownReleases[0].version);
  return version !== null && newest !== null && (version.major - newest.major || version.minor - newest.minor) > 0;
}

/** The parts below which a field that stands in the wrong place may belong. */
const homes = ['tls', 'basicAuth', 'authorization', 'static'] as const;

function unknownField(part: CheckedPart, key: string): Finding {
  const section: SectionFacts = sectionOf(part);
  const raw = `field ${key} not found in type`;
  const home = homes.map((kind) => sectionFields[kind]).find((other) => other !== section && Object.hasOwn(other.fields, key));
  const takesHome = home !== undefined && Object.hasOwn(section.fields, home.words);
  if (takesHome) {
    const details = { field: key, section: section.words, home: home.words };
    return fieldFinding(part, key, { code: 'CONNECTION_FIELD_MISPLACED', severity: 'broken', details }, { raw });
  }
  const likely = likelyField(key, Object.keys(section.fields));
  const advice = likely === null ? 'Delete it, or look up its name in the documentation of Prometheus.' : `Perhaps ${likely} is meant.`;
  const details = { field: key, section: section.words, advice };
  return fieldFinding(part, key, { code: 'CONNECTION_FIELD_UNKNOWN', severity: 'broken', details }, { raw });
}

/** What a kind of field takes, in the words of a sentence. */
const expectations: Readonly<Record<FieldKind, string>> = {
  text: 'a single value',
  secret: 'a single value',
  boolean: 'true or false, without quotation marks',
  texts: 'a list of single values',
  duration: 'a duration such as 15s',
  map: 'a map',
  list: 'a list',
  any: '',
};

const isScalar = (node: YamlNode): boolean => valueOf(node).kind === 'scalar';

/** Whether go-yaml can put the value into a field of this kind. An empty value fits every field. */
function fits(node: YamlNode, kind: FieldKind): boolean {
  const value = valueOf(node);
  if (kind === 'any' || isNull(node)) return true;
  if (kind === 'map' || kind === 'list') return value.kind === kind;
  if (kind === 'texts') return value.kind === 'list' && liveSlots(value).every((item) => isScalar(item.value));
  if (value.kind !== 'scalar') return false;
  if (kind === 'boolean') return value.type === 'bool';
  return kind !== 'duration' || parseDuration(value.text) !== null;
}

function rawOf(node: YamlNode, kind: FieldKind): string {
  const value = valueOf(node);
  if (kind === 'duration' && value.kind === 'scalar') return value.text === '' ? 'empty duration string' : 'not a valid duration string';
  return `cannot unmarshal !!${{ map: 'map', list: 'seq', scalar: '' }[value.kind]}`;
}

function misshapen(part: CheckedPart, key: string, slot: Slot, { kind, documentation }: FieldFacts): Finding {
  const details = { key, expected: expectations[kind], found: kindInWords(slot.value) };
  const place = { path: part.file.path, ...placeOf(part, key), raw: rawOf(slot.value, kind) };
  return fromProblem(problem('CONFIG_SHAPE', details), 'broken', documentation === undefined ? place : { ...place, documentation });
}

/** A value with the tag !!bool is one in quotation marks too. */
function isTagged({ file }: CheckedPart, { value }: Slot): boolean {
  return value.span !== null && file.document.source.startsWith('!!bool', value.span.start);
}

function checkField(part: CheckedPart, key: string, slot: Slot): Finding[] {
  const section = sectionOf(part);
  const { version } = part.file;
  const facts = Object.hasOwn(section.fields, key) ? section.fields[key] : undefined;
  if (facts === undefined) {
    // Which discoveries there are is decided by whoever built this Prometheus.
    const isOpen = section.open || key.endsWith('_sd_configs') || isBeyondKnown(version);
    return isOpen ? [] : [unknownField(part, key)];
  }
  if (facts.since !== undefined && isBefore(version, facts.since)) {
    const details = { field: key, since: facts.since.replace(/\.0$/, '') };
    const told = { code: 'CONNECTION_FIELD_NEWER', severity: 'broken', details } as const;
    return [fieldFinding(part, key, told, { raw: `field ${key} not found in type` })];
  }
  // What YAML makes of a secret is told by the rule about secrets, which knows how to write it instead.
  if (facts.kind === 'secret' || isTagged(part, slot)) return [];
  return fits(slot.value, facts.kind) ? checkValues(part, key, slot, facts) : [misshapen(part, key, slot, facts)];
}

/** The values of a map with names of a person's own. */
function checkValues(part: CheckedPart, key: string, slot: Slot, { values, documentation }: FieldFacts): Finding[] {
  if (values === undefined) return [];
  const facts: FieldFacts = documentation === undefined ? { kind: values } : { kind: values, documentation };
  const inside: CheckedPart = { ...part, at: [...part.at, key], fields: fieldsOf(slot.value) };
  return [...inside.fields].filter(([, value]) => !fits(value.value, values)).map(([name, value]) => misshapen(inside, name, value, facts));
}

/**
 * Codes: CONNECTION_FIELD_UNKNOWN, CONNECTION_FIELD_MISPLACED, CONNECTION_FIELD_NEWER and CONFIG_SHAPE, all broken:
 * Prometheus refuses the whole file for them (UnmarshalStrict of go-yaml).
 */
export function checkFields(part: CheckedPart): Finding[] {
  return [...part.fields].flatMap(([key, slot]) => checkField(part, key, slot));
}

/** The lists whose items may not be empty, with the words of Prometheus; a null Alertmanager ends it. */
const itemLists: readonly (readonly [kind: CheckedPart['kind'], key: string, raw: string])[] = [
  ['root', 'scrape_configs', 'empty or null scrape config section'],
  ['root', 'remote_write', 'empty or null remote write config section'],
  ['root', 'remote_read', 'empty or null remote read config section'],
  ['alerting', 'alertmanagers', 'invalid memory address or nil pointer dereference'],
  ['scrape', 'static_configs', 'empty or null section in static_configs'],
  ['alertmanager', 'static_configs', 'empty or null section in static_configs'],
];

/** CONNECTION_ITEM_EMPTY and CONFIG_SHAPE, broken: an item of a list of maps is something else. */
export function checkItems(part: CheckedPart): Finding[] {
  return itemLists.flatMap(([kind, key, raw]) => {
    const list = kind === part.kind ? part.fields.get(key)?.value : undefined;
    const value = list === undefined ? null : valueOf(list);
    if (value?.kind !== 'list') return [];
    return liveSlots(value).flatMap((slot, index) => {
      if (valueOf(slot.value).kind === 'map') return [];
      const item: CheckedPart = { ...part, at: [...part.at, key, index], slot };
      if (isNull(slot.value)) {
        return [fieldFinding(item, null, { code: 'CONNECTION_ITEM_EMPTY', severity: 'broken', details: { list: key } }, { raw })];
      }
      const shape = problem('CONFIG_SHAPE', { key: placeOf(item, null).field, expected: 'a map of fields', found: kindInWords(slot.value) });
      return [fromProblem(shape, 'broken', { path: part.file.path, ...placeOf(item, null), raw: 'cannot unmarshal' })];
    });
  });
}
