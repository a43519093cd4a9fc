import { describe, expect, it } from 'vitest';
import { signs } from '../../../../electron/check/signs.ts';
import { checkServerCertificate } from '../../../../shared/check/material/checkServerCertificate.ts';
import type { UsedName } from '../../../../shared/check/material/judgeNames.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import { makeMaterial, type CertificateRecipe, type MaterialRecipe } from '../../../support/makeMaterialFacts.ts';

const now = Date.now();
const root: MaterialRecipe = { certificate: { ca: true, subject: 'CN=Lab Root' } };
const middle: MaterialRecipe = { certificate: { ca: true, subject: 'CN=Lab Issuing', issuer: 'root' } };

async function found(recipes: Record<string, MaterialRecipe>, names: readonly UsedName[] = []): Promise<Finding[]> {
  const made = await makeMaterial({ root, middle, ...recipes }, { now, only: ['file'] });
  const facts = made['file']?.facts;
  if (facts === undefined) throw new Error('nothing to judge');
  return checkServerCertificate(facts, { now, names, signs });
}
const brief = ({ severity, code, clients }: Finding): string => [severity, code, ...clients].join(' ');
/** Of one certificate, issued by the root unless it says otherwise. */
const of = async (certificate: CertificateRecipe, names: readonly UsedName[] = []): Promise<string[]> =>
  (await found({ file: { certificate: { issuer: 'root', ...certificate } } }, names)).map(brief);
const called = (...names: string[]): UsedName[] => names.map((name) => ({ name, where: 'job node' }));

describe('a sound certificate', () => {
  it.each<[string, CertificateRecipe, UsedName[]]>([
    ['of a private authority', {}, called('localhost')],
    ['with several names', { names: ['DNS:a.example', 'DNS:*.b.example', 'IP:10.0.0.1', 'IP:2001:db8::1'] }, called('a.example', 'x.b.example', '10.0.0.1', '[2001:db8::1]')],
    ['with an address among the names and the addresses', { names: ['DNS:127.0.0.1', 'IP:127.0.0.1'] }, called('127.0.0.1')],
    ['without usages', { usages: null, extendedUsages: null, ca: null }, []],
    ['with an RSA key', { key: 'rsa', usages: ['digitalSignature', 'keyEncipherment'] }, []],
    ['of the shortest life', { days: [-1, 6] }, []],
    ['for servers and clients', { extendedUsages: ['server', 'client'] }, []],
    ['with P-384', { key: 'p384' }, []],
  ])('%s: nothing', async (_, certificate, names) => {
    expect(await of(certificate, names)).toEqual([]);
  });

  it('that signed itself, as the article makes it: nothing', async () => {
    const made = await makeMaterial({ file: { certificate: { ca: true, names: ['DNS:localhost', 'IP:127.0.0.1'], usages: null, subject: 'CN=localhost' } } }, { now });
    const facts = made['file']?.facts;
    expect(facts === undefined ? null : checkServerCertificate(facts, { now, names: called('localhost'), signs })).toEqual([]);
  });

  it('with its intermediate behind it: nothing', async () => {
    expect(await found({ leaf: { certificate: { issuer: 'middle' } }, file: { parts: ['leaf', 'middle'] } }, called('localhost'))).toEqual([]);
    expect(await found({ leaf: { certificate: { issuer: 'middle', logged: true } }, file: { parts: ['leaf', 'middle'] } })).toEqual([]);
  });
});

