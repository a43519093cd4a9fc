/** One cause, one finding: what a single file shows is left out where the whole setup shows it better. */
import type { Finding } from '../../model/finding.ts';

/** A code, and those that say the same of the same connection, or from which it follows. */
const saidBy: Readonly<Record<string, readonly string[]>> = {
  CONNECTION_TLS_UNUSED: ['CONNECTION_OVER_HTTP'],
  CONNECTION_SIGN_IN_CLEAR: ['CONNECTION_OVER_HTTP'],
  CONNECTION_CLIENT_CERTIFICATE_ALONE: ['CONNECTION_WITHOUT_CA'],
  CONNECTION_PASSWORD_WRONG: [
    'CONNECTION_PASSWORD_IS_HASH', 'CONNECTION_SECRET_UNQUOTED', 'CONNECTION_SECRET_COMMENT', 'CONNECTION_SECRET_BLANKS',
    'CONNECTION_SECRET_PLACEHOLDER',
  ],
  CONNECTION_OVER_TLS: ['CONNECTION_SCHEME_UNKNOWN'],
  CONNECTION_SIGN_IN_KIND: ['AUTHORIZATION_TYPE_BASIC'],
};

/** The same of a whole file. */
const saidInFileBy: Readonly<Record<string, readonly string[]>> = {
  WEB_CONFIG_EMPTY: ['SERVER_TLS_REMOVED', 'SERVER_OPEN', 'SERVER_REMOTE_CONTROL_OPEN'],
  CERTIFICATE_CHAIN_UNRELATED: ['CERTIFICATE_LEAF_NOT_FIRST'],
};

/** The connection that a field belongs to, such as `scrape_configs[2]`. */
function connectionOf({ path, field }: Finding): string {
  return `${path ?? ''} ${/^[^[]*\[\d+\]/.exec(field ?? '')?.[0] ?? field ?? ''}`;
}

/** @returns the findings without those that another one says already */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const said = new Map<string, Set<string>>();
  for (const each of findings) {
    for (const place of [connectionOf(each), each.path ?? '']) said.set(place, (said.get(place) ?? new Set<string>()).add(each.code));
  }
  const unique = new Map<string, Finding>();
  for (const each of findings) {
    const isSaid = (codes: readonly string[] | undefined, place: string): boolean => codes?.some((code) => said.get(place)?.has(code)) === true;
    const isRepeated = isSaid(saidBy[each.code], connectionOf(each)) || isSaid(saidInFileBy[each.code], each.path ?? '');
    if (!isRepeated && !unique.has(each.id)) unique.set(each.id, each);
  }
  return [...unique.values()];
}
