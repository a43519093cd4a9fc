import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { materialOfBytes } from '../../../electron/check/materialOfBytes.ts';
import { readKey } from '../../../electron/check/readKey.ts';
import { readMaterial } from '../../../electron/check/readMaterial.ts';
import { makeMaterial, type MaterialRecipe } from '../../support/makeMaterialFacts.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { asNobody } from '../../support/asNobody.ts';
import { tempTree } from '../../support/tempTree.ts';

const material: Record<string, MaterialRecipe> = {
  root: { certificate: { ca: true, subject: 'CN=Lab Root' } },
  leaf: { certificate: { issuer: 'root', subject: 'CN=leaf' } },
  self: { certificate: { subject: 'CN=self' } },
  chain: { parts: ['leaf', 'root'] },
  key: { keyOf: 'leaf' },
  both: { parts: ['key', 'leaf'] },
  der: { parts: ['leaf'], form: 'der' },
  bom: { parts: ['leaf'], form: 'bom' },
  utf16: { parts: ['leaf'], form: 'utf16' },
  crlf: { parts: ['leaf'], form: 'crlf' },
  truncated: { parts: ['leaf'], form: 'truncated' },
  garbled: { parts: ['leaf'], form: 'garbled' },
  keyDer: { parts: ['key'], form: 'der' },
  keyOld: { parts: ['key'], form: 'traditional' },
  keyEncrypted: { parts: ['key'], form: 'encrypted' },
  keyEncryptedOld: { parts: ['key'], form: 'encryptedOld' },
  keyGarbled: { parts: ['key'], form: 'garbled' },
  keyTruncated: { parts: ['key'], form: 'truncated' },
  p12: { form: 'pkcs12' },
  request: { form: 'request' },
  requestDer: { form: 'der', parts: ['request'] },
  public: { parts: ['leaf'], form: 'publicKey' },
  web: { text: '# ours\n"basic_auth_users":\n  admin: x\n' },
  scrape: { text: 'global: {}\nscrape_configs: []\n' },
  braces: { text: '{ "tls_server_config": {} }\n' },
  brokenWeb: { text: 'tls_server_config:\n\tcert_file: x\n' },
  other: { text: 'groups:\n  tls_server_config: x\n' },
  password: { text: 'secret\n' },
  nothing: { text: '' },
};
const facts = async (name: string): Promise<ReturnType<typeof materialOfBytes>> => {
  const made = (await makeMaterial(material, { only: [name] }))[name];
  if (made === undefined) throw new Error(name);
  return made.facts;
};

