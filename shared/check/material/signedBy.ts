/** Who signed what among the certificates of a file. */
import type { MaterialCertificate } from '../../model/materialFacts.ts';
import type { ParsedCertificate } from '../../pki/parsedCertificate.ts';

/** Whether the parent's key made the child's signature; false also for algorithms that Go does not verify. */
export type Signs = (child: ParsedCertificate, parent: ParsedCertificate) => boolean;

/** Signatures that `Signs` cannot tell about: they are refused for their algorithm, so the name has to do. */
const unverifiable = /MD5|unknown/;

/** A certificate never counts as its own parent. */
export function signedBy(child: MaterialCertificate, parent: MaterialCertificate, signs: Signs): boolean {
  if (child.sha256 === parent.sha256 || child.parsed.rawIssuer !== parent.parsed.rawSubject) return false;
  return unverifiable.test(child.parsed.signatureAlgorithm) || signs(child.parsed, parent.parsed);
}

/** Those of the pool that signed one of `from`, and those above them, in the order of the pool. */
export function authoritiesAbove(
  from: readonly MaterialCertificate[],
  pool: readonly MaterialCertificate[],
  signs: Signs,
): MaterialCertificate[] {
  const reached: MaterialCertificate[] = [...from];
  const found = new Set<MaterialCertificate>();
  for (let at = 0; at < reached.length; at += 1) {
    const child = reached[at];
    const parents = child === undefined ? [] : pool.filter((each) => !found.has(each) && signedBy(child, each, signs));
    for (const parent of parents) {
      found.add(parent);
      reached.push(parent);
    }
  }
  return pool.filter((each) => found.has(each));
}

/** Whether a certificate may sign others, by Go's CheckSignatureFrom: of version 3 it must say that it is an authority. */
export function maySign({ basicConstraints, version, keyUsages }: ParsedCertificate): boolean {
  const isAuthority = basicConstraints === null ? version < 3 : basicConstraints.isCa;
  return isAuthority && (keyUsages === null || keyUsages.length === 0 || keyUsages.includes('keyCertSign'));
}
