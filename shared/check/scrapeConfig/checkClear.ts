/** What goes over the wire unprotected, and TLS that is set up and not used. */
import type { Finding } from '../../model/finding.ts';
import { addressesOf, relabelsOf, schemeOf } from '../../prometheus/connections.ts';
import { hasValue } from '../../prometheus/connectionParts.ts';
import { textAt } from '../../prometheus/connectionSections.ts';
import { safeUrl, urlScheme, userOfUrl } from '../../prometheus/safeUrl.ts';
import { isLoopbackHost } from '../../plan/address.ts';
import { parseAddress } from '../../pki/ipAddress.ts';
import { fieldFinding, type CheckedPart } from './checkedPart.ts';
import type { CheckedConnection } from './checkedParts.ts';
import { checkVerification, hasOwnCa, skipsVerification } from './checkTls.ts';

/** Host of a target or URL, in lower case and without brackets. */
export function hostOf(address: string): string {
  const authority = /^[^/?#]*/.exec(safeUrl(address).replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''))?.[0] ?? '';
  const bracketed = /^\[([^\]]*)\]/.exec(authority)?.[1];
  return (bracketed ?? authority.replace(/:[^:]*$/, '')).toLowerCase();
}

const signIns = ['basic_auth', 'authorization', 'oauth2', 'bearer_token', 'bearer_token_file'] as const;

/** An address beyond this machine that is asked over http, as far as the file alone tells. */
function clearAddress({ section, self }: CheckedConnection): string | null {
  if (schemeOf(section) !== 'http' || relabelsOf(self.fields)) return null;
  return addressesOf(section).find((address) => hostOf(address) !== '' && !isLoopbackHost(hostOf(address))) ?? null;
}

/** CONNECTION_SIGN_IN_CLEAR, unsafe: a password or token is sent over http to another machine. */
export function checkSignIn(connection: CheckedConnection): Finding[] {
  const { self, oauth2 } = connection;
  const told = (host: string) => ({ code: 'CONNECTION_SIGN_IN_CLEAR', severity: 'unsafe', details: { host } }) as const;
  const address = clearAddress(connection);
  const key = signIns.find((field) => hasValue(self.fields, field)) ?? (userOfUrl(textAt(self.fields, 'url') ?? '') === null ? undefined : 'url');
  const ofTarget = address === null || key === undefined ? [] : [fieldFinding(self, key, told(hostOf(address)))];
  const token = oauth2 === null ? null : textAt(oauth2.fields, 'token_url');
  const isClear = token !== null && urlScheme(token) === 'http' && !isLoopbackHost(hostOf(token));
  return oauth2 === null || token === null || !isClear ? ofTarget : [...ofTarget, fieldFinding(oauth2, 'token_url', told(hostOf(token)))];
}

/** Whether every address of a connection is known to be asked over http. */
function isPlain({ section, self }: CheckedConnection): boolean {
  const discovers = [...self.fields.keys()].some((key) => key.endsWith('_sd_configs') && hasValue(self.fields, key));
  const hasProxy = hasValue(self.fields, 'proxy_url') || hasValue(self.fields, 'proxy_from_environment');
  return schemeOf(section) === 'http' && !discovers && !relabelsOf(self.fields) && !hasProxy && addressesOf(section).length > 0;
}

const privateZone = /(^|\.)(internal|local|localhost|lan|home|corp|svc|cluster|test|invalid|arpa)$/;

/** Whether no public authority gives a certificate for this host (CA/Browser Forum Baseline Requirements 4.2.2, 7.1.4). */
function isPrivateHost(host: string): boolean {
  const bytes = parseAddress(host);
  if (bytes === null) return !host.includes('.') || privateZone.test(host);
  const [first = 0, second = 0] = bytes;
  if (bytes.length !== 4) return (first & 0xfe) === 0xfc || first === 0xfe || host === '::1';
  return first === 10 || first === 127 || (first === 172 && second >= 16 && second < 32) || (first === 192 && second === 168);
}

/** CONNECTION_CLIENT_CERTIFICATE_ALONE, advice: who shows a certificate to a private host will need its CA too. */
function checkClientCertificate({ section, tls }: CheckedConnection): Finding[] {
  if (tls === null || hasOwnCa(tls.fields) || skipsVerification(tls.fields)) return [];
  const key = ['cert_file', 'cert'].find((field) => textAt(tls.fields, field) !== null);
  const host = addressesOf(section).map(hostOf).find((each) => each !== '' && isPrivateHost(each));
  if (key === undefined || host === undefined || textAt(tls.fields, 'ca_ref') !== null) return [];
  return [fieldFinding(tls, key, { code: 'CONNECTION_CLIENT_CERTIFICATE_ALONE', severity: 'advice', details: { host } })];
}

const hasFields = (part: CheckedPart): boolean => [...part.fields.keys()].some((key) => hasValue(part.fields, key));

/**
 * Codes: CONNECTION_TLS_UNUSED (advice) where a connection with tls_config uses http; CONNECTION_VERIFY_OFF and
 * CONNECTION_VERIFY_OFF_WITH_CA (unsafe) and CONNECTION_CLIENT_CERTIFICATE_ALONE (advice) where it uses TLS.
 */
export function checkTlsUse(connection: CheckedConnection): Finding[] {
  const { self, tls, oauth2, oauth2Tls } = connection;
  const ofToken = oauth2Tls === null || urlScheme(textAt(oauth2?.fields ?? self.fields, 'token_url') ?? '') === 'http' ? [] : checkVerification(oauth2Tls);
  if (tls === null || !hasFields(tls)) return ofToken;
  if (!isPlain(connection)) return [...checkVerification(tls), ...checkClientCertificate(connection), ...ofToken];
  const where = self.kind === 'scrape' || self.kind === 'alertmanager' ? 'scheme: https' : 'https:// in the URL';
  const details = { where };
  return [fieldFinding(self, 'tls_config', { code: 'CONNECTION_TLS_UNUSED', severity: 'advice', details }), ...ofToken];
}
