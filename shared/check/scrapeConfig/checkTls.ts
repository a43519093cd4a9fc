/** What a tls_config says by itself. */
import type { Finding } from '../../model/finding.ts';
import { booleanAt, writtenAt } from '../../prometheus/connectionParts.ts';
import { textAt, type Fields } from '../../prometheus/connectionSections.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import { parseAddress } from '../../pki/ipAddress.ts';
import { fieldFinding, type CheckedPart } from './checkedPart.ts';

/** From old to new. Source: prometheus/common config/http_config.go TLSVersions. */
const versions = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];

function checkVersions(part: CheckedPart): Finding[] {
  const [min, max] = [writtenAt(part.fields, 'min_version'), writtenAt(part.fields, 'max_version')];
  const written = [['min_version', min], ['max_version', max]] as const;
  const unknown = written.flatMap(([key, value]) => {
    if (value === null || versions.includes(value)) return [];
    const details = { field: key, value: value === '' ? 'empty' : value };
    const told = { code: 'CONNECTION_TLS_VERSION_UNKNOWN', severity: 'broken', details } as const;
    return [fieldFinding(part, key, told, { raw: `unknown TLS version: ${value}` })];
  });
  if (unknown.length > 0 || min === null || max === null || versions.indexOf(min) <= versions.indexOf(max)) return unknown;
  const told = { code: 'CONNECTION_TLS_VERSIONS_CROSSED', severity: 'broken', details: { min, max } } as const;
  const raw = 'tls_config.max_version must be greater than or equal to tls_config.min_version if both are specified';
  return [fieldFinding(part, 'max_version', told, { raw })];
}

/** Whether certificates of its own choice are trusted. */
export function hasOwnCa(fields: Fields): boolean {
  return textAt(fields, 'ca_file') !== null || textAt(fields, 'ca') !== null;
}

export function skipsVerification(fields: Fields): boolean {
  return booleanAt(fields, 'insecure_skip_verify', false);
}

/** `server_name` is a host alone: with anything around it, no certificate has that name. */
function checkServerName(part: CheckedPart): Finding[] {
  const name = textAt(part.fields, 'server_name');
  if (name === null || skipsVerification(part.fields)) return [];
  if (parseAddress(name) !== null) {
    return [fieldFinding(part, 'server_name', { code: 'CONNECTION_SERVER_NAME_ADDRESS', severity: 'advice', details: { name } })];
  }
  if (!/[:/@\s[\]?#]/.test(name)) return [];
  const told = { code: 'CONNECTION_SERVER_NAME_INVALID', severity: 'broken', details: { name: safeUrl(name) } } as const;
  return [fieldFinding(part, 'server_name', told, { raw: `not ${safeUrl(name)}` })];
}

/** CONNECTION_SECRET_REF, broken: names a secret of a secret manager, which Prometheus does not have. */
export function checkReferences(part: CheckedPart): Finding[] {
  const keys = [...part.fields.keys()].filter((key) => key.endsWith('_ref') && textAt(part.fields, key) !== null);
  if (!['tls', 'basicAuth', 'authorization', 'oauth2'].includes(part.kind)) return [];
  return keys.map((key) => {
    const instead = key.replace(/_ref$/, '_file');
    const told = { code: 'CONNECTION_SECRET_REF', severity: 'broken', details: { field: key, instead } } as const;
    return fieldFinding(part, key, told, { raw: 'cannot use secret ref without manager' });
  });
}

/**
 * Codes: CONNECTION_TLS_VERSION_UNKNOWN, CONNECTION_TLS_VERSIONS_CROSSED and CONNECTION_SERVER_NAME_INVALID (broken),
 * CONNECTION_SERVER_NAME_ADDRESS (advice).
 */
export function checkTls(part: CheckedPart): Finding[] {
  return [...checkVersions(part), ...checkServerName(part)];
}

/**
 * CONNECTION_VERIFY_OFF, or CONNECTION_VERIFY_OFF_WITH_CA where a trusted certificate is named all the same: unsafe.
 * For connections that use TLS only; tell of the others that their tls_config has no effect.
 */
export function checkVerification(part: CheckedPart): Finding[] {
  if (!skipsVerification(part.fields)) return [];
  const code = hasOwnCa(part.fields) ? 'CONNECTION_VERIFY_OFF_WITH_CA' : 'CONNECTION_VERIFY_OFF';
  return [fieldFinding(part, 'insecure_skip_verify', { code, severity: 'unsafe' })];
}
