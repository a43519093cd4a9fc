/** Strict-Transport-Security, the one header whose words the toolkit does not look at and that can lock people out. */
import { note, type WebContext, type WebNote } from './webNote.ts';
import { slotOf, textOf, type WebValues } from './webValues.ts';

const path = 'http_server_config.headers.Strict-Transport-Security';

/** RFC 6797 section 6.1.1: seconds, bare or in quotation marks; names of directives in any case. */
function maxAge(value: string): number | null {
  const directive = value.split(';').map((part) => part.trim()).find((part) => /^max-age\s*=/i.test(part));
  const seconds = /^max-age\s*=\s*(?:"(\d+)"|(\d+))$/i.exec(directive ?? '');
  return seconds === null ? null : Number(seconds[1] ?? seconds[2]);
}

/** Browsers keep it by host name, for every port. Addresses are left out (RFC 6797 section 8.1.1). */
const isLocalhost = (name: string): boolean => /^(.+\.)?localhost\.?(:\d+)?$/i.test(name);
const isLoopback = (name: string): boolean => /^(127\.|\[?::1)/.test(name);

/** The name localhost, where the server is known by no name that others see: a scrape of itself often uses it too. */
function localName(names: readonly string[]): string | null {
  return names.every((name) => isLocalhost(name) || isLoopback(name)) ? (names.find(isLocalhost) ?? null) : null;
}

/** Codes: WEB_HSTS_INVALID, WEB_HSTS_LOCALHOST. */
export function headerNotes(context: WebContext, values: WebValues): WebNote[] {
  const slot = slotOf(values, path);
  if (slot === null) return [];
  const about = { field: path, slot, atValue: true };
  const seconds = maxAge(textOf(values, path));
  if (seconds === null) return [note(context, 'WEB_HSTS_INVALID', 'advice', about)];
  const own = localName(context.names);
  return own === null || seconds === 0 ? [] : [note(context, 'WEB_HSTS_LOCALHOST', 'advice', { ...about, details: { name: own } })];
}
