/** Which chains the authorities of this machine vouch for. */
import { describe, expect, it } from 'vitest';
import { bySystem } from '../../../electron/check/bySystem.ts';
import type { MaterialCertificate } from '../../../shared/model/materialFacts.ts';
import { makeMaterial, type CertificateRecipe } from '../../support/makeMaterialFacts.ts';

async function chainOf(leaf: CertificateRecipe): Promise<{ chain: readonly MaterialCertificate[]; root: string }> {
  const recipes = { 'ca.crt': { certificate: { ca: true, days: [-900, 900] } }, 'leaf.crt': { certificate: { issuer: 'ca.crt', ...leaf } } } satisfies Parameters<typeof makeMaterial>[0];
  const made = await makeMaterial(recipes, { now: Date.now(), folder: '/p' });
  return { chain: made['leaf.crt']?.facts.certificates ?? [], root: made['ca.crt']?.made?.certificatePem ?? '' };
}

describe('bySystem', () => {
  it.each<[string, CertificateRecipe]>([
    ['a name', {}],
    ['a wildcard', { names: ['DNS:*.example.org'] }],
    ['an address', { names: ['IP:192.0.2.1'] }],
    ['a day that is over', { days: [-100, -5] }],
  ])('knows a certificate of an authority of the system, with %s', async (_, leaf) => {
    const { chain, root } = await chainOf(leaf);
    expect(bySystem(chain, [root])).toBe(true);
    expect(bySystem(chain)).toBe(false);
  });

  it('vouches neither for nothing nor for a certificate without names', async () => {
    const { chain, root } = await chainOf({ names: null });
    expect([bySystem([], [root]), bySystem(chain, [root])]).toEqual([false, false]);
  });
});
