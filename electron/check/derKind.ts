/** What a file in the binary form (DER) is, by its outermost parts. */
import { childAt, children, DerError, readDer, readOid, type DerValue } from '../pki/derReader.ts';

export type DerKind = 'certificate' | 'key' | 'encryptedKey' | 'pkcs12' | 'request' | null;

const tag = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30 };
/** ContentInfo types that a PKCS#12 store is wrapped in (RFC 7292 4). */
const storeContents = ['1.2.840.113549.1.7.1', '1.2.840.113549.1.7.2'];

const tagsOf = (values: readonly DerValue[]): string => values.map((value) => value.tag).join();
const startsWith = (values: readonly DerValue[], ...tags: number[]): boolean => tagsOf(values.slice(0, tags.length)) === tags.join();

function holdsStore(content: DerValue): boolean {
  const [type] = children(content);
  return type?.tag === tag.oid && storeContents.includes(readOid(type));
}

function kindOf(parts: readonly DerValue[]): DerKind {
  // Certificate and CertificationRequest: what is signed, the algorithm, the signature. A request has four parts at most.
  if (tagsOf(parts) === [tag.sequence, tag.sequence, tag.bits].join()) {
    const signed = children(childAt(parts, 0));
    return signed.length <= 4 && startsWith(signed, tag.integer, tag.sequence, tag.sequence) ? 'request' : 'certificate';
  }
  if (tagsOf(parts) === [tag.sequence, tag.octets].join()) return 'encryptedKey';
  if (!startsWith(parts, tag.integer)) return null;
  const second = parts[1];
  if (second?.tag === tag.sequence) return holdsStore(second) ? 'pkcs12' : 'key';
  return second?.tag === tag.integer || second?.tag === tag.octets ? 'key' : null;
}

/** @returns null for what is none of them, or cut off */
export function derKind(bytes: Buffer): DerKind {
  try {
    const outer = readDer(bytes);
    return outer.tag === tag.sequence ? kindOf(children(outer)) : null;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return null;
  }
}
