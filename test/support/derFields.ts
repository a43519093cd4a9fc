/** The fields of a certificate read with node-forge's ASN.1 reader: neither the library that makes them nor our own reader. */
import forge from 'node-forge';

type Node = forge.asn1.Asn1;

function list(node: Node | undefined): Node[] {
  if (node === undefined || !Array.isArray(node.value)) throw new Error('not a constructed value');
  return node.value;
}
/** A bit string that happens to hold DER is decoded by the reader, which keeps its bytes beside it. */
const bytes = (node: (Node & { bitStringContents?: string }) | undefined): Buffer => {
  if (node?.bitStringContents !== undefined) return Buffer.from(node.bitStringContents, 'latin1');
  if (node === undefined || typeof node.value !== 'string') throw new Error('not a primitive value');
  return Buffer.from(node.value, 'latin1');
};
const oidOf = (node: Node | undefined): string => forge.asn1.derToOid(bytes(node).toString('latin1'));
const parse = (der: Buffer): Node => forge.asn1.fromDer(der.toString('latin1'));

export interface DerFields {
  version: number;
  serial: Buffer;
  signatureOid: string;
  innerSignatureOid: string;
  /** `oid stringTag value`. */
  issuer: string[];
  subject: string[];
  /** Tag and text: 23 UTCTime, 24 GeneralizedTime. */
  notBefore: [number, string];
  notAfter: [number, string];
  keyOid: string;
  keyParameters: string;
  keyBits: Buffer;
  /** In order. */
  extensions: { oid: string; critical: boolean; value: Buffer }[];
}

function nameOf(node: Node | undefined): string[] {
  return list(node).map((set) => {
    const [type, value] = list(list(set)[0]);
    return `${oidOf(type)} ${value?.type ?? ''} ${bytes(value).toString('utf8')}`;
  });
}

export function derFields(der: Buffer): DerFields {
  const [tbs, algorithm] = list(parse(der));
  const [version, serial, inner, issuer, validity, subject, key, extensions] = list(tbs);
  const [notBefore, notAfter] = list(validity);
  const [keyAlgorithm, keyBits] = list(key);
  const [keyOid, parameters] = list(keyAlgorithm);
  return {
    version: bytes(list(version)[0])[0] ?? -1,
    serial: bytes(serial),
    signatureOid: oidOf(list(algorithm)[0]),
    innerSignatureOid: oidOf(list(inner)[0]),
    issuer: nameOf(issuer),
    subject: nameOf(subject),
    notBefore: [notBefore?.type ?? 0, bytes(notBefore).toString('latin1')],
    notAfter: [notAfter?.type ?? 0, bytes(notAfter).toString('latin1')],
    keyOid: oidOf(keyOid),
    keyParameters: parameters?.type === forge.asn1.Type.OID ? oidOf(parameters) : 'NULL',
    keyBits: bytes(keyBits).subarray(1),
    extensions: list(list(extensions)[0]).map((extension) => {
      const parts = list(extension);
      const critical = parts.length === 3 && bytes(parts[1])[0] === 0xff;
      return { oid: oidOf(parts[0]), critical, value: bytes(parts.at(-1)) };
    }),
  };
}
