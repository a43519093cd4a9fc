/** Takes a prometheus.yml apart into the maps whose fields are known. */
import type { ConfigPath } from '../../model/connection.ts';
import { connectionSections, fieldsOf, itemsOf, type ConnectionSection } from '../../prometheus/connectionSections.ts';
import { isNull, valueOf, type Slot } from '../../yaml/yamlNode.ts';
import type { CheckedFile, CheckedPart } from './checkedPart.ts';
import type { SectionKind } from './sectionFields.ts';

/** A connection with the maps below it. */
export interface CheckedConnection {
  readonly section: ConnectionSection;
  readonly self: CheckedPart;
  readonly tls: CheckedPart | null;
  readonly basicAuth: CheckedPart | null;
  readonly authorization: CheckedPart | null;
  readonly oauth2: CheckedPart | null;
  readonly oauth2Tls: CheckedPart | null;
  readonly headers: readonly CheckedPart[];
  readonly groups: readonly CheckedPart[];
}

export interface CheckedParts {
  /** The root and the maps below it that are no connections. */
  readonly frame: readonly CheckedPart[];
  readonly tracingTls: CheckedPart | null;
  readonly connections: readonly CheckedConnection[];
}

/** The part below a field; null when there is none, or it is no map (which the field's own check tells). */
function below(part: CheckedPart | null, key: string, kind: SectionKind): CheckedPart | null {
  const slot = part?.fields.get(key);
  return part === null || slot === undefined ? null : partAt(part.file, kind, [...part.at, key], slot);
}

function partAt(file: CheckedFile, kind: SectionKind, at: ConfigPath, slot: Slot): CheckedPart | null {
  return valueOf(slot.value).kind === 'map' ? { file, kind, at, slot, fields: fieldsOf(slot.value) } : null;
}

function headersOf(self: CheckedPart): CheckedPart[] {
  const at = [...self.at, 'http_headers'];
  const entries = [...fieldsOf(self.fields.get('http_headers')?.value)];
  return entries.map(([name, slot]) => partAt(self.file, 'header', [...at, name], slot)).filter((part) => part !== null);
}

function groupsOf(self: CheckedPart): CheckedPart[] {
  const at = [...self.at, 'static_configs'];
  return itemsOf(self.fields, 'static_configs')
    .map((slot, index) => partAt(self.file, 'static', [...at, index], slot))
    .filter((part) => part !== null);
}

function connectionOf(file: CheckedFile, section: ConnectionSection): CheckedConnection {
  const self: CheckedPart = { file, kind: section.section, at: section.at, slot: section.slot, fields: section.fields };
  const oauth2 = below(self, 'oauth2', 'oauth2');
  return {
    section,
    self,
    tls: below(self, 'tls_config', 'tls'),
    basicAuth: below(self, 'basic_auth', 'basicAuth'),
    authorization: below(self, 'authorization', 'authorization'),
    oauth2,
    oauth2Tls: below(oauth2, 'tls_config', 'tls'),
    headers: headersOf(self),
    groups: section.discovery === null ? groupsOf(self) : [],
  };
}

/** All parts of a file, in its sections' order. */
export function checkedParts(file: CheckedFile): CheckedParts {
  const { root: slot } = file.document;
  const root = isNull(slot.value) ? null : partAt(file, 'root', [], slot);
  const tracing = below(root, 'tracing', 'tracing');
  const frame = [root, below(root, 'global', 'global'), below(root, 'alerting', 'alerting'), tracing];
  return {
    frame: frame.filter((part) => part !== null),
    tracingTls: below(tracing, 'tls_config', 'tls'),
    connections: connectionSections(slot.value).map((section) => connectionOf(file, section)),
  };
}

/** Every part of a connection, itself first. */
export function partsOf(connection: CheckedConnection): CheckedPart[] {
  const { self, tls, basicAuth, authorization, oauth2, oauth2Tls, headers, groups } = connection;
  return [self, tls, basicAuth, authorization, oauth2, oauth2Tls, ...headers, ...groups].filter((part) => part !== null);
}
