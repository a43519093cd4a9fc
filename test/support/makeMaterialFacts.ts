/** Certificates, keys and other files with given defects, from recipes that a scenario can write in YAML. */
import 'reflect-metadata';
import { Extension } from '@peculiar/x509';
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { materialOfBytes } from '../../electron/check/materialOfBytes.ts';
import { randomSerial } from '../../electron/pki/issueCertificate.ts';
import { pemEncode } from '../../electron/pki/pemEncode.ts';
import type { MaterialFacts } from '../../shared/model/materialFacts.ts';
import { encodeDer, sequenceTag } from '../../shared/pki/encodeDer.ts';
import { parseAddress } from '../../shared/pki/ipAddress.ts';
import {
  generalName, makeCertificate, makeKeys, nameConstraints, unknownExtension, usage,
  type KeyKind, type Made, type Order,
} from './certificateMaker.ts';
import { makeOddKey, rebuildCertificate, type OddHash, type OddKeyKind } from './oddCertificates.ts';

export interface CertificateRecipe {
  /** p256 unless said. */
  key?: KeyKind | OddKeyKind;
  /** As RFC 4514, such as `CN=server`; empty for none. */
  subject?: string;
  /** Name of another recipe; left out: it signs itself. */
  issuer?: string;
  /** Days from now, negative for the past. From 1 day ago to 100 days ahead unless said. */
  days?: [from: number, until: number];
  /** `DNS:localhost`, `IP:127.0.0.1`, `IP:` with address and mask, `email:…`, `URI:…`; null: no extension. DNS:localhost unless said or an authority. */
  names?: string[] | null;
  namesCritical?: boolean;
  /** true: an authority; null: no basic constraints. */
  ca?: boolean | null;
  pathLength?: number;
  usages?: Order['usages'];
  /** `server`, `client`, `any` or an object identifier; null: no extension. */
  extendedUsages?: string[] | null;
  keyIdentifiers?: boolean;
  /** Content octets in hexadecimal. */
  serial?: string;
  permitted?: string[];
  excluded?: string[];
  unknownExtension?: boolean;
  /** As a public authority does: with an embedded list of timestamps. */
  logged?: boolean;
  /** Version 1: without any extension. */
  version1?: boolean;
  /** Signs in this way; for an RSA issuer. */
  hash?: OddHash;
}

type Form =
  | 'der' | 'bom' | 'utf16' | 'crlf' | 'truncated' | 'encrypted' | 'encryptedOld' | 'traditional' | 'pkcs12' | 'request' | 'publicKey' | 'garbled';

export interface MaterialRecipe {
  /** Makes a certificate and its key, known to others by the name of this recipe. */
  certificate?: CertificateRecipe;
  /** The private key of that certificate. */
  keyOf?: string;
  /** The contents of these recipes, one after another. */
  parts?: string[];
  text?: string;
  form?: Form;
  /** Such as '0600'; '0644' unless said, '0600' for a key. */
  mode?: string;
  uid?: number;
  gid?: number;
}

export interface MadeMaterial {
  /** null for recipes without a certificate of their own. */
  made: Made | null;
  bytes: Buffer;
  facts: MaterialFacts;
}

const day = 86_400_000;
const shortUsages: Readonly<Record<string, string>> = usage;

function encodeName(text: string): Uint8Array {
  const value = text.slice(text.indexOf(':') + 1);
  if (text.startsWith('email:')) return encodeDer(0x81, Buffer.from(value));
  if (!text.startsWith('IP:')) return generalName(text);
  const [address = '', mask = ''] = value.split('/');
  const bytes = [address, mask].map((part) => parseAddress(part) ?? new Uint8Array());
  return generalName(`IP:${Buffer.concat(bytes).toString('hex')}`);
}

/** Constraints as `certificateMaker` takes them: addresses and masks in hexadecimal. */
const constraint = (text: string): string => (text.startsWith('IP:') ? `IP:${Buffer.from(encodeName(text).slice(2)).toString('hex')}` : text);