describe('what a file holds', () => {
  it.each([
    ['leaf', 'certificate'], ['chain', 'certificate'], ['both', 'certificate'], ['der', 'certificate'], ['bom', 'certificate'],
    ['utf16', 'certificate'], ['truncated', 'certificate'], ['garbled', 'certificate'], ['key', 'key'], ['keyDer', 'key'],
    ['keyEncrypted', 'key'], ['keyEncryptedOld', 'key'], ['keyTruncated', 'key'], ['p12', 'pkcs12'], ['request', 'request'],
    ['requestDer', 'request'], ['public', 'unknown'], ['web', 'webConfig'], ['braces', 'webConfig'], ['brokenWeb', 'webConfig'],
    ['scrape', 'scrapeConfig'], ['other', 'unknown'], ['password', 'unknown'], ['nothing', 'unknown'],
  ])('%s is told as %s, by its content', async (name, kind) => {
    expect((await facts(name)).kind).toBe(kind);
  });

  it('reads certificates in their order, and knows which signed itself', async () => {
    const chain = await facts('chain');
    expect(chain.certificates.map(({ subject, issuer, selfSigned }) => [subject, issuer, selfSigned])).toEqual([
      ['CN=leaf', 'CN=Lab Root', false],
      ['CN=Lab Root', 'CN=Lab Root', true],
    ]);
    expect(chain.form.labels).toEqual(['CERTIFICATE', 'CERTIFICATE']);
    expect(chain.certificates[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const name of ['der', 'bom', 'utf16', 'crlf']) expect((await facts(name)).certificates, name).toHaveLength(1);
  });

  it('tells the form apart', async () => {
    expect((await facts('der')).form).toMatchObject({ der: true, bom: false, damaged: false });
    expect((await facts('bom')).form).toMatchObject({ der: false, bom: true });
    expect((await facts('utf16')).form).toMatchObject({ bom: true, damaged: false });
    expect((await facts('truncated')).form).toMatchObject({ damaged: true });
    expect((await facts('garbled')).form).toMatchObject({ damaged: false, unreadableCertificates: [{ position: 1, detail: expect.any(String) as string }] });
    expect((await facts('nothing')).form).toMatchObject({ empty: true, bytes: 0 });
    expect((await facts('request')).form.labels).toEqual(['CERTIFICATE REQUEST']);
  });

  it('takes the public part of every key that Go loads, and nothing else of it', async () => {
    const leaf = await facts('leaf');
    for (const name of ['key', 'keyDer', 'keyOld', 'both']) {
      const { key } = await facts(name);
      expect(key, name).toMatchObject({ label: 'EC P-256', publicKey: { kind: 'ECDSA', curve: 'P-256' } });
    }
    const made = await makeMaterial(material);
    const { key } = made['key']?.facts ?? leaf;
    expect(key?.rawPublicKey).toBe(made['leaf']?.facts.certificates[0]?.parsed.rawPublicKey);
    const secret = createPrivateKey(String(made['key']?.bytes)).export({ format: 'jwk' }).d ?? '';
    const text = JSON.stringify([made['key']?.facts, made['both']?.facts]);
    expect(secret).not.toBe('');
    for (const encoding of ['hex', 'base64', 'base64url'] as const) expect(text).not.toContain(Buffer.from(secret, 'base64url').toString(encoding));
  });

  it('tells why a key cannot be used', async () => {
    expect((await facts('keyEncrypted')).form).toMatchObject({ encryptedKey: true, unreadableKey: false });
    expect((await facts('keyEncryptedOld')).form).toMatchObject({ encryptedKey: true, unreadableKey: false });
    expect((await facts('keyGarbled')).form).toMatchObject({ encryptedKey: false, unreadableKey: true });
    expect((await facts('keyTruncated')).form).toMatchObject({ damaged: true, unreadableKey: false });
  });

  it('names keys that servers do not use', () => {
    const der = (key: ReturnType<typeof createPrivateKey>): Buffer => key.export({ type: 'pkcs8', format: 'der' });
    expect(readKey(der(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey))).toMatchObject({ label: 'EC secp256k1', publicKey: { curve: null } });
    expect(readKey(der(generateKeyPairSync('ed448').privateKey))?.label).toBe('Ed448');
    expect(readKey(der(generateKeyPairSync('x25519').privateKey))?.label).toBe('X25519');
    expect(readKey(der(generateKeyPairSync('ed25519').privateKey))?.label).toBe('Ed25519');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    expect(readKey(rsa.export({ type: 'pkcs1', format: 'der' }))).toMatchObject({
      label: 'RSA 1024',
      rawPublicKey: createPublicKey(rsa).export({ type: 'spki', format: 'der' }).toString('hex'),
    });
    expect(readKey(Buffer.from('none'))).toBeNull();
  });

  it('sees a password without keeping it', async () => {
    const seen = (text: string | Buffer): unknown => {
      const { form, password } = materialOfBytes('/p', { kind: 'absent' }, Buffer.from(text));
      return [form.trimmedBytes, password.lines, password.isHash];
    };
    expect(seen(' pass\u0085\r\n')).toEqual([4, 1, false]);
    expect(seen('\ufeffpass')).toEqual([7, 1, false]);
    expect(seen('one\ntwo\n')).toEqual([7, 2, false]);
    expect(seen(' \n ')).toEqual([0, 0, false]);
    expect(seen(Buffer.from('20e90a', 'hex'))).toEqual([1, 1, false]);
    expect(seen('$2y$10$abcdefghijklmnopqrstuv\n')).toEqual([29, 1, true]);
    expect(JSON.stringify(await facts('password'))).not.toContain('secret');
  });

  it('takes any bytes', { timeout: 60_000 }, async () => {
    const made = Object.values(await makeMaterial(material)).map(({ bytes }) => bytes);
    fc.assert(
      fc.property(fc.constantFrom(...made), fc.nat(), fc.nat(255), fc.nat(), (bytes, at, value, cut) => {
        const damaged = Buffer.from(bytes.subarray(0, bytes.length - (cut % 3 === 0 ? cut % (bytes.length + 1) : 0)));
        if (damaged.length > 0) damaged[at % damaged.length] = value;
        expect(materialOfBytes('/any', { kind: 'absent' }, damaged).form.bytes).toBe(damaged.length);
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => materialOfBytes('/any', { kind: 'absent' }, Buffer.from(bytes)).path === '/any'));
    const started = Date.now();
    materialOfBytes('/any', { kind: 'absent' }, Buffer.from(`a${' '.repeat(1024 * 1024)}a`));
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

describe('readMaterial', () => {
  it('reads what is there', () => {
    const path = join(tempTree(), 'password');
    writeFileSync(path, 'secret\n', { mode: 0o600 });
    expect(readMaterial(path)).toMatchObject({ path, state: { kind: 'file', mode: 0o600 }, form: { bytes: 7, trimmedBytes: 6 } });
  });

  it('knows a large configuration by its beginning', () => {
    const path = join(tempTree(), 'prometheus.yml');
    writeFileSync(path, `scrape_configs:\n${'  - job_name: x\n'.repeat(100_000)}`);
    expect(readMaterial(path)).toMatchObject({ kind: 'scrapeConfig', form: { bytes: 1024 * 1024 } });
  });

  it('says what stands in the way, and holds nothing then', () => {
    const folder = tempTree();
    mkdirSync(join(folder, 'folder'));
    symlinkSync(join(folder, 'gone'), join(folder, 'link'));
    expect(readMaterial(join(folder, 'absent'))).toMatchObject({ state: { kind: 'absent' }, kind: 'unknown', certificates: [], key: null });
    for (const name of ['folder', 'link']) expect(readMaterial(join(folder, name)), name).toMatchObject({ state: { kind: 'unusable' }, form: { empty: true } });
  });
});

describeUnless(process.getuid?.() === 0 ? null : 'only root can become somebody else', 'readMaterial as another account', () => {
  it('tells a file that is closed to us', () => {
    const read = asNobody('electron/check/readMaterial.ts', (module) => `return ${module}.readMaterial('/etc/shadow')`);
    expect(read).toMatchObject({ path: '/etc/shadow', state: { kind: 'unusable', reason: expect.any(String) as string }, kind: 'unknown', form: { bytes: 0 } });
  });
});

it('does not read through a file that is larger than any configuration', () => {
  const path = join(tempTree(), 'huge.yml');
  writeFileSync(path, 'scrape_configs: []\n');
  truncateSync(path, 2 ** 40);
  expect(readMaterial(path)).toMatchObject({ kind: 'unknown', state: { kind: 'unusable', reason: 'it is larger than 20 MiB' } });
});
