/** What a connection uses now, in words. */
import type { CheckedConnection } from '../../shared/model/checkReport.ts';

export const sectionTitles: Readonly<Record<CheckedConnection['section'], string>> = {
  scrape: 'Scrape jobs', alertmanager: 'Alertmanagers', remoteWrite: 'Remote write', remoteRead: 'Remote read',
};
/** As the sections stand on the screen. */
export const sectionOrder = ['scrape', 'alertmanager', 'remoteWrite', 'remoteRead'] as const satisfies readonly CheckedConnection['section'][];

/** As the plan calls it. */
export function connectionName({ section, name, index }: CheckedConnection): string {
  return section === 'alertmanager' ? `Alertmanager ${String(index)}` : name;
}

/** Targets that are named in a row. */
const shownTargets = 2;

export function targetsWords({ targets, targetCount, usesDiscovery }: CheckedConnection): string {
  const rest = targetCount - Math.min(targets.length, shownTargets);
  const named = [...targets.slice(0, shownTargets), ...(rest > 0 ? [`${String(rest)} more`] : []), ...(usesDiscovery ? ['those it discovers'] : [])];
  return named.length === 0 ? 'no targets' : named.join(', ');
}

/** Whom it trusts; null where it speaks plain HTTP and has nothing to trust by. */
export function trustWords({ scheme, caFile, inlineCa, serverName, insecureSkipVerify }: CheckedConnection): string | null {
  if (insecureSkipVerify) return 'any certificate: it is not checked';
  const ca = caFile ?? (inlineCa ? 'a CA in the configuration itself' : scheme === 'https' ? 'authorities of the machine' : null);
  const name = serverName === null ? null : `as ${serverName}`;
  return ca === null && name === null ? null : [ca, name].filter((part) => part !== null).join(', ');
}

const signInWords = { authorization: 'an authorization header', bearer: 'a bearer token', oauth2: 'OAuth 2.0', other: 'a way of its own' } as const;

/** How it signs in; null where it does not. */
export function signInText({ signIn, user, certFile, keyFile }: CheckedConnection): string | null {
  const how = signIn === null ? null : signIn === 'basic' ? `user ${user ?? 'without a name'}` : signInWords[signIn];
  const pair = certFile === null && keyFile === null ? null : `certificate ${certFile ?? '(none for its key)'}`;
  return how === null && pair === null ? null : [how, pair].filter((part) => part !== null).join(', ');
}

/** `12 up, 1 down`; null where nobody knows. */
export function healthWords({ health }: CheckedConnection): string | null {
  if (health === null) return null;
  const parts = [[health.up, 'up'], [health.down, 'down'], [health.unknown, 'not scraped yet'], [health.vanished, 'missing']] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`);
  return told.length === 0 ? null : told.join(', ');
}

/** Whether a text stands in anything that a row shows, or in one of the targets. Case is not looked at. */
export function matchesText(connection: CheckedConnection, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const { name, scheme, targets, path, caFile } = connection;
  const shown = [name, connectionName(connection), scheme, path, caFile, ...targets, trustWords(connection), signInText(connection), healthWords(connection)];
  return shown.some((part) => part?.toLowerCase().includes(wanted));
}
