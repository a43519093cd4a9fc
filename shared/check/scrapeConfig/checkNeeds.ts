/** Fields that need others, and fields that parts cannot be without. Source: prometheus/common config/http_config.go Validate, and runs of promtool. */
import type { Finding } from '../../model/finding.ts';
import { hasValue, writtenAt } from '../../prometheus/connectionParts.ts';
import { textAt } from '../../prometheus/connectionSections.ts';
import { isBefore } from './checkFields.ts';
import { fieldFinding, placeOf, sectionOf, type CheckedPart } from './checkedPart.ts';
import { isSet } from './isSet.ts';
import { clientKinds as clients, type SectionKind } from './sectionFields.ts';

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
  // An empty URL is one to promtool; the rule about URLs tells it.
  if (key === 'url' && writtenAt(fields, key) !== null) return true;
  return textAt(fields, key) !== null || (hasValue(fields, key) && fields.get(key)?.value.kind !== 'scalar');
}
