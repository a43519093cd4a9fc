/** How Go holds the names of a leaf against the name constraints of an authority (crypto/x509, checkNameConstraints). */
import { goAddress } from './goHostname.ts';
import { goQuote } from './goQuote.ts';
import type { AddressRange, ParsedCertificate } from './parsedCertificate.ts';

/** Parts from the right; null for what Go cannot parse. */
function reverseLabels(domain: string): string[] | null {
  const labels = domain.split('.').reverse();
  return labels.every((label) => /^[!-~]+$/.test(label)) ? labels : null;
}

/** RFC 5280 4.2.1.10: the constraint or any name below it. With a leading dot, only names below it. */
function domainMatches(domain: string, constraint: string): boolean {
  if (constraint === '') return true;
  const onlyBelow = constraint.startsWith('.');
  const wanted = reverseLabels(onlyBelow ? constraint.slice(1) : constraint);
  const found = reverseLabels(domain);
  if (wanted === null || found === null || found.length < wanted.length) return false;
  if (onlyBelow && found.length === wanted.length) return false;
  return wanted.every((label, index) => label.toLowerCase() === found[index]?.toLowerCase());
}

function rangeHolds(address: Uint8Array, range: AddressRange): boolean {
  if (address.length !== range.address.length) return false;
  return address.every((byte, index) => {
    const mask = range.mask[index] ?? 0;
    return (byte & mask) === ((range.address[index] ?? 0) & mask);
  });
}

/** `10.0.0.0/8`, as Go prints a network. */
function rangeText({ address, mask }: AddressRange): string {
  const bits = mask.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  return `${goAddress(address)}/${bits}`;
}

interface Rule<C> {
  readonly label: string;
  readonly name: string;
  readonly permitted: readonly C[];
  readonly excluded: readonly C[];
  readonly matches: (constraint: C) => boolean;
  readonly show: (constraint: C) => string;
}

function breach<C>(rule: Rule<C>): string | null {
  const told = `${rule.label} ${goQuote(rule.name)}`;
  const by = rule.excluded.find(rule.matches);
  if (by !== undefined) return `${told} is excluded by constraint ${goQuote(rule.show(by))}`;
  const permitted = rule.permitted.length === 0 || rule.permitted.some(rule.matches);
  return permitted ? null : `${told} is not permitted by any constraint`;
}

/**
 * Checks DNS names and addresses; e-mail and URI names do not name servers and are left out.
 * @returns null when the authority may sign for all names of the leaf, else Go's sentence
 */
export function goNameConstraints(authority: ParsedCertificate, leaf: ParsedCertificate): string | null {
  const constraints = authority.nameConstraints;
  if (constraints === null) return null;
  const prefix = 'x509: a root or intermediate certificate is not authorized to sign for this name: ';
  for (const name of leaf.dnsNames) {
    if (reverseLabels(name) === null) return `x509: cannot parse dnsName ${goQuote(name)}`;
    const broken = breach({
      label: 'DNS name',
      name,
      permitted: constraints.permittedDns,
      excluded: constraints.excludedDns,
      matches: (constraint) => domainMatches(name, constraint),
      show: (constraint) => constraint,
    });
    if (broken !== null) return prefix + broken;
  }
  for (const address of leaf.ipAddresses) {
    const broken = breach({
      label: 'IP address',
      name: goAddress(address),
      permitted: constraints.permittedRanges,
      excluded: constraints.excludedRanges,
      matches: (range) => rangeHolds(address, range),
      show: rangeText,
    });
    if (broken !== null) return prefix + broken;
  }
  return null;
}
