/** How Go decides whether a certificate is good for a name (crypto/x509, VerifyHostname and HostnameError). */
import { formatAddress, isMapped, parseAddress } from './ipAddress.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';

/** Lower case in ASCII only, as Go does. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Four bytes for IPv4 in either form, so that both forms are equal. */
const unmapped = (bytes: Uint8Array): Uint8Array => (isMapped(bytes) ? bytes.slice(12) : bytes);

/** The text of an address as Go prints it: IPv4-mapped ones as IPv4. */
export const goAddress = (bytes: Uint8Array): string => formatAddress(unmapped(bytes));

/** Letters, digits, underscores, and hyphens that do not begin a part; `*` as the first part of a pattern. */
function wellFormed(name: string, isPattern: boolean, loneAsterisk = false): boolean {
  if (name === '*') return isPattern && loneAsterisk;
  const parts = (isPattern || !name.endsWith('.') ? name : name.slice(0, -1)).split('.');
  return parts.every((part, index) => (isPattern && index === 0 && part === '*') || /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(part));
}

/** A wildcard stands for one whole first part. */
function matches(pattern: string, host: string): boolean {
  const patternParts = lower(pattern).split('.');
  const hostParts = lower(host).replace(/\.$/, '').split('.');
  if (pattern === '' || host === '' || patternParts.length !== hostParts.length) return false;
  return patternParts.every((part, index) => (index === 0 && part === '*') || part === hostParts[index]);
}

function matchesExactly(name: string, host: string): boolean {
  return name !== '' && name !== '.' && lower(name) === lower(host);
}

function hostnameError(certificate: ParsedCertificate, host: string): string {
  const commonName = certificate.subject.findLast(({ type }) => type === 'CN')?.value ?? '';
  if (certificate.rawSubjectAltName === null && matches(commonName, host)) {
    return 'x509: certificate relies on legacy Common Name field, use SANs instead';
  }
  const isAddress = parseAddress(host) !== null;
  if (isAddress && certificate.ipAddresses.length === 0) {
    return `x509: cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
  }
  const valid = (isAddress ? certificate.ipAddresses.map(goAddress) : certificate.dnsNames).join(', ');
  return valid === ''
    ? `x509: certificate is not valid for any names, but wanted to match ${host}`
    : `x509: certificate is valid for ${valid}, not ${host}`;
}

/**
 * @param host a name or an address, IPv6 with or without brackets
 * @param loneAsterisk whether a name of `*` alone stands for every single-part name, as in old versions of Go
 * @returns null when the certificate is good for it, else Go's sentence
 */
export function goHostname(certificate: ParsedCertificate, host: string, loneAsterisk: boolean): string | null {
  const bare = /^\[.+\]$/.test(host) ? host.slice(1, -1) : host;
  const address = parseAddress(bare);
  if (address !== null) {
    const wanted = unmapped(address).join();
    return certificate.ipAddresses.some((found) => unmapped(found).join() === wanted) ? null : hostnameError(certificate, bare);
  }
  const hostIsWellFormed = wellFormed(host, false);
  const good = certificate.dnsNames.some((name) =>
    hostIsWellFormed && wellFormed(name, true, loneAsterisk) ? matches(name, host) : matchesExactly(name, host),
  );
  return good ? null : hostnameError(certificate, host);
}