describe('one defect, one finding', () => {
  it.each<[string, CertificateRecipe, UsedName[], string[]]>([
    ['expired', { days: [-90, -1] }, [], ['broken CERTIFICATE_EXPIRED']],
    ['not yet valid', { days: [1, 90] }, [], ['broken CERTIFICATE_NOT_YET_VALID']],
    ['expires soon', { days: [-80, 10] }, [], ['soon CERTIFICATE_EXPIRES_SOON']],
    ['long life', { days: [-1, 3650] }, [], ['advice VALIDITY_OVER_APPLE_LIMIT']],
    ['common name only', { names: null, subject: 'CN=localhost' }, called('localhost'), ['broken CERTIFICATE_WITHOUT_NAMES go browser']],
    ['e-mail only', { names: ['email:ops@example.org'], subject: 'CN=localhost' }, called('localhost'), ['broken CERTIFICATE_WITHOUT_NAMES go browser']],
    ['no name at all', { names: null, subject: 'O=Lab' }, called('localhost'), ['broken CERTIFICATE_WITHOUT_ANY_NAME']],
    ['version 1', { version1: true, subject: 'CN=localhost' }, called('localhost'), ['broken CERTIFICATE_VERSION_1 go browser']],
    ['an authority in its place', { ca: true, subject: 'CN=Issuing', issuer: 'root' }, called('localhost'), ['broken CERTIFICATE_IS_AUTHORITY']],
    ['an authority with names', { ca: true, names: ['DNS:localhost'], usages: ['digitalSignature', 'keyCertSign'] }, [], ['unsafe CERTIFICATE_MAY_SIGN']],
    ['another name', { names: ['DNS:a.example'] }, called('b.example', 'a.example'), ['broken CERTIFICATE_NOT_FOR_NAME']],
    ['two other names', { names: ['DNS:a.example'] }, called('b.example', '10.0.0.1', 'b.example'), ['broken CERTIFICATE_NOT_FOR_NAME', 'broken CERTIFICATE_NOT_FOR_NAME']],
    ['addresses only', { names: ['IP:127.0.0.1'], subject: 'CN=localhost' }, called('localhost'), ['broken CERTIFICATE_NOT_FOR_NAME go openssl browser']],
    ['wildcard too shallow', { names: ['DNS:*.example.org'] }, called('a.b.example.org'), ['broken CERTIFICATE_NOT_FOR_NAME']],
    ['address as a name, asked for', { names: ['DNS:a.example', 'DNS:127.0.0.1'] }, called('127.0.0.1'), ['broken CERTIFICATE_ADDRESS_AS_NAME']],
    ['address as the only name', { names: ['DNS:127.0.0.1'] }, [], ['broken CERTIFICATE_ADDRESS_AS_NAME']],
    ['address as a name, not asked for', { names: ['DNS:a.example', 'DNS:127.0.0.1'] }, called('a.example'), ['advice CERTIFICATE_ADDRESS_AS_NAME']],
    ['trailing dot', { names: ['DNS:a.example', 'DNS:b.example.'] }, called('a.example'), ['advice CERTIFICATE_NAME_MALFORMED']],
    ['name outside ASCII', { names: ['DNS:bücher.example'] }, [], ['broken CERTIFICATE_NAME_MALFORMED']],
    ['mapped address', { names: ['DNS:localhost', 'IP:::ffff:10.0.0.1'] }, [], ['soon CERTIFICATE_MAPPED_ADDRESS']],
    ['network for an address', { names: ['DNS:localhost', 'IP:192.0.2.0/255.255.255.0'] }, [], ['broken CERTIFICATE_ADDRESS_MALFORMED']],
    ['for clients only', { extendedUsages: ['client'] }, [], ['broken CERTIFICATE_NOT_FOR_SERVERS']],
    ['signing only', { usages: ['keyCertSign', 'cRLSign'] }, [], ['broken CERTIFICATE_USAGE_NOT_FOR_TLS openssl node browser']],
    ['no digital signature', { key: 'rsa', usages: ['keyEncipherment'] }, [], ['advice CERTIFICATE_USAGE_LACKS_SIGNATURE browser']],
    ['short key', { key: 'rsa1024' }, [], ['unsafe CERTIFICATE_KEY_WEAK openssl node']],
    ['tiny key', { key: 'rsa512' }, [], ['broken CERTIFICATE_KEY_WEAK']],
    ['P-521', { key: 'p521' }, [], ['advice CERTIFICATE_KEY_REFUSED_BY_BROWSERS browser']],
    ['Ed25519', { key: 'ed25519' }, [], ['advice CERTIFICATE_KEY_REFUSED_BY_BROWSERS browser']],
    ['P-224', { key: 'p224' }, [], ['broken CERTIFICATE_KEY_UNSUPPORTED']],
    ['secp256k1', { key: 'secp256k1' }, [], ['broken CERTIFICATE_KEY_UNSUPPORTED']],
    ['DSA', { key: 'dsa' }, [], ['broken CERTIFICATE_KEY_UNSUPPORTED']],
    ['Ed448', { key: 'ed448' }, [], ['broken CERTIFICATE_KEY_UNSUPPORTED']],
    ['no authority key identifier', { keyIdentifiers: false }, [], ['advice CERTIFICATE_WITHOUT_AUTHORITY_KEY_ID']],
    ['empty subject', { subject: '' }, [], ['advice CERTIFICATE_SUBJECT_EMPTY browser']],
    ['serial number zero', { serial: '00' }, [], ['advice CERTIFICATE_SERIAL_INVALID']],
    ['negative serial number', { serial: '80' }, [], ['soon CERTIFICATE_SERIAL_INVALID go']],
    ['unknown critical extension', { unknownExtension: true }, [], ['broken CERTIFICATE_EXTENSION_UNKNOWN']],
    ['public, without its intermediate', { logged: true }, [], ['broken CERTIFICATE_CHAIN_INCOMPLETE go openssl node']],
  ])('%s', async (_, certificate, names, expected) => {
    expect(await of(certificate, names)).toEqual(expected);
  });

  it('signatures that are refused', async () => {
    const by = async (key: CertificateRecipe['key'], leaf: CertificateRecipe): Promise<string[]> => {
      const authority: MaterialRecipe = { certificate: { ca: true, subject: 'CN=Odd', ...(key === undefined ? {} : { key }) } };
      return (await found({ authority, file: { certificate: { ...leaf, issuer: 'authority' } } })).map(brief);
    };
    expect(await by('rsa', { hash: 'sha1' })).toEqual(['broken CERTIFICATE_SIGNATURE_REFUSED']);
    expect(await by('rsa', { hash: 'md5' })).toEqual(['broken CERTIFICATE_SIGNATURE_REFUSED']);
    expect(await by('rsaPss', {})).toEqual([]);
    expect(await by('rsa', { hash: 'pss' })).toEqual(['broken CERTIFICATE_SIGNATURE_UNKNOWN go browser']);
    expect(await by('ed448', {})).toEqual(['broken CERTIFICATE_SIGNATURE_UNKNOWN go browser']);
  });

  it('a SHA-1 signature on itself does no harm yet', async () => {
    const made = await makeMaterial({ file: { certificate: { key: 'rsa', hash: 'sha1' } } }, { now });
    const facts = made['file']?.facts;
    expect(facts === undefined ? [] : checkServerCertificate(facts, { now, names: [], signs }).map(brief)).toEqual(['advice CERTIFICATE_SIGNATURE_REFUSED']);
  });
});