function moreExtensions(recipe: CertificateRecipe, names: string[] | null): Extension[] {
  const { permitted = [], excluded = [], namesCritical = false } = recipe;
  return [
    ...(names === null ? [] : [new Extension('2.5.29.17', namesCritical, encodeDer(sequenceTag, ...names.map(encodeName)))]),
    ...(permitted.length + excluded.length === 0 ? [] : [nameConstraints(permitted.map(constraint), excluded.map(constraint))]),
    ...(recipe.unknownExtension === true ? [unknownExtension()] : []),
    // An empty list of timestamps: whether they are sound is not judged here.
    ...(recipe.logged === true ? [new Extension('1.3.6.1.4.1.11129.2.4.2', false, encodeDer(0x04, Uint8Array.of(0, 0)))] : []),
  ];
}

const isOdd = (kind: KeyKind | OddKeyKind): kind is OddKeyKind => ['p224', 'p384', 'secp256k1', 'dsa', 'ed448', 'rsa512'].includes(kind);

interface Issuer {
  made: Made;
  /** Its key is one that the library does not sign with. */
  odd: boolean;
}

async function certificateOf(recipe: CertificateRecipe, issuer: Issuer | null, now: number): Promise<Made> {
  const { key = 'p256', ca = false, names = ca === true ? null : ['DNS:localhost'], days = [-1, 100], extendedUsages } = recipe;
  const order: Order = {
    keys: await makeKeys(isOdd(key) ? 'p256' : key),
    subject: recipe.subject ?? 'CN=server',
    serial: randomSerial(),
    notBefore: now + days[0] * day,
    notAfter: now + days[1] * day,
    ca: ca === null ? null : { isCa: ca, ...(recipe.pathLength === undefined ? {} : { pathLength: recipe.pathLength }) },
    ...(issuer === null ? {} : { issuer: issuer.made }),
    ...(recipe.usages === undefined ? {} : { usages: recipe.usages }),
    ...(extendedUsages === undefined ? {} : { extendedUsages: extendedUsages?.map((each) => shortUsages[each] ?? each) ?? null }),
    ...(recipe.keyIdentifiers === undefined ? {} : { keyIdentifiers: recipe.keyIdentifiers }),
    ...(recipe.serial === undefined ? {} : { rawSerial: recipe.serial }),
    more: moreExtensions(recipe, names),
  };
  const made = await makeCertificate(order);
  const odd: KeyObject | null = isOdd(key) ? makeOddKey(key) : null;
  if (odd === null && issuer?.odd !== true && recipe.version1 !== true && recipe.hash === undefined) return made;
  const signer = createPrivateKey(issuer?.made.keyPem ?? (odd === null ? made.keyPem : String(odd.export({ type: 'pkcs8', format: 'pem' }))));
  const { version1 = false, hash = null } = recipe;
  const der = rebuildCertificate(made.der, { key: odd, version1, hash, signer });
  const keyPem = odd === null ? made.keyPem : String(odd.export({ type: 'pkcs8', format: 'pem' }));
  return { ...made, der, certificatePem: pemEncode('CERTIFICATE', der), keyPem };
}

function encrypted(keyPem: string, old: boolean): string {
  const key = createPrivateKey(keyPem);
  const protection = { cipher: 'aes-256-cbc', passphrase: 'not needed' };
  const type = key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1';
  return String(old ? key.export({ type, format: 'pem', ...protection }) : key.export({ type: 'pkcs8', format: 'pem', ...protection }));
}

