/** What the rules about a prometheus.yml look at, and how they tell what they found. */
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Details } from '../../errors/failure.ts';
import type { ConfigPath } from '../../model/connection.ts';
import { finding, type Finding, type FindingSeverity } from '../../model/finding.ts';
import { textAt, type Fields } from '../../prometheus/connectionSections.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import type { Version } from '../../prometheus/versions.ts';
import { placeName } from '../../yaml/editPath.ts';
import { positionAt } from '../../yaml/textPosition.ts';
import { valueOf, type Slot, type YamlDocument } from '../../yaml/yamlNode.ts';
import { sectionFields, type SectionFacts, type SectionKind } from './sectionFields.ts';

/** The file being checked. */
export interface CheckedFile {
  readonly path: string;
  readonly document: YamlDocument;
  /** Of the Prometheus that reads it; null when not known. */
  readonly version: Version | null;
}

/** A map of the file whose fields are known. */
export interface CheckedPart {
  readonly file: CheckedFile;
  readonly kind: SectionKind;
  readonly at: ConfigPath;
  readonly slot: Slot;
  readonly fields: Fields;
}

export type Extra = Pick<Finding, 'holdsFor' | 'raw'>;

/** The facts of a kind of part, as the common type of all kinds. */
export function sectionOf(part: CheckedPart): SectionFacts {
  return sectionFields[part.kind];
}

/** Where a slot stands in the file: its key, or its value where it has none. */
export function whereIs({ document }: CheckedFile, slot: Slot): { line: number; column: number } {
  const start = slot.source?.start ?? valueOf(slot.value).span?.start ?? 0;
  return positionAt(document.lineStarts, start);
}

/** The place of a field, or of the part itself where the field is not written. */
export function placeOf(part: CheckedPart, key: string | null): { field: string; line: number; column: number } {
  const slot = key === null ? part.slot : (part.fields.get(key) ?? part.slot);
  return { field: placeName(key === null ? part.at : [...part.at, key]), ...whereIs(part.file, slot) };
}

/** What is written in a field that holds no secret. A URL is shown without what in it can be one. */
function evidenceOf(part: CheckedPart, key: string): Finding['evidence'] {
  const kind = sectionOf(part).fields[key]?.kind;
  const text = textAt(part.fields, key);
  if (text === null || (kind !== 'text' && kind !== 'boolean' && kind !== 'duration')) return [];
  return [{ label: key, text: /[@?]|:\/\//.test(text) ? safeUrl(text) : text }];
}

/**
 * A finding about a field of a part.
 * @param key null for the part itself
 */
export function fieldFinding(
  part: CheckedPart,
  key: string | null,
  told: { readonly code: ErrorCode; readonly severity: FindingSeverity; readonly details?: Details },
  extra: Extra = {},
): Finding {
  const documentation = key === null ? undefined : sectionOf(part).fields[key]?.documentation;
  return finding(told.code, told.severity, told.details ?? {}, {
    path: part.file.path,
    ...placeOf(part, key),
    ...(documentation === undefined ? {} : { documentation }),
    evidence: key === null ? [] : evidenceOf(part, key),
    ...extra,
  });
}
