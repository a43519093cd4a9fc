/** Takes the public part of a private key; the private part is gone when this returns. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyFacts } from '../../shared/model/materialFacts.ts';
import { readDer } from '../pki/derReader.ts';
import { readPublicKey } from '../pki/readAlgorithms.ts';
import { keyLabel } from '../pki/readCertificate.ts';

/** What OpenSSL calls kinds of keys that servers do not use, as people write them. */
const kinds: Readonly<Record<string, string>> = { dsa: 'DSA', dh: 'DH', ed448: 'Ed448', x25519: 'X25519', x448: 'X448', 'rsa-pss': 'RSA-PSS' };

function labelOf(key: KeyObject, publicKey: KeyFacts['publicKey']): string {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = key;
  if (publicKey.kind === 'unknown') return kinds[type] ?? type;
  return publicKey.kind === 'ECDSA' && publicKey.curve === null ? `EC ${details?.namedCurve ?? 'of an unusual curve'}` : keyLabel(publicKey);
}

function facts(key: KeyObject): KeyFacts {
  const info = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const publicKey = readPublicKey(readDer(info));
  return { label: labelOf(key, publicKey), publicKey, rawPublicKey: info.toString('hex') };
}

/** Forms of a key in DER, in the order in which Go tries them (crypto/tls, parsePrivateKey). */
const forms = ['pkcs1', 'pkcs8', 'sec1'] as const;

/**
 * @param der an unencrypted PKCS#8, PKCS#1 or SEC 1 key
 * @returns null when it is none of them
 */
export function readKey(der: Buffer): KeyFacts | null {
  for (const type of forms) {
    try {
      return facts(createPrivateKey({ key: der, format: 'der', type }));
    } catch {
      // The reason could quote the key; that this form does not fit is all that matters.
    }
  }
  return null;
}
