/** Fields that exclude each other. Source: prometheus/common config/http_config.go Validate, and runs of promtool. */
import type { Finding } from '../../model/finding.ts';
import { textAt } from '../../prometheus/connectionSections.ts';
import { isBefore } from './checkFields.ts';
import { fieldFinding, placeOf, type CheckedPart } from './checkedPart.ts';
import type { CheckedConnection } from './checkedParts.ts';
import { isSet } from './isSet.ts';
import { clientKinds as clients, type SectionKind } from './sectionFields.ts';

interface Exclusion {
  readonly kinds: readonly SectionKind[];
  /** At most one of these. */
  readonly keys: readonly string[];
  readonly raw: string;
  /** The words before a release. */
  readonly older?: readonly [release: string, raw: string];
}

const bearer = {
  raw: 'at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured',
  older: ['2.27.0', 'at most one of basic_auth, bearer_token & bearer_token_file must be configured'],
} as const;
const methods = 'at most one of basic_auth, oauth2 & authorization must be configured';
const withBearer = 'authorization is not compatible with bearer_token & bearer_token_file';

/** In the order in which Prometheus looks; the first one that a part offends is told. */
const exclusions: readonly Exclusion[] = [
  { kinds: clients, keys: ['bearer_token', 'bearer_token_file'], raw: 'at most one of bearer_token & bearer_token_file must be configured' },
  { kinds: clients, keys: ['basic_auth', 'bearer_token'], ...bearer },
  { kinds: clients, keys: ['basic_auth', 'bearer_token_file'], ...bearer },
  { kinds: clients, keys: ['oauth2', 'bearer_token'], ...bearer },
  { kinds: clients, keys: ['oauth2', 'bearer_token_file'], ...bearer },
  { kinds: clients, keys: ['authorization', 'bearer_token'], raw: withBearer },
  { kinds: clients, keys: ['authorization', 'bearer_token_file'], raw: withBearer },
  { kinds: clients, keys: ['basic_auth', 'authorization', 'oauth2'], raw: methods },
  {
    kinds: ['basicAuth'],
    keys: ['username', 'username_file', 'username_ref'],
    raw: 'at most one of basic_auth username, username_file & username_ref must be configured',
  },
  {
    kinds: ['basicAuth'],
    keys: ['password', 'password_file', 'password_ref'],
    raw: 'at most one of basic_auth password, password_file & password_ref must be configured',
    older: ['2.53.0', 'at most one of basic_auth password & password_file must be configured'],
  },
  {
    kinds: ['authorization'],
    keys: ['credentials', 'credentials_file', 'credentials_ref'],
    raw: 'at most one of authorization credentials & credentials_file must be configured',
  },
  {
    kinds: ['oauth2'],
    keys: ['client_secret', 'client_secret_file', 'client_secret_ref'],
    raw: 'at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured',
    older: ['2.53.0', 'at most one of oauth2 client_secret & client_secret_file must be configured'],
  },
  { kinds: ['tls'], keys: ['ca', 'ca_file', 'ca_ref'], ...pem('ca') },
  { kinds: ['tls'], keys: ['cert', 'cert_file', 'cert_ref'], ...pem('cert') },
  { kinds: ['tls'], keys: ['key', 'key_file', 'key_ref'], raw: 'at most one of key and key_file must be configured' },
  {
    kinds: [...clients, 'oauth2'],
    keys: ['proxy_from_environment', 'proxy_url'],
    raw: 'if proxy_from_environment is configured, proxy_url must not be configured',
  },
  {
    kinds: [...clients, 'oauth2'],
    keys: ['proxy_from_environment', 'no_proxy'],
    raw: 'if proxy_from_environment is configured, no_proxy must not be configured',
  },
];

function pem(what: string): Pick<Exclusion, 'raw' | 'older'> {
  return {
    raw: `at most one of ${what}, ${what}_file & ${what}_ref must be configured`,
    older: ['2.53.0', `at most one of ${what} and ${what}_file must be configured`],
  };
}

function exclusionFinding(part: CheckedPart, keys: readonly string[], raw: string): Finding {
  const [first = '', second = ''] = keys;
  const details = { place: placeOf(part, null).field, first, second };
  return fieldFinding(part, second, { code: 'CONNECTION_FIELDS_EXCLUSIVE', severity: 'broken', details }, { raw });
}

/** CONNECTION_FIELDS_EXCLUSIVE, broken: Prometheus takes one of two fields only, and refuses the file for both. */
export function checkExclusions(part: CheckedPart): Finding[] {
  for (const { kinds, keys, raw, older } of exclusions) {
    const set = kinds.includes(part.kind) ? keys.filter((key) => isSet(part, key)) : [];
    if (set.length < 2) continue;
    const isOlder = older !== undefined && isBefore(part.file.version, older[0]);
    return [exclusionFinding(part, set, isOlder ? older[1] : raw)];
  }
  return [];
}

/** Sign-ins of single services that exclude those of HTTP, with the words in which every release says it. */
const serviceSignIns = ['sigv4', 'azuread', 'google_iam'] as const;

/** CONNECTION_FIELDS_EXCLUSIVE, broken, between the sign-ins of AWS, Azure or Google Cloud and those of HTTP. */
export function checkServiceSignIns({ self }: CheckedConnection): Finding[] {
  if (self.kind !== 'remoteWrite' && self.kind !== 'alertmanager') return [];
  const http = ['basic_auth', 'authorization', 'oauth2', 'bearer_token', 'bearer_token_file'].filter((key) => isSet(self, key));
  const services = serviceSignIns.filter((key) => isSet(self, key));
  const set = [...http.slice(0, 1), ...services];
  return set.length < 2 ? [] : [exclusionFinding(self, set, 'at most one of basic_auth, authorization, oauth2')];
}

/** AUTHORIZATION_TYPE_BASIC, broken: the type that basic_auth stands for. */
export function checkAuthorizationType(part: CheckedPart): Finding[] {
  const type = part.kind === 'authorization' ? textAt(part.fields, 'type') : null;
  if (type?.trim().toLowerCase() !== 'basic') return [];
  const raw = 'authorization type cannot be set to "basic", use "basic_auth" instead';
  return [fieldFinding(part, 'type', { code: 'AUTHORIZATION_TYPE_BASIC', severity: 'broken' }, { raw })];
}
