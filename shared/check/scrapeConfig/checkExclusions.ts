/** Fields that exclude or need each other. Source: prometheus/common config/http_config.go Validate, and runs of promtool. */
import type { Finding } from '../../model/finding.ts';
import { hasValue } from '../../prometheus/connectionParts.ts';
import { textAt, type Fields } from '../../prometheus/connectionSections.ts';
import { isBefore } from './checkFields.ts';
import { fieldFinding, placeOf, sectionOf, type CheckedPart } from './checkedPart.ts';
import type { CheckedConnection } from './checkedParts.ts';
import type { SectionKind } from './sectionFields.ts';

interface Exclusion {
  readonly kinds: readonly SectionKind[];
  /** At most one of these. */
  readonly keys: readonly string[];
  readonly raw: string;
  /** The words before a release. */
  readonly older?: readonly [release: string, raw: string];
}

const clients: readonly SectionKind[] = ['scrape', 'alertmanager', 'remoteWrite', 'remoteRead', 'discovery'];
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

/** Maps count as soon as they are written, texts when they are not empty, and booleans when they are true. */
function isSet(part: CheckedPart, key: string): boolean {
  const kind = sectionOf(part).fields[key]?.kind;
  if (kind === 'map') return hasValue(part.fields, key);
  return kind === 'boolean' ? isOn(part.fields, key) : textAt(part.fields, key) !== null;
}

function isOn(fields: Fields, key: string): boolean {
  return /^(y|yes|on|true)$/i.test(textAt(fields, key) ?? '');
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

interface Need {
  readonly kinds: readonly SectionKind[];
  readonly field: string;
  /** One of these. */
  readonly needs: readonly string[];
  readonly raw: string;
  readonly older?: readonly [release: string, raw: string];
}

const needs: readonly Need[] = [
  ...['cert_file', 'cert'].map((field) => ({
    kinds: ['tls'] as const,
    field,
    needs: ['key_file', 'key', 'key_ref'],
    raw: 'exactly one of key or key_file must be configured when a client certificate is configured',
    older: ['2.45.0', 'specified without client key file'] as const,
  })),
  ...['key_file', 'key'].map((field) => ({
    kinds: ['tls'] as const,
    field,
    needs: ['cert_file', 'cert', 'cert_ref'],
    raw: 'exactly one of cert or cert_file must be configured when a client key is configured',
    older: ['2.45.0', 'specified without client cert file'] as const,
  })),
  { kinds: [...clients, 'oauth2'], field: 'no_proxy', needs: ['proxy_url', 'proxy_from_environment'], raw: 'if no_proxy is configured, proxy_url must also be configured' },
  {
    kinds: [...clients, 'oauth2'],
    field: 'proxy_connect_header',
    needs: ['proxy_url', 'proxy_from_environment'],
    raw: 'if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured',
    older: ['2.43.0', 'if proxy_connect_header is configured proxy_url must also be configured'],
  },
];

/** CONNECTION_FIELD_MISSING, broken: a field has no effect, or is refused, without another one. */
export function checkNeeds(part: CheckedPart): Finding[] {
  return needs
    .filter((need) => need.kinds.includes(part.kind) && isSet(part, need.field) && !need.needs.some((key) => isSet(part, key)))
    .map(({ field, needs: [missing = ''], raw, older }) => {
      const details = { field, missing, place: placeOf(part, null).field };
      const words = older !== undefined && isBefore(part.file.version, older[0]) ? older[1] : raw;
      return fieldFinding(part, field, { code: 'CONNECTION_FIELD_MISSING', severity: 'broken', details }, { raw: words });
    });
}

interface Required {
  readonly kind: SectionKind;
  readonly key: string;
  readonly raw: string;
}

/** What parts cannot be without. */
const required: readonly Required[] = [
  { kind: 'scrape', key: 'job_name', raw: 'job_name is empty' },
  { kind: 'remoteWrite', key: 'url', raw: 'url for remote_write is empty' },
  { kind: 'remoteRead', key: 'url', raw: 'url for remote_read is empty' },
  { kind: 'oauth2', key: 'client_id', raw: 'oauth2 client_id must be configured' },
  { kind: 'oauth2', key: 'token_url', raw: 'oauth2 token_url must be configured' },
];

/**
 * CONNECTION_FIELD_MISSING, broken: a part is not complete. Only what is absent or empty: a value of a wrong form is
 * told with that form. Before 2.53 a client secret is needed too.
 */
export function checkRequired(part: CheckedPart): Finding[] {
  const missing = (key: string, raw: string): Finding[] => {
    if (isWritten(part, key)) return [];
    const details = { field: sectionOf(part).words, missing: key, place: placeOf(part, null).field };
    return [fieldFinding(part, null, { code: 'CONNECTION_FIELD_MISSING', severity: 'broken', details }, { raw })];
  };
  const found = required.filter(({ kind }) => kind === part.kind).flatMap(({ key, raw }) => missing(key, raw));
  const needsSecret = part.kind === 'oauth2' && isBefore(part.file.version, '2.53.0') && !isWritten(part, 'client_secret_file');
  if (!needsSecret) return found;
  return [...found, ...missing('client_secret', 'either oauth2 client_secret or client_secret_file must be configured')];
}

function isWritten({ fields }: CheckedPart, key: string): boolean {
  return textAt(fields, key) !== null || (hasValue(fields, key) && fields.get(key)?.value.kind !== 'scalar');
}
