/** URLs as they may be shown: without what in them can be a secret. */

/** What stands before the host, when a person wrote a user and password there; a password may hold any character. */
function withoutUser(rest: string): string {
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const isHost = /^(\[[^\]@]*\]|[^:@]*)(:\d*)?$/.test(authority);
  return isHost ? rest : rest.slice(rest.lastIndexOf('@') + 1);
}

/** A URL or a target without user, password, query and fragment; the rest as written. */
export function safeUrl(text: string): string {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0] ?? '';
  return scheme + withoutUser(text.slice(scheme.length)).replace(/[?#][^]*$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * User and password that a URL holds: Go sends them as basic_auth where nothing else signs in (net/http, Request.URL).
 * For the privileged side alone.
 * @returns null for a URL without a user
 */
export function userOfUrl(text: string): { user: string; password: string | null } | null {
  const [, info] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)@/.exec(text) ?? [];
  if (info === undefined) return null;
  const colon = info.indexOf(':');
  const [user, password] = colon < 0 ? [info, null] : [info.slice(0, colon), info.slice(colon + 1)];
  return { user: decoded(user), password: password === null ? null : decoded(password) };
}

/** The scheme of a URL in lower case; null for a text without one. Source: RFC 3986 section 3.1. */
export function urlScheme(text: string): string | null {
  return /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase() ?? null;
}
