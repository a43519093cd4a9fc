/** Whether Prometheus takes a field as given. */
import { booleanAt, hasValue } from '../../prometheus/connectionParts.ts';
import { textAt } from '../../prometheus/connectionSections.ts';
import { sectionOf, type CheckedPart } from './checkedPart.ts';

/** Maps count as soon as they are written, texts when they are not empty, and booleans when they are true. */
export function isSet(part: CheckedPart, key: string): boolean {
  const kind = sectionOf(part).fields[key]?.kind;
  if (kind === 'map') return hasValue(part.fields, key);
  return kind === 'boolean' ? booleanAt(part.fields, key, false) : textAt(part.fields, key) !== null;
}
