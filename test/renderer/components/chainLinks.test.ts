import { describe, expect, it } from 'vitest';
import { chainNodes } from '../../../renderer/components/chainLinks.ts';
import { certificate, issued } from '../gallery/samples.ts';

const links = (...args: Parameters<typeof chainNodes>) => chainNodes(...args).map((node) => node.link);

describe('chainNodes', () => {
  it('puts what vouches first and the leaf last', () => {
    const nodes = chainNodes(issued, null);
    expect(nodes.map((node) => [node.certificate.commonName, node.isLeaf])).toEqual([
      ['Lab Intermediate', false],
      ['mon-1.lan', true],
    ]);
  });

  it('knows the trusted certificate by its fingerprint, never by its name', () => {
    expect(links([certificate], certificate.sha256)).toEqual(['same']);
    expect(links([certificate], '00')).toEqual(['other']);
    expect(links([certificate], null)).toEqual(['other']);
  });

  it('says of an issuer only that it is named', () => {
    expect(links(issued, '00')).toEqual(['issuer', 'issuer']);
    const [leaf, intermediate] = issued;
    expect(leaf && intermediate && links([{ ...leaf, issuer: 'CN=Somebody else' }, intermediate], '00')).toEqual(['issuer', 'mismatch']);
  });

  it('draws nothing where nothing was served', () => {
    expect(chainNodes([], '00')).toEqual([]);
  });
});
