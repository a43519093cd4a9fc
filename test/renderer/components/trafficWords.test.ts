import { describe, expect, it } from 'vitest';
import { trafficHops } from '../../../renderer/components/trafficWords.ts';

const sealed = { tls: true, users: ['prometheus'], proxy: 'none', scrapesItself: true, url: 'https://localhost:9090' } as const;

describe('trafficHops', () => {
  it('calls a hop sealed only with TLS and a password', () => {
    const state = (tls: boolean, users: string[]) => trafficHops({ ...sealed, tls, users }).inward[0]?.state;
    expect(state(true, ['prometheus'])).toBe('sealed');
    expect(state(true, [])).toBe('open');
    expect(state(false, ['prometheus'])).toBe('open');
  });

  it('claims nothing of the way to a proxy', () => {
    const { inward } = trafficHops({ ...sealed, proxy: 'nginx' });
    expect(inward.map((hop) => [hop.to, hop.state])).toEqual([
      ['nginx', 'proxy'],
      ['Prometheus', 'sealed'],
    ]);
  });

  it('says who signs in and how', () => {
    expect(trafficHops(sealed).inward[0]?.words).toBe('HTTPS, signs in as prometheus');
    expect(trafficHops({ ...sealed, users: ['a', 'b'] }).inward[0]?.words).toBe('HTTPS, signs in as one of 2 users');
    expect(trafficHops({ ...sealed, tls: false, users: [] }).itself?.words).toBe('plain HTTP, no password');
    expect(trafficHops({ ...sealed, scrapesItself: false }).itself).toBeNull();
  });
});
