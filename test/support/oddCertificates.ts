/** Certificates that the library of the others does not make: of version 1, with odd keys, signed with odd hashes. */
import { constants, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { childAt, children, readDer } from '../../electron/pki/derReader.ts';
import { encodeDer, sequenceTag } from '../../shared/pki/encodeDer.ts';

/** `pss`: RSA-PSS with SHA-256 and a salt of 20 bytes, the default of its parameters, which Go does not take. */
export type OddHash = 'md5' | 'sha1' | 'pss';
export type OddKeyKind = 'p224' | 'p384' | 'secp256k1' | 'dsa' | 'ed448' | 'rsa512';

export function makeOddKey(kind: OddKeyKind): KeyObject {
  if (kind === 'dsa') return generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey;
  if (kind === 'ed448') return generateKeyPairSync('ed448').privateKey;
  if (kind === 'rsa512') return generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey;
  const curves = { p224: 'secp224r1', p384: 'secp384r1', secp256k1: 'secp256k1' } as const;
  return generateKeyPairSync('ec', { namedCurve: curves[kind] }).privateKey;
}

const noParameters = Buffer.of(5, 0);
const algorithms = {
  md5: [Buffer.from('2a864886f70d010104', 'hex'), noParameters],
  sha1: [Buffer.from('2a864886f70d010105', 'hex'), noParameters],
  pss: [
    Buffer.from('2a864886f70d01010a', 'hex'),
    Buffer.from('302ba00d300b0609608648016503040201a11a301806092a864886f70d010108300b0609608648016503040201', 'hex'),
  ],
  rsa: [Buffer.from('2a864886f70d01010b', 'hex'), noParameters],
  ec: [Buffer.from('2a8648ce3d040302', 'hex')],
  dsa: [Buffer.from('608648016503040302', 'hex')],
  ed448: [Buffer.from('2b6571', 'hex')],
  ed25519: [Buffer.from('2b6570', 'hex')],
} as const;

function algorithmOf(signer: KeyObject, hash: OddHash | null): Uint8Array {
  const kind = signer.asymmetricKeyType;
  const known = hash ?? (kind === 'rsa' || kind === 'ec' || kind === 'dsa' || kind === 'ed448' || kind === 'ed25519' ? kind : 'ec');
  const [oid, ...parameters] = algorithms[known];
  return encodeDer(sequenceTag, encodeDer(0x06, oid), ...parameters);
}

/** Changes a certificate and signs it anew. @param change `key` null: that of the certificate stays */
export function rebuildCertificate(
  der: Buffer,
  change: { key: KeyObject | null; version1: boolean; hash: OddHash | null; signer: KeyObject },
): Buffer {
  const [version, serial, , issuer, validity, subject, info, extensions] = children(childAt(children(readDer(der)), 0)).map(({ raw }) => raw);
  const none = Buffer.alloc(0);
  const algorithm = algorithmOf(change.signer, change.hash);
  const key = change.key === null ? info : createPublicKey(change.key).export({ type: 'spki', format: 'der' });
  const first = change.version1 ? none : version;
  const last = change.version1 ? none : extensions;
  const tbs = encodeDer(sequenceTag, ...[first, serial, algorithm, issuer, validity, subject, key, last].map((part) => part ?? none));
  const eddsa = change.signer.asymmetricKeyType?.startsWith('ed') === true;
  const hash = change.hash === null || change.hash === 'pss' ? 'sha256' : change.hash;
  const pss = { key: change.signer, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 };
  const signature = sign(eddsa ? null : hash, tbs, change.hash === 'pss' ? pss : change.signer);
  return Buffer.from(encodeDer(sequenceTag, tbs, algorithm, encodeDer(0x03, Buffer.concat([Buffer.of(0), signature]))));
}
