import { describe, expect, it } from 'vitest';
import { checkKey } from '../../../../shared/check/material/checkKey.ts';
import { checkPair } from '../../../../shared/check/material/checkPair.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import type { MaterialFacts } from '../../../../shared/model/materialFacts.ts';
import { makeMaterial, type CertificateRecipe, type MaterialRecipe } from '../../../support/makeMaterialFacts.ts';

async function factsOf(recipes: Record<string, MaterialRecipe>, only = Object.keys(recipes)): Promise<(name: string) => MaterialFacts> {
  const made = await makeMaterial(recipes, { only });
  return (name) => {
    const facts = made[name]?.facts;
    if (facts === undefined) throw new Error(name);
    return facts;
  };
}
const brief = ({ severity, code, clients }: Finding): string => [severity, code, ...clients].join(' ');
const leaf: MaterialRecipe = { certificate: {} };

describe('checkKey', () => {
  it.each<CertificateRecipe['key']>(['p256', 'p384', 'p521', 'rsa', 'ed25519'])('has nothing against a sound key: %s', async (key = 'p256') => {
    const facts = await factsOf({ leaf: { certificate: { key } }, file: { keyOf: 'leaf' }, crlf: { keyOf: 'leaf', form: 'crlf' }, der: { keyOf: 'leaf', form: 'der' } });
    expect(checkKey(facts('file'))).toEqual([]);
    expect(checkKey(facts('crlf'))).toEqual([]);
    expect(checkKey(facts('der')).map(brief)).toEqual(['broken KEY_IS_DER']);
  });

  it('takes the older forms, and a key with its certificate', async () => {
    const facts = await factsOf({ leaf, old: { keyOf: 'leaf', form: 'traditional' }, key: { keyOf: 'leaf' }, both: { parts: ['leaf', 'key'] } });
    expect(checkKey(facts('old'))).toEqual([]);
    expect(checkKey(facts('both'))).toEqual([]);
  });

  it.each<[string, MaterialRecipe, string, string]>([
    ['empty', { text: '\n' }, 'KEY_EMPTY', 'failed to find any PEM data in key input'],
    ['binary', { keyOf: 'leaf', form: 'der' }, 'KEY_IS_DER', 'failed to find any PEM data in key input'],
    ['byte order mark', { keyOf: 'leaf', form: 'bom' }, 'CERTIFICATE_HAS_BOM', 'failed to find any PEM data in key input'],
    ['encrypted', { keyOf: 'leaf', form: 'encrypted' }, 'KEY_ENCRYPTED', 'tls: failed to parse private key'],
    ['encrypted in the old form', { keyOf: 'leaf', form: 'encryptedOld' }, 'KEY_ENCRYPTED', 'tls: failed to parse private key'],
    ['garbled', { keyOf: 'leaf', form: 'garbled' }, 'KEY_UNREADABLE', 'tls: failed to parse private key'],
    ['cut off', { keyOf: 'leaf', form: 'truncated' }, 'CERTIFICATE_TRUNCATED', 'failed to find any PEM data in key input'],
    ['certificate', { parts: ['leaf'] }, 'KEY_IS_CERTIFICATE', 'tls: found a certificate rather than a key in the PEM for the private key'],
    ['public key', { parts: ['leaf'], form: 'publicKey' }, 'KEY_NOT_PEM', 'skipping PEM blocks of the following types: [PUBLIC KEY]'],
    ['text', { text: 'none' }, 'KEY_NOT_PEM', 'failed to find any PEM data in key input'],
    ['store', { form: 'pkcs12' }, 'MATERIAL_IS_PKCS12', 'failed to find any PEM data in key input'],
  ])('%s', async (_, file, code, raw) => {
    const [only, ...more] = checkKey((await factsOf({ leaf, file }))('file'));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ code, severity: 'broken', path: '/etc/prometheus/file', raw: expect.stringContaining(raw) as string });
  });

  it.each<[CertificateRecipe['key'], string]>([
    ['rsa1024', 'unsafe CERTIFICATE_KEY_WEAK openssl node'],
    ['rsa512', 'broken CERTIFICATE_KEY_WEAK'],
    ['secp256k1', 'broken CERTIFICATE_KEY_UNSUPPORTED'],
    ['p224', 'broken CERTIFICATE_KEY_UNSUPPORTED'],
    ['dsa', 'broken CERTIFICATE_KEY_UNSUPPORTED'],
    ['ed448', 'broken CERTIFICATE_KEY_UNSUPPORTED'],
  ])('%s, unless its certificate says it already', async (key = 'p256', expected) => {
    const facts = await factsOf({ leaf: { certificate: { key } }, file: { keyOf: 'leaf' }, other: leaf });
    expect(checkKey(facts('file')).map(brief)).toEqual([expected]);
    expect(checkKey(facts('file'), facts('leaf'))).toEqual([]);
    expect(checkKey(facts('file'), facts('other')).map(brief)).toEqual([expected]);
  });

  it('says nothing of a file that is not there', async () => {
    expect(checkKey({ ...(await factsOf({ leaf }))('leaf'), state: { kind: 'absent' } })).toEqual([]);
  });
});

describe('checkPair', () => {
  const recipes: Record<string, MaterialRecipe> = {
    leaf,
    rsa: { certificate: { key: 'rsa' } },
    root: { certificate: { ca: true, subject: 'CN=root' } },
    key: { keyOf: 'leaf' },
    otherKey: { keyOf: 'root' },
    rsaKey: { keyOf: 'rsa' },
    wrongOrder: { parts: ['root', 'leaf'] },
    both: { parts: ['leaf', 'key'], mode: '0600' },
    open: { parts: ['leaf', 'key'] },
    none: { text: '' },
  };
  const found = async (certificate: string, key: string): Promise<Finding[]> => {
    const facts = await factsOf(recipes, [certificate, key]);
    return checkPair(facts(certificate), facts(key));
  };

  it('has nothing against a pair, in two files or in one', async () => {
    expect(await found('leaf', 'key')).toEqual([]);
    expect(await found('both', 'both')).toEqual([]);
    expect(await found('rsa', 'rsaKey')).toEqual([]);
  });

  it('finds a key that belongs to another certificate, in the words of Go', async () => {
    expect(await found('leaf', 'otherKey')).toMatchObject([
      { code: 'KEY_DOES_NOT_MATCH', severity: 'broken', path: '/etc/prometheus/otherKey', raw: 'failed to load X509KeyPair: tls: private key does not match public key' },
    ]);
    const [other] = await found('leaf', 'rsaKey');
    expect(other?.raw).toBe('failed to load X509KeyPair: tls: private key type does not match public key type');
    expect(other?.evidence.map(({ text }) => text)).toEqual(['/etc/prometheus/leaf: CN=server, ECDSA P-256', '/etc/prometheus/rsaKey: RSA 2048']);
  });

  it('finds the certificate of the key behind another', async () => {
    expect((await found('wrongOrder', 'key')).map(brief)).toEqual(['broken CERTIFICATE_LEAF_NOT_FIRST']);
  });

  it('finds a key among what is handed out', async () => {
    expect((await found('both', 'key')).map(brief)).toEqual(['advice CERTIFICATE_FILE_HOLDS_KEY']);
    expect((await found('open', 'key')).map(brief)).toEqual(['unsafe CERTIFICATE_FILE_HOLDS_KEY']);
  });

  it('leaves to others what is wrong with one of the two', async () => {
    expect(await found('key', 'leaf')).toEqual([]);
    expect(await found('none', 'key')).toEqual([]);
    expect(await found('leaf', 'none')).toEqual([]);
  });
});
