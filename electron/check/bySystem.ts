/** Whether a chain is one that clients of this machine accept without a ca_file. */
import type { MaterialCertificate } from '../../shared/model/materialFacts.ts';
import { formatAddress } from '../../shared/pki/ipAddress.ts';
import { judgeAsGo } from '../pki/judgeAsGo.ts';

/**
 * @param chain leaf first
 * @param roots PEM of the authorities; null for those of this machine
 * @returns whether an authority of this machine signed it, be it in time or not: that is told by itself
 */
export function bySystem(chain: readonly MaterialCertificate[], roots: readonly string[] | null = null): boolean {
  const [leaf] = chain;
  if (leaf === undefined) return false;
  const { dnsNames, ipAddresses, notAfter } = leaf.parsed;
  const name = dnsNames.find((each) => !each.startsWith('*.')) ?? ipAddresses.map(formatAddress)[0] ?? dnsNames[0]?.replace('*', 'any');
  return name !== undefined && judgeAsGo(chain.map(({ parsed }) => Buffer.from(parsed.raw, 'hex')), roots, name, notAfter).ok;
}
