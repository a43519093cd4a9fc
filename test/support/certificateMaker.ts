/** Makes certificates of every kind, sound and defective, for tests of those who judge them. */
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { createPrivateKey, sign } from 'node:crypto';
import { childAt, children, readDer } from '../../electron/pki/derReader.ts';
import { pemEncode } from '../../electron/pki/pemEncode.ts';
import { encodeDer, sequenceTag } from '../../shared/pki/encodeDer.ts';

export type KeyKind = 'p256' | 'p521' | 'rsa' | 'rsaSha1' | 'rsaPss' | 'rsa1024' | 'ed25519';
export type Keys = CryptoKeyPair;

const algorithms: Readonly<Record<KeyKind, RsaHashedKeyGenParams | EcKeyGenParams | Algorithm>> = {
  p256: { name: 'ECDSA', namedCurve: 'P-256' },
  p521: { name: 'ECDSA', namedCurve: 'P-521' },
  rsa: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
  rsaSha1: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-1' },
  rsaPss: { name: 'RSA-PSS', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
  rsa1024: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
  ed25519: { name: 'Ed25519' },
};

export const makeKeys = async (kind: KeyKind): Promise<Keys> =>
  (await crypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify'])) as Keys;

export interface Made {
  keys: Keys;
  subject: string;
  der: Buffer;
  certificatePem: string;
  keyPem: string;
}

export interface Order {
  keys: Keys;
  /** As RFC 4514; empty for none. */
  subject?: string;
  /** Left out: it signs itself. */
  issuer?: Made;
  notBefore?: number;
  notAfter?: number;
  serial?: string;
  /** Content octets of the serial number that the library would correct; for a P-256 signer. */
  rawSerial?: string;
  /** GeneralNames: `DNS:…`, `IP:hex`, `URI:…`; null: no extension. */
  names?: string[] | null;
  namesCritical?: boolean;
  /** null: no extension. */
  ca?: { isCa: boolean; pathLength?: number; critical?: boolean } | null;
  usages?: (keyof typeof KeyUsageFlags)[] | null;
  extendedUsages?: string[] | null;
  keyIdentifiers?: boolean;
  more?: Extension[];
}

export const usage = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2', any: '2.5.29.37.0' };

/** A GeneralName from `DNS:…`, `URI:…` or `IP:` with the bytes in hexadecimal. */
export function generalName(text: string): Uint8Array {
  const [kind = '', value = ''] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'IP') return encodeDer(0x87, Buffer.from(value, 'hex'));
  return encodeDer(kind === 'URI' ? 0x86 : 0x82, Buffer.from(value, 'utf8'));
}

/** The name constraints extension, critical. */
export function nameConstraints(permitted: string[], excluded: string[]): Extension {
  const subtrees = (tag: number, names: string[]): Uint8Array[] =>
    names.length === 0 ? [] : [encodeDer(tag, ...names.map((name) => encodeDer(sequenceTag, generalName(name))))];
  return new Extension('2.5.29.30', true, encodeDer(sequenceTag, ...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)));
}

/** A critical extension that no client knows. */
export const unknownExtension = (): Extension => new Extension('1.2.3.4.5', true, Uint8Array.of(5, 0));

async function extensionsOf(order: Order): Promise<Extension[]> {
  const ca = order.ca === undefined ? { isCa: false } : order.ca;
  const usages = order.usages === undefined ? (ca?.isCa ? (['keyCertSign', 'cRLSign'] as const) : (['digitalSignature'] as const)) : order.usages;
  const extended = order.extendedUsages === undefined ? (ca?.isCa ? null : [usage.server]) : order.extendedUsages;
  const names = order.names === undefined ? null : order.names;
  const list: Extension[] = [];
  if (ca !== null) list.push(new BasicConstraintsExtension(ca.isCa, ca.pathLength, ca.critical ?? true));
  if (usages !== null) list.push(new KeyUsagesExtension(usages.reduce((flags, flag) => flags | KeyUsageFlags[flag], 0), true));
  if (extended !== null) list.push(new ExtendedKeyUsageExtension(extended, false));
  if (order.keyIdentifiers !== false) {
    list.push(await SubjectKeyIdentifierExtension.create(order.keys.publicKey, false));
    list.push(await AuthorityKeyIdentifierExtension.create((order.issuer?.keys ?? order.keys).publicKey, false));
  }
  if (names !== null) list.push(new Extension('2.5.29.17', order.namesCritical ?? false, encodeDer(sequenceTag, ...names.map(generalName))));
  return [...list, ...(order.more ?? [])];
}

/** Puts another serial number in and signs anew. */
async function reserial(der: Buffer, serial: string, signer: CryptoKey): Promise<Buffer> {
  const outer = children(readDer(der));
  const [version, , ...rest] = children(childAt(outer, 0)).map(({ raw }) => raw);
  const tbs = encodeDer(sequenceTag, version ?? Buffer.alloc(0), encodeDer(0x02, Buffer.from(serial, 'hex')), ...rest);
  const key = createPrivateKey({ key: Buffer.from(await crypto.subtle.exportKey('pkcs8', signer)), format: 'der', type: 'pkcs8' });
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', tbs, key)]);
  return Buffer.from(encodeDer(sequenceTag, tbs, childAt(outer, 1).raw, encodeDer(0x03, signature)));
}

const hour = 3_600_000;

export async function makeCertificate(order: Order): Promise<Made> {
  const subject = order.subject ?? 'CN=server';
  const signer = order.issuer?.keys ?? order.keys;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: order.serial ?? '0123456789',
    subject: new Name(subject === '' ? [] : subject),
    issuer: new Name((order.issuer?.subject ?? subject) || []),
    notBefore: new Date(order.notBefore ?? Date.now() - hour),
    notAfter: new Date(order.notAfter ?? Date.now() + 100 * 24 * hour),
    publicKey: order.keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: { name: signer.privateKey.algorithm.name, hash: 'SHA-256', saltLength: 32 } as EcdsaParams,
    extensions: await extensionsOf(order),
  });
  const made = Buffer.from(certificate.rawData);
  const der = order.rawSerial === undefined ? made : await reserial(made, order.rawSerial, signer.privateKey);
  const keyDer = Buffer.from(await crypto.subtle.exportKey('pkcs8', order.keys.privateKey));
  const keyPem = String(createPrivateKey({ key: keyDer, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }));
  return { keys: order.keys, subject, der, certificatePem: pemEncode('CERTIFICATE', der), keyPem };
}

/** An authority that signs itself. */
export const makeAuthority = (keys: Keys, subject: string, order: Partial<Order> = {}): Promise<Made> =>
  makeCertificate({ keys, subject, ca: { isCa: true }, ...order });
