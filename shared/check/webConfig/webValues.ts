/** The values of a web.yml by the paths of their fields. */
import { isNull, liveSlots, valueOf, type Slot, type YamlCollection, type YamlScalar } from '../../yaml/yamlNode.ts';
import { booleanOf } from '../../yaml/scalarType.ts';

export interface WebValues {
  /** Every known field that stands in the file, empty ones as well. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Sections of which a key or a value could not be taken: what seems to be missing may stand there. */
  readonly uncertain: ReadonlySet<string>;
}

export function slotOf(values: WebValues, path: string): Slot | null {
  return values.slots.get(path) ?? null;
}

/** A scalar that is there and not empty. */
export function scalarOf(values: WebValues, path: string): YamlScalar | null {
  const slot = slotOf(values, path);
  if (slot === null || isNull(slot.value)) return null;
  const value = valueOf(slot.value);
  return value.kind === 'scalar' ? value : null;
}

/** The text of a field, '' where Go has the empty text. */
export function textOf(values: WebValues, path: string): string {
  return scalarOf(values, path)?.text ?? '';
}

export function mapOf(values: WebValues, path: string): YamlCollection | null {
  const slot = slotOf(values, path);
  const value = slot === null ? null : valueOf(slot.value);
  return value?.kind === 'map' ? value : null;
}

/** The items of a list; null where there is no list. */
export function itemsOf(values: WebValues, path: string): Slot[] | null {
  const slot = slotOf(values, path);
  const value = slot === null ? null : valueOf(slot.value);
  return value?.kind === 'list' ? liveSlots(value) : null;
}

export function booleanAt(values: WebValues, path: string, fallback: boolean): boolean {
  const scalar = scalarOf(values, path);
  return scalar === null ? fallback : (booleanOf(scalar.text) ?? fallback);
}

const enabling = ['cert', 'cert_file', 'key', 'key_file', 'client_ca', 'client_ca_file', 'client_auth_type'];

/** Whether the server speaks TLS at all: exporter-toolkit, TLSConfig.IsEnabled. */
export function enablesTls(values: WebValues): boolean {
  return enabling.some((key) => textOf(values, `tls_server_config.${key}`) !== '');
}

/** How many users have to sign in. */
export function hasUsers(values: WebValues): boolean {
  const users = mapOf(values, 'basic_auth_users');
  return users !== null && liveSlots(users).length > 0;
}
