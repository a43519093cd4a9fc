import { beforeAll, describe, expect, it } from 'vitest';
import { judgeAsGo } from '../../../electron/pki/judgeAsGo.ts';
import { makeAuthority, makeCertificate, makeKeys, type Made } from '../../support/certificateMaker.ts';

const now = Date.now();
let keys: CryptoKeyPair;
let root: Made;
let leaf: Made;
beforeAll(async () => {
  keys = await makeKeys('p256');
  root = await makeAuthority(await makeKeys('p256'), 'CN=Lab Root');
  leaf = await makeCertificate({ keys, issuer: root, names: ['DNS:localhost', 'IP:00000000000000000000000000000001'] });
});

describe('judgeAsGo', () => {
  it('takes IPv6 with and without brackets, and names in any case with a last dot', () => {
    for (const host of ['::1', '[::1]', '0::1', 'LOCALHOST', 'localhost.']) {
      expect(judgeAsGo([leaf.der], [root.certificatePem], host, now)).toMatchObject({ ok: true });
    }
  });

  it('says it in the words of either Go', () => {
    const unknown = 'x509: certificate signed by unknown authority';
    expect(judgeAsGo([leaf.der], [], 'localhost', now, 'plain')).toEqual({ ok: false, reason: unknown });
    expect(judgeAsGo([leaf.der], [], 'localhost', now, 'prefixed')).toEqual({ ok: false, reason: `tls: failed to verify certificate: ${unknown}` });
  });

  it('holds the validity against the moment it is told', () => {
    const at = Date.UTC(2099, 0, 2, 3, 4, 5);
    expect(judgeAsGo([leaf.der], [root.certificatePem], 'localhost', at, 'plain').reason).toMatch(
      /^x509: certificate has expired or is not yet valid: current time 2099-01-02T03:04:05Z is after \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    );
  });

  it('does not trust the system beside a chosen authority, nor a private one without it', () => {
    expect(judgeAsGo([leaf.der], null, 'localhost', now).reason).toContain('unknown authority');
  });

  it('reads only certificates out of the authorities, and skips what is damaged', () => {
    const damaged = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';
    expect(judgeAsGo([leaf.der], [`# note\n${damaged}${leaf.keyPem}${root.certificatePem}`], 'localhost', now)).toMatchObject({ ok: true });
  });

  it('refuses what cannot be parsed, and a server that sends nothing', () => {
    expect(judgeAsGo([Buffer.from('nonsense')], [], 'localhost', now).reason).toBe(
      'tls: failed to parse certificate from server: x509: malformed certificate',
    );
    expect(judgeAsGo([], [], 'localhost', now, 'plain')).toEqual({ ok: false, reason: 'tls: received empty certificates message' });
  });

  it('refuses a mapped address as a current Go does, and takes it as Go 1.19 does', async () => {
    const mapped = await makeCertificate({ keys, issuer: root, names: ['IP:00000000000000000000ffff7f000001'] });
    expect(judgeAsGo([mapped.der], [root.certificatePem], '127.0.0.1', now, 'plain').ok).toBe(true);
    expect(judgeAsGo([mapped.der], [root.certificatePem], '127.0.0.1', now, 'prefixed').reason).toBe(
      'tls: failed to parse certificate from server: x509: SAN iPAddress contains IPv4-mapped IPv6 address',
    );
  });

  it('gives up on a heap of authorities of one name, quickly', async () => {
    const copies = [];
    for (let index = 0; index < 120; index += 1) copies.push((await makeAuthority(await makeKeys('p256'), 'CN=Lab Root')).certificatePem);
    const started = performance.now();
    expect(judgeAsGo([leaf.der], copies, 'localhost', now, 'plain').reason).toBe(
      'x509: signature check attempts limit reached while verifying certificate chain',
    );
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
