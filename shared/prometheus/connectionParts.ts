/** How one connection is secured: its TLS and its sign-in, without the secrets. */
import type { ConnectionSignIn, ConnectionTls } from '../model/connection.ts';
import { booleanOf } from '../yaml/scalarType.ts';
import { isNull, valueOf } from '../yaml/yamlNode.ts';
import { fieldsOf, textAt, type Fields } from './connectionSections.ts';
import { safeUrl, userOfUrl } from './safeUrl.ts';

/** A boolean field as Prometheus takes it; the default for anything that it does not take. */
export function booleanAt(fields: Fields, key: string, otherwise: boolean): boolean {
  const slot = fields.get(key);
  const value = slot === undefined ? null : valueOf(slot.value);
  return value?.kind === 'scalar' && value.type === 'bool' ? (booleanOf(value.text) ?? otherwise) : otherwise;
}

/** Whether a field is there with a value: Prometheus takes an empty one as absent. */
export function hasValue(fields: Fields, key: string): boolean {
  const slot = fields.get(key);
  return slot !== undefined && !isNull(slot.value);
}

/** The text of a field even when it is an empty one in quotation marks; null when nothing is written or no single value. */
export function writtenAt(fields: Fields, key: string): string | null {
  const slot = fields.get(key);
  const value = slot === undefined ? null : valueOf(slot.value);
  return value?.kind === 'scalar' && !isNull(value) ? value.text : null;
}

/** The tls_config of a connection; null without one. */
export function tlsOf(connection: Fields): ConnectionTls | null {
  if (!hasValue(connection, 'tls_config')) return null;
  const fields = fieldsOf(connection.get('tls_config')?.value);
  const serverName = textAt(fields, 'server_name');
  return {
    caFile: textAt(fields, 'ca_file'),
    inlineCa: textAt(fields, 'ca') !== null,
    inlineCertificate: textAt(fields, 'cert') !== null,
    inlineKey: textAt(fields, 'key') !== null,
    certFile: textAt(fields, 'cert_file'),
    keyFile: textAt(fields, 'key_file'),
    serverName: serverName === null ? null : safeUrl(serverName),
    insecureSkipVerify: booleanAt(fields, 'insecure_skip_verify', false),
    minVersion: textAt(fields, 'min_version'),
    maxVersion: textAt(fields, 'max_version'),
  };
}

/** Where a secret stands that may be written down or named as a file. */
function sourceOf(fields: Fields, inline: string, file: string): Pick<ConnectionSignIn, 'source' | 'file'> {
  if (textAt(fields, inline) !== null) return { source: 'inline', file: null };
  const path = textAt(fields, file);
  return path === null ? { source: 'none', file: null } : { source: 'file', file: path };
}

/** Ways to sign in that remote storages and single service discoveries have beside those of HTTP. */
const others: readonly (readonly [inline: string, file: string])[] = [
  ['sigv4', ''],
  ['azuread', ''],
  ['google_iam', ''],
  ['token', ''],
  ['auth_token', 'auth_token_file'],
  ['secret_key', 'secret_key_file'],
  ['password', ''],
];

function otherSignIn(fields: Fields): ConnectionSignIn | null {
  const found = others.find(([inline, file]) => hasValue(fields, inline) || hasValue(fields, file));
  if (found === undefined) return null;
  const place = sourceOf(fields, ...found);
  return { kind: 'other', username: textAt(fields, 'username'), ...place };
}

/** Of a remote storage whose URL has user and password in it. */
function urlSignIn(connection: Fields): ConnectionSignIn | null {
  const found = userOfUrl(textAt(connection, 'url') ?? '');
  return found === null ? null : { kind: 'basic', username: found.user, source: found.password === null ? 'none' : 'inline', file: null };
}

/** How a connection signs in; the first one where it (wrongly) has several. null: it does not. */
export function signInOf(connection: Fields): ConnectionSignIn | null {
  const part = (key: string): Fields | null => (hasValue(connection, key) ? fieldsOf(connection.get(key)?.value) : null);
  const basic = part('basic_auth');
  if (basic !== null) {
    return { kind: 'basic', username: textAt(basic, 'username'), ...sourceOf(basic, 'password', 'password_file') };
  }
  const authorization = part('authorization');
  if (authorization !== null) {
    return { kind: 'authorization', username: null, ...sourceOf(authorization, 'credentials', 'credentials_file') };
  }
  const oauth2 = part('oauth2');
  if (oauth2 !== null) {
    return { kind: 'oauth2', username: textAt(oauth2, 'client_id'), ...sourceOf(oauth2, 'client_secret', 'client_secret_file') };
  }
  const bearer = sourceOf(connection, 'bearer_token', 'bearer_token_file');
  return bearer.source === 'none' ? (otherSignIn(connection) ?? urlSignIn(connection)) : { kind: 'bearer', username: null, ...bearer };
}
