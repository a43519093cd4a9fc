/** The files that the connections of a prometheus.yml name. */
import type { ConfigPath, FileReference } from '../model/connection.ts';
import { positionAt } from '../yaml/textPosition.ts';
import { valueOf, type Slot } from '../yaml/yamlNode.ts';
import { fieldsOf, itemsOf, textOfSlot, type Fields } from './connectionSections.ts';

/** Fields that name a file, by the map that has them. Source: prometheus/common config/http_config.go, Prometheus documentation. */
const ofTls = ['ca_file', 'cert_file', 'key_file'];
const ofSignIn: Readonly<Record<string, readonly string[]>> = {
  basic_auth: ['username_file', 'password_file'],
  authorization: ['credentials_file'],
  oauth2: ['client_secret_file', 'client_certificate_key_file'],
  google_iam: ['credentials_file'],
};
/** Of the connection itself; the last three belong to single service discoveries. */
const ofConnection = ['bearer_token_file', 'auth_token_file', 'secret_key_file', 'kubeconfig_file'];

type Collect = (key: string, slot: Slot, at: ConfigPath) => FileReference[];

function collector(lineStarts: readonly number[]): Collect {
  return (key, slot, at) => {
    const path = textOfSlot(slot);
    const start = valueOf(slot.value).span?.start ?? slot.source?.start ?? 0;
    return path === null ? [] : [{ path, key, at, ...positionAt(lineStarts, start) }];
  };
}

function namedIn(collect: Collect, fields: Fields, keys: readonly string[], at: ConfigPath): FileReference[] {
  return keys.flatMap((key) => {
    const slot = fields.get(key);
    return slot === undefined ? [] : collect(key, slot, [...at, key]);
  });
}

/** `http_headers` maps a header to its values; `files` of it names files that hold one each. */
function headerFiles(collect: Collect, fields: Fields, at: ConfigPath): FileReference[] {
  return [...fieldsOf(fields.get('http_headers')?.value)].flatMap(([header, slot]) =>
    itemsOf(fieldsOf(slot.value), 'files').flatMap((item, index) =>
      collect('files', item, [...at, 'http_headers', header, 'files', index]),
    ),
  );
}

/**
 * All files that one connection reads, as written.
 * @param fields of the map that holds tls_config and the rest
 * @param at where that map stands
 */
export function connectionFiles(fields: Fields, at: ConfigPath, lineStarts: readonly number[]): FileReference[] {
  const collect = collector(lineStarts);
  const tlsOf = (owner: Fields, place: ConfigPath): FileReference[] =>
    namedIn(collect, fieldsOf(owner.get('tls_config')?.value), ofTls, [...place, 'tls_config']);
  const signIns = Object.entries(ofSignIn).flatMap(([key, keys]) =>
    namedIn(collect, fieldsOf(fields.get(key)?.value), keys, [...at, key]),
  );
  return [
    ...tlsOf(fields, at),
    ...signIns,
    ...tlsOf(fieldsOf(fields.get('oauth2')?.value), [...at, 'oauth2']),
    ...namedIn(collect, fields, ofConnection, at),
    ...headerFiles(collect, fields, at),
  ];
}
