/** Rules of single kinds of connections: Alertmanager, Kubernetes, users. */
import type { Finding } from '../../model/finding.ts';
import { userNameProblem } from '../../auth/credentials.ts';
import { hasValue, writtenAt } from '../../prometheus/connectionParts.ts';
import { textAt } from '../../prometheus/connectionSections.ts';
import { fromProblem } from '../fromProblem.ts';
import { isBefore } from './checkFields.ts';
import { fieldFinding, placeOf } from './checkedPart.ts';
import type { CheckedConnection } from './checkedParts.ts';

/** ALERTMANAGER_API_VERSION: broken where Prometheus refuses it, advice where only a newer one does, soon where it is not known which one it is. */
export function checkApiVersion({ self }: CheckedConnection): Finding[] {
  const found = self.kind === 'alertmanager' ? writtenAt(self.fields, 'api_version') : null;
  if (found === null || found === 'v2') return [];
  const { version } = self.file;
  const isOlder = found === 'v1' && isBefore(version, '3.0.0');
  const severity = isOlder ? 'advice' : found === 'v1' && version === null ? 'soon' : 'broken';
  const holds = found === 'v1' ? { holdsFor: 'from 3.0' } : {};
  const told = { code: 'ALERTMANAGER_API_VERSION', severity, details: { found: found === '' ? 'empty' : found } } as const;
  return [fieldFinding(self, 'api_version', told, { ...holds, raw: 'expected Alertmanager api version to be one of' })];
}

const ownClient = ['basic_auth', 'authorization', 'oauth2', 'bearer_token', 'bearer_token_file'];

/** CONNECTION_FIELD_MISSING, broken: the way into its own cluster is given to Prometheus, and takes no settings. */
export function checkKubernetes({ self, section, tls }: CheckedConnection): Finding[] {
  if (section.discovery !== 'kubernetes_sd_configs' || hasValue(self.fields, 'api_server') || hasValue(self.fields, 'kubeconfig_file')) return [];
  const setsTls = tls !== null && [...tls.fields.keys()].some((key) => hasValue(tls.fields, key));
  const field = ownClient.find((key) => hasValue(self.fields, key)) ?? (setsTls ? 'tls_config' : undefined);
  if (field === undefined) return [];
  const details = { field, missing: 'api_server', place: placeOf(self, null).field };
  const raw = "to use custom HTTP client configuration please provide the 'api_server' URL explicitly";
  return [fieldFinding(self, field, { code: 'CONNECTION_FIELD_MISSING', severity: 'broken', details }, { raw })];
}

/** USER_NAME_COLON, broken: HTTP cannot carry such a name (RFC 7617 section 2). */
export function checkUser({ basicAuth }: CheckedConnection): Finding[] {
  const name = basicAuth === null ? null : textAt(basicAuth.fields, 'username');
  const found = name === null ? null : userNameProblem(name);
  if (basicAuth === null || found?.code !== 'USER_NAME_COLON') return [];
  return [fromProblem(found, 'broken', { path: basicAuth.file.path, ...placeOf(basicAuth, 'username'), raw: '401 Unauthorized' })];
}
