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

/** The scheme of a URL in lower case; null for a text without one. Source: RFC 3986 section 3.1. */
export function urlScheme(text: string): string | null {
  return /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase() ?? null;
}
