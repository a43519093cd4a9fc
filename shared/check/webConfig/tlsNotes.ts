/** Whether a tls_server_config turns TLS on, with a certificate, in versions that clients speak. */
import { isNull, liveSlots, valueOf } from '../../yaml/yamlNode.ts';
import { note, type WebContext, type WebNote } from './webNote.ts';
import { enablesTls, mapOf, slotOf, textOf, type WebValues } from './webValues.ts';

const section = 'tls_server_config';
const at = (key: string): string => `${section}.${key}`;
const versions = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];

/** Plain HTTP although there is a section: broken where it says something, advice where it is as good as absent. */
function disabledNotes(context: WebContext, values: WebValues): WebNote[] {
  const slot = slotOf(values, section);
  if (slot === null || enablesTls(values) || values.uncertain.has(section)) return [];
  const map = mapOf(values, section);
  const saysNothing = map === null || liveSlots(map).length === 0;
  const raw = 'TLS is disabled.';
  return [note(context, 'WEB_TLS_WITHOUT_CERTIFICATE', saysNothing ? 'advice' : 'broken', { field: section, slot, raw })];
}

function incompleteNotes(context: WebContext, values: WebValues): WebNote[] {
  if (!enablesTls(values) || values.uncertain.has(section)) return [];
  const isThere = (key: string): boolean => textOf(values, at(key)) !== '' || textOf(values, at(`${key}_file`)) !== '';
  const isInline = context.line.isAtLeast('2.50.0');
  return ['cert', 'key'].filter((key) => !isThere(key)).slice(0, 1).map((key) =>
    note(context, 'WEB_CERTIFICATE_MISSING', 'broken', {
      field: section,
      slot: slotOf(values, section),
      details: { missing: key === 'cert' ? 'no certificate (cert_file)' : 'no private key (key_file)', key: `${key}_file` },
      refusedAt: 'tls',
      raw: isInline ? `missing one of ${key} or ${key}_file` : `missing ${key}_file`,
    }),
  );
}

/** cert beside cert_file and so on: the file is used and the text is not looked at. */
function hiddenNotes(context: WebContext, values: WebValues): WebNote[] {
  return ['cert', 'key', 'client_ca']
    .filter((key) => textOf(values, at(key)) !== '' && textOf(values, at(`${key}_file`)) !== '')
    .map((key) => note(context, 'WEB_FILE_WINS', 'advice', { field: at(key), slot: slotOf(values, at(key)), details: { file: at(`${key}_file`) } }));
}

/** Position of the version that takes effect; go-yaml sets the field to zero where nothing stands behind the colon. */
function versionAt(values: WebValues, key: string, fallback: string): number | null {
  const slot = slotOf(values, at(key));
  if (slot !== null && isNull(slot.value)) return null;
  const text = textOf(values, at(key));
  const index = versions.indexOf(text === '' ? fallback : text);
  return index === -1 ? null : index;
}

/** Before Go 1.22 a server without a lower limit took TLS 1.0; builds from 2.51 on are newer. */
function emptyMinimumNotes(context: WebContext, values: WebValues): WebNote[] {
  const slot = slotOf(values, at('min_version'));
  if (slot === null || valueOf(slot.value).kind !== 'scalar' || !isNull(slot.value)) return [];
  if (!context.line.isKnown || context.line.isAtLeast('2.51.0')) return [];
  const details = { version: 'no version at all' };
  return [note(context, 'WEB_TLS_OLD', 'unsafe', { field: at('min_version'), slot, details, more: { holdsFor: 'before 2.51.0' } })];
}

function versionNotes(context: WebContext, values: WebValues): WebNote[] {
  const [min, max] = [versionAt(values, 'min_version', 'TLS12'), versionAt(values, 'max_version', 'TLS13')];
  const [minSlot, maxSlot] = [slotOf(values, at('min_version')), slotOf(values, at('max_version'))];
  const atMin = { field: at('min_version'), slot: minSlot, atValue: true };
  const atMax = { field: at('max_version'), slot: maxSlot ?? minSlot, atValue: true };
  if (min !== null && max !== null && min > max) {
    const details = { min: versions[min] ?? '', max: versions[max] ?? '' };
    const raw = 'tls: client offered only unsupported versions';
    return [note(context, 'WEB_TLS_VERSIONS_CROSSED', 'broken', { ...atMax, details, raw })];
  }
  if (max !== null && max < versions.indexOf('TLS12')) {
    const raw = 'remote error: tls: protocol version not supported';
    const more = { clients: ['go', 'openssl', 'node', 'browser'] as const };
    const details = { version: versions[max] ?? '' };
    return [note(context, 'WEB_TLS_ONLY_OLD', 'broken', { ...atMax, details, raw, more: { clients: [...more.clients] } })];
  }
  if (min === null || min >= versions.indexOf('TLS12')) return emptyMinimumNotes(context, values);
  return [note(context, 'WEB_TLS_OLD', 'unsafe', { ...atMin, details: { version: versions[min] ?? '' } })];
}

/**
 * Codes: WEB_TLS_WITHOUT_CERTIFICATE, WEB_CERTIFICATE_MISSING, WEB_FILE_WINS, WEB_TLS_VERSIONS_CROSSED,
 * WEB_TLS_ONLY_OLD, WEB_TLS_OLD. Source: exporter-toolkit ConfigToTLSConfig, RFC 8996 for the versions.
 */
export function tlsNotes(context: WebContext, values: WebValues): WebNote[] {
  const versions = enablesTls(values) ? versionNotes(context, values) : [];
  return [...disabledNotes(context, values), ...incompleteNotes(context, values), ...hiddenNotes(context, values), ...versions];
}
