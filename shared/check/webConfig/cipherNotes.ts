/** What Go demands of cipher_suites when HTTP/2 is on: promtool does not look, and the server ends at start. */
import { valueOf } from '../../yaml/yamlNode.ts';
import { http2Suites } from './webConfigValues.ts';
import { note, type WebContext, type WebNote } from './webNote.ts';
import { booleanAt, enablesTls, itemsOf, slotOf, textOf, type WebValues } from './webValues.ts';

const path = 'tls_server_config.cipher_suites';
const missing = 'http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher';
const unordered = 'contains an HTTP/2-approved cipher suite';

/** RFC 9113 appendix A: without ephemeral keys, or with a block cipher in CBC mode. */
const isUnapproved = (suite: string): boolean => /^TLS_RSA_|_CBC_/.test(suite);

/** Codes: WEB_HTTP2_CIPHER_MISSING, WEB_CIPHER_ORDER. Source: golang.org/x/net http2/server.go, ConfigureServer. */
export function cipherNotes(context: WebContext, values: WebValues): WebNote[] {
  const items = itemsOf(values, path) ?? [];
  if (items.length === 0 || !enablesTls(values) || !booleanAt(values, 'http_server_config.http2', true)) return [];
  // Go 1.17 stopped to ask where only TLS 1.3 is taken, and stopped to care about the order.
  const isOld = !context.line.isAtLeast('2.30.0');
  if (textOf(values, 'tls_server_config.min_version') === 'TLS13' && !isOld) return [];
  const suites = items.map(({ value }) => valueOf(value)).map((value) => (value.kind === 'scalar' ? value.text : ''));
  const about = { field: path, slot: slotOf(values, path), refusedAt: 'start' as const };
  if (!suites.some((suite) => http2Suites.includes(suite))) {
    return [note(context, 'WEB_HTTP2_CIPHER_MISSING', 'broken', { ...about, raw: missing })];
  }
  const firstBad = suites.findIndex(isUnapproved);
  const late = firstBad === -1 ? undefined : suites.slice(firstBad).find((suite) => !isUnapproved(suite));
  if (!isOld || late === undefined) return [];
  const details = { late, early: suites[firstBad] ?? '' };
  return [note(context, 'WEB_CIPHER_ORDER', 'broken', { ...about, details, raw: unordered, more: { holdsFor: 'before 2.30.0' } })];
}
