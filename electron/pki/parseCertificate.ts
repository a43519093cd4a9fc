/** Takes a certificate apart (RFC 5280 4.1) without the library that makes ours, so that neither hides the other's faults. */
import type { NameAttribute } from '../../shared/pki/subjectText.ts';
import type { ParsedCertificate } from '../../shared/pki/parsedCertificate.ts';
import { WizardError } from '../wizardError.ts';
import { childAt, children, DerError, readDer, readOid, readText, readTime, type DerValue } from './derReader.ts';
import { readPublicKey, readSignatureAlgorithm } from './readAlgorithms.ts';
import {
  listExtensions,
  readAuthorityKeyId,
  readBasicConstraints,
  readExtendedKeyUsages,
  readKeyUsages,
  readNameConstraints,
  readSubjectAltName,
  type AlternativeNames,
  type Extension,
} from './readExtensions.ts';

/** The parsed certificate with the bytes that its signature is about. */
export interface SignedCertificate extends ParsedCertificate {
  readonly der: Buffer;
  readonly tbs: Buffer;
  readonly signature: Buffer;
  /** SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Buffer;
}

const attributeTypes: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.25': 'DC',
};
const oid = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
};
const handledByGo = new Set(Object.values(oid));

function readName(name: DerValue): NameAttribute[] {
  return children(name).flatMap((set) =>
    children(set).map((attribute) => {
      const parts = children(attribute);
      const type = readOid(childAt(parts, 0, 0x06));
      return { type: attributeTypes[type] ?? type, value: readText(childAt(parts, 1)) };
    }),
  );
}

/** What Go's parser refuses although the structure is sound (crypto/x509, parseSANExtension and parsePublicKey). */
function goParseError(names: AlternativeNames, publicKey: ParsedCertificate['publicKey']): string | null {
  if (publicKey.kind === 'ECDSA' && publicKey.curve === null) return 'unsupported elliptic curve';
  if (names.dnsNames.some((name) => /[^\u0000-\u007f]/.test(name))) return 'SAN dNSName is malformed';
  const odd = names.ipAddresses.find((address) => address.length !== 4 && address.length !== 16);
  return odd === undefined ? null : `cannot parse IP address of length ${odd.length}`;
}

type ExtensionFacts = Pick<
  ParsedCertificate,
  | 'basicConstraints'
  | 'keyUsages'
  | 'extendedKeyUsages'
  | 'rawSubjectAltName'
  | 'subjectAltNameCritical'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'nameConstraints'
  | 'unhandledCritical'
> &
  AlternativeNames;

function readExtensions(extensions: readonly Extension[]): ExtensionFacts {
  const find = (id: string): Extension | undefined => extensions.find((extension) => extension.oid === id);
  const read = <T>(id: string, reader: (value: Buffer) => T): T | null => {
    const found = find(id);
    return found === undefined ? null : reader(found.value);
  };
  const names = read(oid.subjectAltName, readSubjectAltName) ?? { dnsNames: [], ipAddresses: [], otherNames: [] };
  const constraints = read(oid.nameConstraints, readNameConstraints);
  const knownNames = names.dnsNames.length + names.ipAddresses.length + names.otherNames.filter((name) => !name.startsWith('other:')).length;
  const unhandled = (extension: Extension): boolean => {
    if (extension.oid === oid.nameConstraints) return constraints?.handled === false;
    if (extension.oid === oid.subjectAltName) return knownNames === 0;
    return !handledByGo.has(extension.oid);
  };
  return {
    ...names,
    basicConstraints: read(oid.basicConstraints, readBasicConstraints),
    keyUsages: read(oid.keyUsage, readKeyUsages),
    extendedKeyUsages: read(oid.extendedKeyUsage, readExtendedKeyUsages),
    rawSubjectAltName: find(oid.subjectAltName)?.value.toString('hex') ?? null,
    subjectAltNameCritical: find(oid.subjectAltName)?.critical ?? false,
    subjectKeyId: read(oid.subjectKeyId, (value) => readDer(value).content.toString('hex')),
    authorityKeyId: read(oid.authorityKeyId, readAuthorityKeyId),
    nameConstraints: constraints?.constraints ?? null,
    unhandledCritical: extensions.filter((extension) => extension.critical && unhandled(extension)).map(({ oid: id }) => id),
  };
}

function parse(der: Buffer): SignedCertificate {
  const outer = children(readDer(der));
  const tbs = childAt(outer, 0, 0x30);
  const all = children(tbs);
  const hasVersion = all[0]?.tag === 0xa0;
  const fields = hasVersion ? all.slice(1) : all;
  const validity = children(childAt(fields, 3, 0x30));
  const issuer = childAt(fields, 2, 0x30);
  const subject = childAt(fields, 4, 0x30);
  const key = childAt(fields, 5, 0x30);
  const wrapped = fields.find((field) => field.tag === 0xa3);
  const extensions = readExtensions(wrapped === undefined ? [] : listExtensions(readDer(wrapped.content)));
  const signature = readSignatureAlgorithm(childAt(outer, 1, 0x30));
  const publicKey = readPublicKey(key);
  return {
    ...extensions,
    raw: der.toString('hex'),
    byteLength: der.length,
    version: hasVersion ? (readDer(childAt(all, 0).content).content[0] ?? 0) + 1 : 1,
    serial: childAt(fields, 0, 0x02).content.toString('hex'),
    rawSubject: subject.raw.toString('hex'),
    rawIssuer: issuer.raw.toString('hex'),
    subject: readName(subject),
    issuer: readName(issuer),
    notBefore: readTime(childAt(validity, 0)),
    notAfter: readTime(childAt(validity, 1)),
    rawPublicKey: key.raw.toString('hex'),
    publicKey,
    signatureAlgorithm: signature.algorithm,
    signatureLabel: signature.label,
    goParseError: goParseError(extensions, publicKey),
    der,
    tbs: tbs.raw,
    signature: childAt(outer, 2, 0x03).content.subarray(1),
    publicKeyInfo: key.raw,
  };
}

/** @throws WizardError CERTIFICATE_UNREADABLE */
export function parseCertificate(der: Buffer): SignedCertificate {
  try {
    return parse(der);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new WizardError('CERTIFICATE_UNREADABLE', { detail: cause.message }, { cause });
  }
}
