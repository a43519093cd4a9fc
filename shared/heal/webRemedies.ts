/** Remedies about single fields of web.yml. */
import type { Edit } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import { isServerPair, newClientCertificate } from './certificateRemedies.ts';
import { fieldPath } from './fieldPath.ts';
import { editsOf, remedy, type Remedy, type RepairContext } from './repairContext.ts';

function webEdit(label: string, found: Finding, context: RepairContext, edits: Edit[]): Remedy | null {
  const { path } = found;
  return path === undefined || !context.view.webs.some((web) => web.path === path) ? null : remedy(label, { edits: [editsOf(context, 'webConfig', path, { edits })] });
}

/** Without max_version the newest of both sides is taken. */
export function uncrossVersions(found: Finding, context: RepairContext): Remedy | null {
  return webEdit('Take max_version away', found, context, [{ op: 'remove', path: ['tls_server_config', 'max_version'] }]);
}

/** TLS 1.2 and newer: RFC 8996. */
export function raiseVersion(found: Finding, context: RepairContext): Remedy | null {
  const at = fieldPath(found);
  if (at?.at(-1) === 'max_version') return uncrossVersions(found, context);
  return webEdit('Set min_version to TLS12', found, context, [{ op: 'set', path: ['tls_server_config', 'min_version'], value: { kind: 'scalar', value: 'TLS12' } }]);
}

/** The two suites without which the server does not start while HTTP/2 is on; those there stay. */
export function addHttp2Ciphers(found: Finding, context: RepairContext): Remedy | null {
  const suites = ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'];
  const edits: Edit[] = suites.map((value) => ({ op: 'append', path: ['tls_server_config', 'cipher_suites'], value: { kind: 'scalar', value } }));
  return webEdit('Add the cipher suites of HTTP/2', found, context, edits);
}

/** Whoever names an authority for clients means to let in nobody else; Prometheus itself is then given a certificate too. */
export function askForCertificates(found: Finding, context: RepairContext): Remedy | null {
  const edits: Edit[] = [{ op: 'set', path: ['tls_server_config', 'client_auth_type'], value: { kind: 'scalar', value: 'RequireAndVerifyClientCert' } }];
  const edit = webEdit('Ask every client for a certificate', found, context, edits);
  return edit === null ? null : { ...edit, answers: newClientCertificate(context).answers };
}

/** Each of the two fields names the other's file. */
export function swapPair(found: Finding, context: RepairContext): Remedy | null {
  const { web } = context;
  const { certFile, keyFile } = web?.facts.tls ?? { certFile: null, keyFile: null };
  if (web === null || certFile === null || keyFile === null || !isServerPair(found, context)) return null;
  const named = (key: string, value: string): Edit => ({ op: 'set', path: ['tls_server_config', key], value: { kind: 'scalar', value } });
  const edits = [named('cert_file', keyFile), named('key_file', certFile)];
  return remedy('Swap cert_file and key_file', { edits: [editsOf(context, 'webConfig', web.path, { edits })] });
}

/** A field that does nothing, or nothing good. */
export function removeField(found: Finding, context: RepairContext): Remedy | null {
  const at = fieldPath(found);
  const key = at?.at(-1);
  return at === null || typeof key !== 'string' ? null : webEdit(`Take ${key} away`, found, context, [{ op: 'remove', path: at }]);
}
