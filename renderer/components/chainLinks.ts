/** The certificates that a server shows, from the one that vouches to the one that is vouched for. */
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';

export interface ChainNode {
  certificate: CertificateSummary;
  /** What stands between this one and the one before it, or the trusted file for the first. */
  link: 'same' | 'other' | 'issuer' | 'mismatch';
  isLeaf: boolean;
}

/**
 * In: the chain as served, leaf first, and the fingerprint of the trusted file, lower-case hex, null when none is given.
 * Out: top first. `same`: this is the trusted certificate itself; `other`: signed by itself and not the trusted one;
 * `issuer`: it names the one before as its issuer, which only a check of the signature would prove; `mismatch`: it names
 * another one.
 */
export function chainNodes(chain: readonly CertificateSummary[], trustedSha256: string | null): ChainNode[] {
  const topFirst = [...chain].reverse();
  return topFirst.map((certificate, index) => {
    const above = topFirst[index - 1];
    const isLeaf = index === topFirst.length - 1;
    if (above) return { certificate, isLeaf, link: above.subject === certificate.issuer ? 'issuer' : 'mismatch' };
    if (certificate.sha256 === trustedSha256) return { certificate, isLeaf, link: 'same' };
    return { certificate, isLeaf, link: certificate.selfSigned ? 'other' : 'issuer' };
  });
}
