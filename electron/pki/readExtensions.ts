/** The extensions of a certificate that clients judge by (RFC 5280 4.2.1). */
import type { AddressRange, NameConstraints } from '../../shared/pki/parsedCertificate.ts';
import { childAt, children, readDer, readOid, type DerValue } from './derReader.ts';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

const keyUsageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];
/** Context tags of GeneralName. */
const general = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 };

/** Splits `Extensions` into its entries. */
export function listExtensions(extensions: DerValue): Extension[] {
  return children(extensions).map((entry) => {
    const parts = children(entry);
    const critical = parts[1]?.tag === 0x01 && parts[1].content[0] !== 0;
    return { oid: readOid(childAt(parts, 0, 0x06)), critical, value: childAt(parts, parts.length - 1, 0x04).content };
  });
}

export function readBasicConstraints(value: Buffer): { isCa: boolean; pathLength: number | null } {
  const parts = children(readDer(value));
  const isCa = parts[0]?.tag === 0x01 && parts[0].content[0] !== 0;
  const length = parts.find((part) => part.tag === 0x02)?.content;
  return { isCa, pathLength: length === undefined || length.length > 4 ? null : length.readUIntBE(0, length.length) };
}

export function readKeyUsages(value: Buffer): string[] {
  const bits = readDer(value).content.subarray(1);
  return keyUsageNames.filter((_, index) => (((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1);
}

export function readExtendedKeyUsages(value: Buffer): string[] {
  return children(readDer(value)).map(readOid);
}

export interface AlternativeNames {
  dnsNames: string[];
  ipAddresses: Uint8Array[];
  otherNames: string[];
}

export function readSubjectAltName(value: Buffer): AlternativeNames {
  const names: AlternativeNames = { dnsNames: [], ipAddresses: [], otherNames: [] };
  for (const { tag, content } of children(readDer(value))) {
    if (tag === general.dns) names.dnsNames.push(content.toString('latin1'));
    else if (tag === general.ip) names.ipAddresses.push(Uint8Array.from(content));
    else if (tag === general.email) names.otherNames.push(`email:${content.toString('latin1')}`);
    else if (tag === general.uri) names.otherNames.push(`URI:${content.toString('latin1')}`);
    else names.otherNames.push(`other:${content.toString('hex')}`);
  }
  return names;
}


/** Key identifier of an authorityKeyIdentifier, in hexadecimal; null when it names the issuer in other ways only. */
export function readAuthorityKeyId(value: Buffer): string | null {
  return children(readDer(value)).find((part) => part.tag === 0x80)?.content.toString('hex') ?? null;
}

function readSubtrees(subtrees: DerValue | undefined): { dns: string[]; ranges: AddressRange[]; others: number } {
  const found = { dns: [] as string[], ranges: [] as AddressRange[], others: 0 };
  for (const subtree of subtrees === undefined ? [] : children(subtrees)) {
    const { tag, content } = childAt(children(subtree), 0);
    const half = content.length / 2;
    if (tag === general.dns) found.dns.push(content.toString('latin1'));
    else if (tag === general.ip && (half === 4 || half === 16)) {
      found.ranges.push({ address: Uint8Array.from(content.subarray(0, half)), mask: Uint8Array.from(content.subarray(half)) });
    } else if (tag !== general.email && tag !== general.uri) found.others += 1;
  }
  return found;
}

/** `handled` is false when there is a kind of constraint that Go does not check, which matters if it is critical. */
export function readNameConstraints(value: Buffer): { constraints: NameConstraints; handled: boolean } {
  const parts = children(readDer(value));
  const permitted = readSubtrees(parts.find((part) => part.tag === 0xa0));
  const excluded = readSubtrees(parts.find((part) => part.tag === 0xa1));
  return {
    constraints: {
      permittedDns: permitted.dns,
      excludedDns: excluded.dns,
      permittedRanges: permitted.ranges,
      excludedRanges: excluded.ranges,
    },
    handled: permitted.others + excluded.others === 0,
  };
}
