/** Finds the maps of a prometheus.yml that make Prometheus connect to something. */
import type { ConfigPath, Connection } from '../model/connection.ts';
import { effectiveEntries } from '../yaml/mapEntry.ts';
import { isNull, liveSlots, valueOf, type Slot, type YamlNode } from '../yaml/yamlNode.ts';
import { discoveryConnections, httpClientFields } from './discoveryConnections.ts';

/** The entries of a map that take effect, by key: its own and those that it merges. */
export type Fields = ReadonlyMap<string, Slot>;

/** A map with the fields of one connection. */
export interface ConnectionSection {
  readonly section: Connection['section'];
  readonly at: ConfigPath;
  /** The list item that holds the map. */
  readonly slot: Slot;
  readonly fields: Fields;
  /** The field that holds it when it is a discovery, such as consul_sd_configs. */
  readonly discovery: string | null;
  /** The job or Alertmanager that it belongs to when it is a discovery. */
  readonly owner: ConnectionSection | null;
}

const noFields: Fields = new Map();

/** The fields of a node; none when it is no map. */
export function fieldsOf(node: YamlNode | undefined): Fields {
  if (node === undefined) return noFields;
  const value = valueOf(node);
  return value.kind === 'map' ? effectiveEntries(value) : noFields;
}

/** The items of a field that holds a list; none when it is absent or something else. */
export function itemsOf(fields: Fields, key: string): Slot[] {
  const value = fields.get(key)?.value;
  const list = value === undefined ? null : valueOf(value);
  return list?.kind === 'list' ? liveSlots(list) : [];
}

/** The text of a field as Prometheus gets it; null when it is absent, empty, or no single value. */
export function textAt(fields: Fields, key: string): string | null {
  const slot = fields.get(key);
  return slot === undefined ? null : textOfSlot(slot);
}

/** The text of a list item or field; null when it is empty or no single value. */
export function textOfSlot(slot: Slot): string | null {
  const value = valueOf(slot.value);
  return value.kind === 'scalar' && !isNull(value) && value.text !== '' ? value.text : null;
}

function sectionsOf(
  parent: Fields,
  section: ConnectionSection['section'],
  at: ConfigPath,
  owner: ConnectionSection | null = null,
): ConnectionSection[] {
  const key = String(at.at(-1));
  const discovery = owner === null ? null : key;
  return itemsOf(parent, key).flatMap((slot, index) => {
    const isMap = valueOf(slot.value).kind === 'map';
    return isMap ? [{ section, at: [...at, index], slot, fields: fieldsOf(slot.value), discovery, owner }] : [];
  });
}

/** The discoveries of a job or an Alertmanager that connect to something. */
function discoveriesOf(owner: ConnectionSection): ConnectionSection[] {
  const keys = [...owner.fields.keys()].filter((key) => key.endsWith('_sd_configs'));
  const found = keys.flatMap((key) => sectionsOf(owner.fields, 'discovery', [...owner.at, key], owner));
  return found.filter(
    ({ discovery, fields }) =>
      (discovery !== null && Object.hasOwn(discoveryConnections, discovery)) || httpClientFields.some((field) => fields.has(field)),
  );
}

/** The Alertmanagers and remote storages of a configuration, in the order alertmanagers, remote_write, remote_read. */
export function peerSections(root: YamlNode): ConnectionSection[] {
  const fields = fieldsOf(root);
  return [
    ...sectionsOf(fieldsOf(fields.get('alerting')?.value), 'alertmanager', ['alerting', 'alertmanagers']),
    ...sectionsOf(fields, 'remoteWrite', ['remote_write']),
    ...sectionsOf(fields, 'remoteRead', ['remote_read']),
  ];
}

/**
 * Finds every connection of a configuration, in the order scrape_configs, alertmanagers, remote_write, remote_read,
 * each job or Alertmanager followed by its discoveries. Aliases and merge keys are resolved.
 * @param root of the document; anything but a map has no connections
 */
export function connectionSections(root: YamlNode): ConnectionSection[] {
  const all = [...sectionsOf(fieldsOf(root), 'scrape', ['scrape_configs']), ...peerSections(root)];
  return all.flatMap((section) => [section, ...discoveriesOf(section)]);
}
