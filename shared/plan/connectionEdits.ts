/** The edits that give one connection what an answer asks for. */
import type { ConnectionAnswer } from '../model/connectionAnswer.ts';
import type { Edit, PathStep } from '../model/edit.ts';
import type { Place } from './choosePlaces.ts';
import { inFolder } from './paths.ts';

type TlsFile = 'ca_file' | 'cert_file' | 'key_file';

/** What stands for the same thing; Prometheus takes one of them. Source: prometheus/common config/http_config.go, TLSConfig.Validate. */
const rivals = { ca_file: ['ca', 'ca_ref'], cert_file: ['cert', 'cert_ref'], key_file: ['key', 'key_ref'] } as const;

const set = (path: PathStep[], value: string | boolean): Edit => ({ op: 'set', path, value: { kind: 'scalar', value } });
const remove = (path: PathStep[]): Edit => ({ op: 'remove', path });

function schemeEdits({ scheme }: ConnectionAnswer, { at, hasUrl, scheme: now }: Place): Edit[] {
  const wanted = scheme ?? 'http';
  if (scheme === undefined || now === wanted) return [];
  if (hasUrl) return [{ op: 'scheme', path: [...at, 'url'], scheme: wanted }];
  return [scheme === null ? remove([...at, 'scheme']) : set([...at, 'scheme'], wanted)];
}

/** @param folder of prometheus.yml, at which relative paths start */
function fileEdits(key: TlsFile, wanted: string | null | undefined, now: string | null, tls: PathStep[], folder: string): Edit[] {
  if (wanted === undefined || wanted === now) return [];
  const others = rivals[key].map((rival) => remove([...tls, rival]));
  if (wanted === null) return [remove([...tls, key]), ...others];
  return now !== null && inFolder(folder, now) === inFolder(folder, wanted) ? [] : [set([...tls, key], wanted), ...others];
}

function tlsEdits(answer: ConnectionAnswer, place: Place, folder: string): Edit[] {
  const tls = [...place.at, 'tls_config'];
  const { server_name: name, insecure_skip_verify: skip } = answer;
  const edits = [
    ...fileEdits('ca_file', answer.ca_file, place.caFile ?? (place.inlineCa ? '' : null), tls, folder),
    ...fileEdits('cert_file', answer.cert_file, place.certFile, tls, folder),
    ...fileEdits('key_file', answer.key_file, place.keyFile, tls, folder),
  ];
  if (name !== undefined && name !== place.serverName) edits.push(name === null ? remove([...tls, 'server_name']) : set([...tls, 'server_name'], name));
  if (skip !== undefined && place.insecureSkipVerify) edits.push(skip === null ? remove([...tls, 'insecure_skip_verify']) : set([...tls, 'insecure_skip_verify'], false));
  return edits;
}

function signInEdits({ user, password_file: file }: ConnectionAnswer, { at, basicAuth }: Place, folder: string): Edit[] {
  const section = [...at, 'basic_auth'];
  if (user === null) return basicAuth === null ? [] : [remove(section)];
  const edits: Edit[] = [];
  if (user !== undefined && basicAuth?.username !== user) edits.push(set([...section, 'username'], user), remove([...section, 'username_file']));
  const now = basicAuth?.passwordFile ?? null;
  if (file !== undefined && (now === null || inFolder(folder, now) !== inFolder(folder, file))) {
    edits.push(set([...section, 'password_file'], file), remove([...section, 'password']), remove([...section, 'password_ref']));
  }
  return edits;
}

/**
 * @param folder of prometheus.yml
 * @returns none where the connection is as the answer asks
 */
export function connectionEdits(answer: ConnectionAnswer, place: Place, folder: string): Edit[] {
  return [...schemeEdits(answer, place), ...signInEdits(answer, place, folder), ...tlsEdits(answer, place, folder)];
}
