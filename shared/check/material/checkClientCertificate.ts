/** A certificate by which a client proves itself to a server: `cert_file` in the tls_config of a job. */
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate, MaterialFacts } from '../../model/materialFacts.ts';
import { goAddress } from '../../pki/goHostname.ts';
import type { ParsedCertificate } from '../../pki/parsedCertificate.ts';
import { certificateForm } from './certificateForm.ts';
import { judgeCertificate } from './judgeCertificate.ts';
import type { Signs } from './signedBy.ts';
import { trustFailure } from './trustFailure.ts';

export interface ClientCertificateContext {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly signs: Signs;
  /** The client_ca_file of the server that asks for it; null when that is not known. */
  readonly clientCa: MaterialFacts | null;
  /** client_allowed_sans of that server; null when it has none. */
  readonly allowedSans: readonly string[] | null;
}

const clientAuth = '1.3.6.1.5.5.7.3.2';
const anyUsage = '2.5.29.37.0';
/** What of a certificate matters to a server: only Go looks at it there. */
const relevant = [
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_EXPIRES_SOON',
  'CERTIFICATE_KEY_UNSUPPORTED',
  'CERTIFICATE_KEY_WEAK',
  'CERTIFICATE_SIGNATURE_REFUSED',
  'CERTIFICATE_SIGNATURE_UNKNOWN',
  'CERTIFICATE_EXTENSION_UNKNOWN',
];

function usage({ extendedKeyUsages }: ParsedCertificate, path: string): Finding[] {
  if (!extendedKeyUsages?.length || extendedKeyUsages.includes(clientAuth) || extendedKeyUsages.includes(anyUsage)) return [];
  const raw = 'x509: certificate specifies an incompatible key usage';
  return [finding('CLIENT_CERTIFICATE_NOT_FOR_CLIENTS', 'broken', {}, { path, raw })];
}

function authority(presented: readonly MaterialCertificate[], { clientCa, now, signs }: ClientCertificateContext, path: string): Finding[] {
  const authorities = clientCa?.certificates ?? [];
  const [leaf] = presented;
  if (leaf === undefined || authorities.length === 0) return [];
  const raw = trustFailure({ presented, authorities, purpose: 'client', now, signs });
  // An authority out of its time is found in its own file, a refused signature in this one.
  if (raw === null || /expired or is not yet valid|insecure algorithm|algorithm unimplemented/.test(raw)) return [];
  const names = authorities.map(({ subject }) => subject).join('; ');
  const evidence = [{ label: 'SHA-256 of the client certificate', text: leaf.sha256 }];
  return [finding('CLIENT_CERTIFICATE_OTHER_AUTHORITY', 'broken', { issuer: leaf.issuer, authorities: names }, { path, raw, evidence })];
}

/** The exporter toolkit compares whole texts of DNS names, addresses, e-mail addresses and URIs (tls_config.go, VerifyPeerCertificate). */
function allowedName(parsed: ParsedCertificate, allowed: readonly string[] | null, path: string): Finding[] {
  if (allowed === null || allowed.length === 0) return [];
  const others = parsed.otherNames.map((name) => name.replace(/^(email|URI):/, ''));
  const held = [...parsed.dnsNames, ...parsed.ipAddresses.map(goAddress), ...others];
  if (held.some((name) => allowed.includes(name))) return [];
  const raw = `could not find allowed SANs in client cert, found: [${allowed.join(' ')}]`;
  const names = held.length === 0 ? 'no alternative name' : held.join(', ');
  return [finding('CLIENT_CERTIFICATE_NAME_NOT_ALLOWED', 'broken', { names }, { path, raw })];
}

/**
 * Whether a server accepts what the file makes a client present. Its key is judged by checkKey and checkPair.
 * @returns what the form of the file has, dates, key and signature, and CLIENT_CERTIFICATE_*
 */
export function checkClientCertificate(facts: MaterialFacts, context: ClientCertificateContext): Finding[] {
  if (facts.state.kind !== 'file') return [];
  const { path, certificates } = facts;
  const form = certificateForm(facts);
  const [leaf] = certificates;
  if (leaf === undefined || form.some(({ severity }) => severity === 'broken')) return form;
  return [
    ...form,
    ...judgeCertificate(leaf, context.now, path).filter(({ code }) => relevant.includes(code)).map((found) => ({ ...found, clients: [] })),
    ...usage(leaf.parsed, path),
    ...authority(certificates, context, path),
    ...allowedName(leaf.parsed, context.allowedSans, path),
  ];
}