describe('what a finding tells', () => {
  it('names asked for and held, by whom, and the words of Go', async () => {
    const [only] = await found({ file: { certificate: { issuer: 'root', names: ['DNS:a.example', 'IP:10.0.0.1'] } } }, [
      { name: 'b.example', where: 'job node' },
      { name: 'b.example', where: 'remote write backup' },
    ]);
    expect(only).toMatchObject({
      path: '/etc/prometheus/file',
      message: 'The certificate is not valid for b.example, which is asked for by job node, remote write backup.',
      raw: 'x509: certificate is valid for a.example, not b.example',
      evidence: [{ text: 'a.example, 10.0.0.1' }, { text: 'b.example' }],
    });
  });

  it('is the same on a second look', async () => {
    const recipes = { leaf: { certificate: { issuer: 'root' } }, file: { parts: ['leaf', 'root', 'root'] } };
    const made = await makeMaterial({ root, ...recipes }, { now });
    const facts = made['file']?.facts;
    if (facts === undefined) throw new Error('nothing made');
    const look = (): Finding[] => checkServerCertificate(facts, { now, names: called('x', 'y'), signs });
    expect(look()).toEqual(look());
    expect(new Set(look().map(({ id }) => id)).size).toBe(look().length);
  });
});

describe('the authorities behind it', () => {
  const leaf: MaterialRecipe = { certificate: { issuer: 'middle' } };
  const byRoot: MaterialRecipe = { certificate: { issuer: 'root' } };
  it.each<[string, Record<string, MaterialRecipe>, string[]]>([
    ['begins with the authority', { leaf, file: { parts: ['middle', 'leaf'] } }, ['broken CERTIFICATE_LEAF_NOT_FIRST']],
    ['root before the intermediate', { leaf, file: { parts: ['leaf', 'root', 'middle'] } }, ['advice CERTIFICATE_CHAIN_DISORDERED', 'advice CERTIFICATE_CHAIN_HOLDS_ROOT']],
    ['root at the end', { leaf, file: { parts: ['leaf', 'middle', 'root'] } }, ['advice CERTIFICATE_CHAIN_HOLDS_ROOT']],
    ['intermediate twice', { leaf, file: { parts: ['leaf', 'middle', 'middle'] } }, ['advice CERTIFICATE_CHAIN_REPEATS']],
    ['itself twice', { byRoot, file: { parts: ['byRoot', 'byRoot'] } }, ['advice CERTIFICATE_CHAIN_REPEATS']],
    ['of somebody else', { byRoot, file: { parts: ['byRoot', 'middle'] } }, ['advice CERTIFICATE_CHAIN_UNRELATED']],
    [
      'of the same name with another key',
      { leaf, stale: { certificate: { ca: true, subject: 'CN=Lab Issuing', issuer: 'root' } }, file: { parts: ['leaf', 'stale'] } },
      ['advice CERTIFICATE_CHAIN_UNRELATED'],
    ],
    [
      'expired',
      { old: { certificate: { ca: true, subject: 'CN=Old', issuer: 'root', days: [-90, -1] } }, leaf: { certificate: { issuer: 'old' } }, file: { parts: ['leaf', 'old'] } },
      ['broken CERTIFICATE_CHAIN_EXPIRED'],
    ],
    [
      'expires soon',
      { old: { certificate: { ca: true, subject: 'CN=Old', issuer: 'root', days: [-90, 9] } }, leaf: { certificate: { issuer: 'old' } }, file: { parts: ['leaf', 'old'] } },
      ['soon CERTIFICATE_CHAIN_EXPIRES_SOON'],
    ],
    [
      'no authority',
      { fake: { certificate: { ca: false, subject: 'CN=Fake', issuer: 'root' } }, leaf: { certificate: { issuer: 'fake' } }, file: { parts: ['leaf', 'fake'] } },
      ['broken CERTIFICATE_CHAIN_NOT_AUTHORITY'],
    ],
    [
      'not for this name',
      { narrow: { certificate: { ca: true, subject: 'CN=Narrow', issuer: 'root', permitted: ['DNS:example.org'] } }, leaf: { certificate: { issuer: 'narrow' } }, file: { parts: ['leaf', 'narrow'] } },
      ['broken CERTIFICATE_NAME_CONSTRAINED'],
    ],
    [
      'for this name',
      { narrow: { certificate: { ca: true, subject: 'CN=Narrow', issuer: 'root', permitted: ['DNS:localhost'] } }, leaf: { certificate: { issuer: 'narrow' } }, file: { parts: ['leaf', 'narrow'] } },
      [],
    ],
    [
      'signed with SHA-1',
      {
        rsaRoot: { certificate: { ca: true, key: 'rsa', subject: 'CN=RSA Root' } },
        weak: { certificate: { ca: true, subject: 'CN=Weak', issuer: 'rsaRoot', hash: 'sha1' } },
        leaf: { certificate: { issuer: 'weak' } },
        file: { parts: ['leaf', 'weak'] },
      },
      ['broken CERTIFICATE_CHAIN_SIGNATURE_REFUSED'],
    ],
  ])('%s', async (_, recipes, expected) => {
    expect((await found(recipes)).map(brief)).toEqual(expected);
  });
});

