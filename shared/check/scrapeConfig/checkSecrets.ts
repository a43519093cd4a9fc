/** Passwords, tokens and keys that are written in the file. None of the findings shows one. */
import type { Finding } from '../../model/finding.ts';
import { lineEndAt } from '../../yaml/textPosition.ts';
import { isNull, valueOf, type Slot, type YamlScalar } from '../../yaml/yamlNode.ts';
import { isBefore } from './checkFields.ts';
import { fieldFinding, sectionOf, type CheckedPart } from './checkedPart.ts';
import { sectionFields, type SectionFacts } from './sectionFields.ts';

/** The fields of each kind of part that hold a secret. */
const secretKeys = new Map<SectionFacts, readonly string[]>(
  Object.values<SectionFacts>(sectionFields).map((section) => [
    section,
    Object.keys(section.fields).filter((key) => section.fields[key]?.kind === 'secret'),
  ]),
);

/** The secrets of a part that are written there, whatever YAML made of them. */
function secretsOf(part: CheckedPart): (readonly [key: string, slot: Slot])[] {
  return (secretKeys.get(sectionOf(part)) ?? []).flatMap((key) => {
    const slot = part.fields.get(key);
    return slot === undefined ? [] : [[key, slot] as const];
  });
}

/** The source of the value, with its tag, anchor and quotation marks; empty where nothing is written. */
function writtenOf(part: CheckedPart, slot: Slot): string {
  const span = slot.value.span;
  return span === null ? '' : part.file.document.source.slice(span.start, span.end).trim();
}

/** What YAML makes of a value that was meant as a text; null where it is one. */
function bentInto(part: CheckedPart, slot: Slot): string | null {
  const value = valueOf(slot.value);
  if (value.kind !== 'scalar') return value.kind === 'map' ? 'a map' : 'a list';
  const written = writtenOf(part, slot);
  if (isNull(value)) return written === '' ? null : 'an empty value';
  return value.text === '' && !/^(""|'')$/.test(written) ? 'an empty value' : null;
}

function checkBent(part: CheckedPart, key: string, slot: Slot): Finding[] {
  const made = bentInto(part, slot);
  if (made === null) return [];
  const isCollection = valueOf(slot.value).kind !== 'scalar';
  const raw = isCollection ? { raw: 'cannot unmarshal' } : { raw: '401 Unauthorized' };
  const details = { field: key, made };
  return [fieldFinding(part, key, { code: 'CONNECTION_SECRET_UNQUOTED', severity: 'broken', details }, raw)];
}

const isPlain = (written: string): boolean => !/^["'|>]/.test(written);

/** A comment that stands at the end of a secret, and does not look like one: `#` with a word glued to it. */
function checkComment(part: CheckedPart, key: string, slot: Slot): Finding[] {
  const { source } = part.file.document;
  const end = slot.value.span?.end ?? 0;
  if (slot.value.kind !== 'scalar' || !isPlain(writtenOf(part, slot))) return [];
  if (!/^\s+#[^\s#]\S*\s*$/.test(source.slice(end, lineEndAt(source, end)))) return [];
  return [fieldFinding(part, key, { code: 'CONNECTION_SECRET_COMMENT', severity: 'advice', details: { field: key } })];
}

/** Prometheus trimmed inline secrets before 2.49 (prometheus/common 0.45), and sends them as they are since. */
const KEEPS_BLANKS = '2.49.0';

function checkBlanks(part: CheckedPart, key: string, { text }: YamlScalar): Finding[] {
  if (text.trim() === text || text.trim() === '' || text.includes('-----BEGIN') || isBefore(part.file.version, KEEPS_BLANKS)) return [];
  const isBreak = /\n$/.test(text);
  const details = { field: key, what: isBreak ? 'a line break' : 'a blank' };
  const holds = part.file.version === null ? { holdsFor: 'from 2.49' } : {};
  const severity = isBreak ? 'broken' : 'advice';
  return [fieldFinding(part, key, { code: 'CONNECTION_SECRET_BLANKS', severity, details }, { ...holds, raw: '401 Unauthorized' })];
}

/** A variable of a shell or a template, in braces; the text itself is not shown, for it may be a secret after all. */
const variable = /^[$%]\{[A-Za-z_]\w*\}$/;

function checkPlaceholder(part: CheckedPart, key: string, { text }: YamlScalar): Finding[] {
  const isMask = text === '<secret>';
  if (!isMask && !variable.test(text)) return [];
  const reason = isMask ? 'Prometheus shows this in place of a secret.' : 'Prometheus replaces no variables in secrets and sends their names.';
  const details = { field: key, what: isMask ? '<secret>' : 'the name of a variable', reason };
  return [fieldFinding(part, key, { code: 'CONNECTION_SECRET_PLACEHOLDER', severity: 'broken', details }, { raw: '401 Unauthorized' })];
}

function checkHash(part: CheckedPart, key: string, { text }: YamlScalar): Finding[] {
  if (part.kind !== 'basicAuth' || !/^(\$2[abxy]?\$\d\d\$|\$(1|5|6|apr1)\$|\{SHA\})/.test(text)) return [];
  return [fieldFinding(part, key, { code: 'CONNECTION_PASSWORD_IS_HASH', severity: 'broken' }, { raw: '401 Unauthorized' })];
}

/**
 * Codes: CONNECTION_SECRET_UNQUOTED, CONNECTION_SECRET_PLACEHOLDER and CONNECTION_PASSWORD_IS_HASH (broken),
 * CONNECTION_SECRET_BLANKS (broken for a line break, else advice), CONNECTION_SECRET_COMMENT (advice).
 */
export function checkSecrets(part: CheckedPart): Finding[] {
  return secretsOf(part).flatMap(([key, slot]) => {
    const bent = checkBent(part, key, slot);
    const value = valueOf(slot.value);
    if (bent.length > 0 || value.kind !== 'scalar' || value.text === '') return bent;
    const rules = [checkPlaceholder, checkHash, checkBlanks];
    return [...rules.flatMap((rule) => rule(part, key, value)), ...checkComment(part, key, slot)];
  });
}

/** How many secrets a part holds itself, for one piece of advice for the whole file. */
export function countInline(part: CheckedPart): number {
  return secretsOf(part).filter(([, slot]) => {
    const value = valueOf(slot.value);
    return value.kind === 'scalar' && !isNull(value) && value.text !== '';
  }).length;
}
