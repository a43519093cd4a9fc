/** Whether client certificates keep anybody out, and whether anybody can get in with one. */
import { note, type WebContext, type WebNote } from './webNote.ts';
import { hasUsers, itemsOf, slotOf, textOf, type WebValues } from './webValues.ts';

const at = (key: string): string => `tls_server_config.${key}`;

/** Go's ClientAuthType by the words of the toolkit, which has two for one of them. */
function policyOf(values: WebValues): string {
  const word = textOf(values, at('client_auth_type'));
  if (word === 'RequireClientCert') return 'RequireAnyClientCert';
  return word === '' ? 'NoClientCert' : word;
}

const whatHappens: Readonly<Record<string, string>> = {
  RequestClientCert: 'asks for a certificate and lets everybody in, with or without one',
  RequireAnyClientCert: 'takes any certificate, also one that a client has signed for itself',
  VerifyClientCertIfGiven: 'lets in everybody who shows no certificate',
};

/** Types that look like a lock and are none. With passwords beside it, one that verifies what it gets is sound. */
function openNotes(context: WebContext, values: WebValues, policy: string): WebNote[] {
  const effect = whatHappens[policy];
  const withPasswords = hasUsers(values);
  if (effect === undefined || (withPasswords && policy === 'VerifyClientCertIfGiven')) return [];
  const type = textOf(values, at('client_auth_type'));
  const slot = slotOf(values, at('client_auth_type'));
  return [note(context, 'WEB_CLIENT_AUTH_OPEN', withPasswords ? 'advice' : 'unsafe', { field: at('client_auth_type'), slot, atValue: true, details: { type, effect } })];
}

function authorityNotes(context: WebContext, values: WebValues, policy: string): WebNote[] {
  const named = ['client_ca_file', 'client_ca'].map(at).find((path) => textOf(values, path) !== '');
  if (named !== undefined && policy === 'NoClientCert') {
    // exporter-toolkit 0.14.1 made the first letter small.
    const raw = `${context.line.isAtLeast('3.7.0') ? 'c' : 'C'}lient CA's have been configured without a Client Auth Policy`;
    return [note(context, 'WEB_CLIENT_CA_UNUSED', 'broken', { field: named, slot: slotOf(values, named), refusedAt: 'tls', raw })];
  }
  if (named !== undefined || !policy.includes('Verify') || values.uncertain.has('tls_server_config')) return [];
  const severity = policy === 'RequireAndVerifyClientCert' ? 'broken' : 'advice';
  const about = { field: at('client_auth_type'), slot: slotOf(values, at('client_auth_type')), atValue: true };
  const raw = 'x509: certificate signed by unknown authority';
  return [note(context, 'WEB_CLIENT_CA_MISSING', severity, { ...about, details: { type: policy }, raw })];
}

/** client_allowed_sans does something only where a certificate must be shown, and is proof only where it is verified. */
function allowedNamesNotes(context: WebContext, values: WebValues, policy: string): WebNote[] {
  const items = itemsOf(values, at('client_allowed_sans'));
  if (items === null) return [];
  const about = { field: at('client_allowed_sans'), slot: slotOf(values, at('client_allowed_sans')), details: { type: policy } };
  switch (policy) {
    case 'NoClientCert':
      return [note(context, 'WEB_ALLOWED_SANS_IGNORED', 'unsafe', about)];
    case 'RequestClientCert':
    case 'VerifyClientCertIfGiven':
      return [note(context, 'WEB_ALLOWED_SANS_PANIC', 'broken', { ...about, raw: 'http: panic serving' })];
    case 'RequireAnyClientCert':
      return [note(context, 'WEB_ALLOWED_SANS_UNPROVEN', 'unsafe', about)];
    default:
      if (items.length > 0) return [];
      return [note(context, 'WEB_ALLOWED_SANS_EMPTY', 'broken', { ...about, raw: 'could not find allowed SANs in client cert' })];
  }
}

/**
 * Codes: WEB_CLIENT_AUTH_OPEN, WEB_CLIENT_CA_UNUSED, WEB_CLIENT_CA_MISSING, WEB_ALLOWED_SANS_IGNORED,
 * WEB_ALLOWED_SANS_PANIC, WEB_ALLOWED_SANS_UNPROVEN, WEB_ALLOWED_SANS_EMPTY.
 * Source: Go crypto/tls ClientAuthType; exporter-toolkit ConfigToTLSConfig and VerifyPeerCertificate.
 */
export function clientCertificateNotes(context: WebContext, values: WebValues): WebNote[] {
  const policy = policyOf(values);
  const names = allowedNamesNotes(context, values, policy);
  // A list of names over a lock that is none says the same once more, and more exactly.
  const open = names.length > 0 ? [] : openNotes(context, values, policy);
  return [...open, ...authorityNotes(context, values, policy), ...names];
}