describe('the form of the file', () => {
  const leaf: MaterialRecipe = { certificate: { issuer: 'root' } };
  it.each<[string, Record<string, MaterialRecipe>, string, string]>([
    ['empty', { file: { text: ' \n' } }, 'broken CERTIFICATE_EMPTY', 'failed to find any PEM data'],
    ['binary', { leaf, file: { parts: ['leaf'], form: 'der' } }, 'broken CERTIFICATE_IS_DER', 'failed to find any PEM data'],
    ['byte order mark', { leaf, file: { parts: ['leaf'], form: 'bom' } }, 'broken CERTIFICATE_HAS_BOM', 'failed to find any PEM data'],
    ['UTF-16', { leaf, file: { parts: ['leaf'], form: 'utf16' } }, 'broken CERTIFICATE_HAS_BOM', 'failed to find any PEM data'],
    ['cut off', { leaf, file: { parts: ['leaf'], form: 'truncated' } }, 'broken CERTIFICATE_TRUNCATED', 'failed to find any PEM data'],
    ['second cut off', { leaf, cut: { parts: ['middle'], form: 'truncated' }, file: { parts: ['leaf', 'cut'] } }, 'advice CERTIFICATE_TRUNCATED', ''],
    ['text', { file: { text: 'see the wiki' } }, 'broken CERTIFICATE_NOT_PEM', 'failed to find any PEM data'],
    ['public key', { leaf, file: { parts: ['leaf'], form: 'publicKey' } }, 'broken CERTIFICATE_NOT_PEM', 'skipping PEM blocks of the following types: [PUBLIC KEY]'],
    ['key', { leaf, file: { keyOf: 'leaf' } }, 'broken CERTIFICATE_AND_KEY_SWAPPED', 'PEM inputs may have been switched'],
    ['request', { file: { form: 'request' } }, 'broken MATERIAL_IS_REQUEST', 'skipping PEM blocks of the following types: [CERTIFICATE REQUEST]'],
    ['store', { file: { form: 'pkcs12' } }, 'broken MATERIAL_IS_PKCS12', 'failed to find any PEM data'],
    ['garbled', { leaf, file: { parts: ['leaf'], form: 'garbled' } }, 'broken CERTIFICATE_UNREADABLE', 'x509: malformed'],
  ])('%s', async (_, recipes, expected, raw) => {
    const [only, ...more] = await found(recipes);
    expect(more).toEqual([]);
    expect(only === undefined ? '' : brief(only)).toBe(expected);
    expect(only?.raw ?? '').toContain(raw);
  });

  it('says nothing of a file that is not there', async () => {
    const made = await makeMaterial({ file: { text: '' } });
    const facts = made['file']?.facts;
    if (facts === undefined) throw new Error('nothing made');
    for (const state of [{ kind: 'absent' }, { kind: 'unusable', reason: 'it is a folder' }] as const) {
      expect(checkServerCertificate({ ...facts, state }, { now, names: [], signs })).toEqual([]);
    }
  });
});