function traditional(keyPem: string): string {
  const key = createPrivateKey(keyPem);
  return String(key.export({ type: key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1', format: 'pem' }));
}

const firstDer = (pem: string): Buffer => Buffer.from(/-----BEGIN [^-]+-----([^-]+)-----END/.exec(pem)?.[1] ?? '', 'base64');

/** A store with one key and certificate; the store's library knows RSA only, so it is made of its own pair. */
function store(): Buffer {
  const keys = forge.pki.rsa.generateKeyPair(1024);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.sign(keys.privateKey);
  return Buffer.from(forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(keys.privateKey, certificate, 'not needed')).getBytes(), 'latin1');
}

function request(): string {
  const keys = forge.pki.rsa.generateKeyPair(1024);
  const made = forge.pki.createCertificationRequest();
  made.publicKey = keys.publicKey;
  made.setSubject([{ name: 'commonName', value: 'server' }]);
  made.sign(keys.privateKey);
  return forge.pki.certificationRequestToPem(made);
}

const forms: Readonly<Record<Form, (content: string) => string | Buffer>> = {
  der: firstDer,
  bom: (content) => `\ufeff${content}`,
  utf16: (content) => Buffer.from(`\ufeff${content}`, 'utf16le'),
  crlf: (content) => content.replaceAll('\n', '\r\n'),
  truncated: (content) => content.slice(0, Math.floor(content.length * 0.7)),
  encrypted: (content) => encrypted(content, false),
  encryptedOld: (content) => encrypted(content, true),
  traditional,
  pkcs12: store,
  request,
  publicKey: (content) => pemEncode('PUBLIC KEY', firstDer(content)),
  /** Sound base64 of what is no such thing. */
  garbled: (content) => content.replace(/\n[^-]+\n-----END/, '\nMAMCAQE=\n-----END'),
};

/**
 * Makes what the recipes say; one may name those before and after it.
 * @param options.folder where the files are said to lie
 * @param options.only names to make, with what they need; all unless said
 */
export async function makeMaterial(
  recipes: Readonly<Record<string, MaterialRecipe>>,
  { now = Date.now(), folder = '/etc/prometheus', only }: { now?: number; folder?: string; only?: readonly string[] } = {},
): Promise<Record<string, MadeMaterial>> {
  const certificates = new Map<string, Promise<Made>>();
  const recipeOf = (name: string): MaterialRecipe => {
    const recipe = recipes[name];
    if (recipe === undefined) throw new Error(`No material is called ${name}.`);
    return recipe;
  };
  const made = (name: string): Promise<Made> => {
    const { certificate } = recipeOf(name);
    if (certificate === undefined) throw new Error(`${name} makes no certificate.`);
    const issued = async (): Promise<Made> => {
      if (certificate.issuer === undefined) return certificateOf(certificate, null, now);
      const odd = isOdd(recipeOf(certificate.issuer).certificate?.key ?? 'p256');
      return certificateOf(certificate, { made: await made(certificate.issuer), odd }, now);
    };
    const known = certificates.get(name) ?? issued();
    certificates.set(name, known);
    return known;
  };
  const content = async (name: string): Promise<string | Buffer> => {
    const { certificate, keyOf, parts = [], text, form } = recipeOf(name);
    const pieces = [
      certificate === undefined ? '' : (await made(name)).certificatePem,
      keyOf === undefined ? '' : (await made(keyOf)).keyPem,
      text ?? '',
      ...(await Promise.all(parts.map(content))).map(String),
    ].join('');
    return form === undefined ? pieces : forms[form](pieces);
  };
  const wanted = only ?? Object.keys(recipes);
  const entries = wanted.map((name) => [name, recipeOf(name)] as const).map(async ([name, recipe]): Promise<[string, MadeMaterial]> => {
    const bytes = Buffer.from(await content(name));
    const { mode = recipe.keyOf === undefined ? '0644' : '0600', uid = 0, gid = 0 } = recipe;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const facts = materialOfBytes(`${folder}/${name}`, { kind: 'file', sha256, mode: Number.parseInt(mode, 8), uid, gid }, bytes);
    return [name, { made: recipe.certificate === undefined ? null : await made(name), bytes, facts }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The facts of one certificate file alone. */
export async function makeCertificateFacts(certificate: CertificateRecipe, now = Date.now()): Promise<MaterialFacts> {
  const [made] = Object.values(await makeMaterial({ 'server.crt': { certificate } }, { now }));
  if (made === undefined) throw new Error('Nothing was made.');
  return made.facts;
}
