import { describe, expect, it } from 'vitest';
import { signs } from '../../../../electron/check/signs.ts';
import { checkClientCertificate } from '../../../../shared/check/material/checkClientCertificate.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import { makeMaterial, type CertificateRecipe, type MaterialRecipe } from '../../../support/makeMaterialFacts.ts';

const now = Date.now();
const world: Record<string, MaterialRecipe> = {
  root: { certificate: { ca: true, subject: 'CN=Client Root' } },
  other: { certificate: { ca: true, subject: 'CN=Other Root' } },
  oldRoot: { certificate: { ca: true, subject: 'CN=Old Root', days: [-90, -1] } },
};
const client: CertificateRecipe = { issuer: 'root', subject: 'CN=prometheus', names: null, extendedUsages: ['client'] };

async function found(certificate: CertificateRecipe, clientCa: string | null = 'root', allowedSans: readonly string[] | null = null): Promise<Finding[]> {
  const made = await makeMaterial({ ...world, file: { certificate: { ...client, ...certificate } } }, { now, only: ['file', ...(clientCa === null ? [] : [clientCa])] });
  const facts = made['file']?.facts;
  if (facts === undefined) throw new Error('nothing made');
  return checkClientCertificate(facts, { now, signs, clientCa: clientCa === null ? null : (made[clientCa]?.facts ?? null), allowedSans });
}
const brief = ({ severity, code, clients }: Finding): string => [severity, code, ...clients].join(' ');

describe('checkClientCertificate', () => {
  it.each<[string, CertificateRecipe, string | null, string[] | null]>([
    ['without names', {}, 'root', null],
    ['for servers as well', { extendedUsages: ['server', 'client'] }, 'root', null],
    ['for any use', { extendedUsages: ['any'] }, 'root', null],
    ['without extended usages', { extendedUsages: null }, 'root', null],
    ['with an allowed name', { names: ['DNS:a', 'DNS:scraper.example'] }, 'root', ['scraper.example']],
    ['with an allowed address', { names: ['IP:10.0.0.1'] }, 'root', ['10.0.0.1']],
    ['with an allowed e-mail address', { names: ['email:ops@example.org'] }, 'root', ['ops@example.org']],
    ['with an allowed URI', { names: ['URI:spiffe://lab/scraper'] }, 'root', ['spiffe://lab/scraper']],
    ['of a CA that is not known here', {}, null, null],
    ['of an authority whose end its own file tells', { issuer: 'oldRoot' }, 'oldRoot', null],
    ['of a kind that only browsers refuse', { key: 'ed25519', days: [-1, 3000], keyIdentifiers: false }, 'root', null],
  ])('has nothing against one %s', async (_, certificate, clientCa, allowed) => {
    expect((await found(certificate, clientCa, allowed)).map(brief)).toEqual([]);
  });

  it.each<[string, CertificateRecipe, string | null, string[] | null, string[], string]>([
    ['expired', { days: [-90, -1] }, 'root', null, ['broken CERTIFICATE_EXPIRED'], 'expired or is not yet valid'],
    ['not yet valid', { days: [1, 90] }, 'root', null, ['broken CERTIFICATE_NOT_YET_VALID'], 'expired or is not yet valid'],
    ['expires soon', { days: [-90, 9] }, 'root', null, ['soon CERTIFICATE_EXPIRES_SOON'], ''],
    ['for servers only', { extendedUsages: ['server'] }, 'root', null, ['broken CLIENT_CERTIFICATE_NOT_FOR_CLIENTS'], 'incompatible key usage'],
    ['of another authority', {}, 'other', null, ['broken CLIENT_CERTIFICATE_OTHER_AUTHORITY'], 'x509: certificate signed by unknown authority'],
    ['not allowed by name', { names: ['DNS:other.example'] }, 'root', ['scraper.example'], ['broken CLIENT_CERTIFICATE_NAME_NOT_ALLOWED'], 'could not find allowed SANs in client cert, found: [scraper.example]'],
    ['without any name', {}, 'root', ['scraper.example'], ['broken CLIENT_CERTIFICATE_NAME_NOT_ALLOWED'], 'could not find allowed SANs'],
    ['not allowed by a wildcard', { names: ['DNS:a.example.org'] }, 'root', ['*.example.org'], ['broken CLIENT_CERTIFICATE_NAME_NOT_ALLOWED'], 'could not find allowed SANs'],
    ['secp256k1', { key: 'secp256k1' }, 'root', null, ['broken CERTIFICATE_KEY_UNSUPPORTED'], 'unsupported elliptic curve'],
  ])('%s', async (_, certificate, clientCa, allowed, expected, raw) => {
    const all = await found(certificate, clientCa, allowed);
    expect(all.map(brief)).toEqual(expected);
    expect(all[0]?.raw ?? '').toContain(raw);
  });

  it('says what is wrong with the form of the file', async () => {
    const made = await makeMaterial({ ...world, file: { parts: ['root'], form: 'der' } }, { now });
    const facts = made['file']?.facts;
    if (facts === undefined) throw new Error('nothing made');
    const context = { now, signs, clientCa: null, allowedSans: null };
    expect(checkClientCertificate(facts, context).map(brief)).toEqual(['broken CERTIFICATE_IS_DER']);
    expect(checkClientCertificate({ ...facts, state: { kind: 'absent' } }, context)).toEqual([]);
  });
});
