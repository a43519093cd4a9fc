import { describe, expect, it } from 'vitest';
import { signs } from '../../../../electron/check/signs.ts';
import { checkCaFile, type CaFileContext } from '../../../../shared/check/material/checkCaFile.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import { makeMaterial, type MaterialRecipe } from '../../../support/makeMaterialFacts.ts';

const now = Date.now();
const world: Record<string, MaterialRecipe> = {
  root: { certificate: { ca: true, subject: 'CN=Lab Root' } },
  middle: { certificate: { ca: true, subject: 'CN=Lab Issuing', issuer: 'root' } },
  leaf: { certificate: { issuer: 'root' } },
  deep: { certificate: { issuer: 'middle' } },
  deepChain: { parts: ['deep', 'middle'] },
  self: { certificate: { subject: 'CN=self' } },
  other: { certificate: { ca: true, subject: 'CN=Other Root' } },
  stale: { certificate: { ca: true, subject: 'CN=Lab Root' } },
  named: { certificate: { ca: false, names: null, subject: 'CN=Lab Root' } },
  oldRoot: { certificate: { ca: true, subject: 'CN=Old Root', days: [-90, -1] } },
  byOld: { certificate: { issuer: 'oldRoot' } },
  endingRoot: { certificate: { ca: true, subject: 'CN=Ending Root', days: [-90, 9] } },
  byEnding: { certificate: { issuer: 'endingRoot' } },
  futureRoot: { certificate: { ca: true, subject: 'CN=Future Root', days: [5, 90] } },
  byFuture: { certificate: { issuer: 'futureRoot' } },
  weakRoot: { certificate: { ca: true, key: 'rsa1024', subject: 'CN=Weak Root' } },
  byWeak: { certificate: { issuer: 'weakRoot' } },
  sha1Root: { certificate: { ca: true, key: 'rsa', hash: 'sha1', subject: 'CN=SHA-1 Root' } },
  bySha1Root: { certificate: { issuer: 'sha1Root' } },
  sha1Leaf: { certificate: { issuer: 'sha1Root', hash: 'sha1' } },
  narrow: { certificate: { ca: true, subject: 'CN=Narrow', permitted: ['DNS:example.org'] } },
  byNarrow: { certificate: { issuer: 'narrow' } },
  namelessByNarrow: { certificate: { issuer: 'narrow', names: null } },
  shallow: { certificate: { ca: true, subject: 'CN=Shallow', pathLength: 0 } },
  below: { certificate: { ca: true, subject: 'CN=Below', issuer: 'shallow' } },
  byBelow: { certificate: { issuer: 'below' } },
  belowChain: { parts: ['byBelow', 'below'] },
  expired: { certificate: { issuer: 'root', days: [-90, -1] } },
  forClients: { certificate: { ca: true, subject: 'CN=Client Root', extendedUsages: ['client'] } },
  byForClients: { certificate: { issuer: 'forClients' } },
  odd: { certificate: { ca: true, key: 'secp256k1', subject: 'CN=Odd' } },
};

async function found(file: MaterialRecipe, presented: string | null, role: CaFileContext['role'] = 'ca_file'): Promise<Finding[]> {
  const made = await makeMaterial({ ...world, file }, { now, only: ['file', ...(presented === null ? [] : [presented])] });
  const facts = made['file']?.facts;
  if (facts === undefined) throw new Error('nothing made');
  const chain = presented === null ? null : (made[presented]?.facts.certificates ?? []);
  return checkCaFile(facts, { now, signs, role, presented: chain });
}
const brief = ({ severity, code, clients }: Finding): string => [severity, code, ...clients].join(' ');
const holding = (...parts: string[]): MaterialRecipe => ({ parts });

describe('a CA file that fits', () => {
  it.each<[string, string[], string | null]>([
    ['the root', ['root'], 'leaf'],
    ['the root of a chain', ['root'], 'deepChain'],
    ['root and intermediate, which the server does not send', ['root', 'middle'], 'deep'],
    ['the certificate that signed itself', ['self'], 'self'],
    ['nothing known of the server', ['root'], null],
    ['a bundle with an expired authority in it', ['oldRoot', 'other', 'root'], 'leaf'],
    ['the same, nothing known of the server', ['oldRoot', 'other', 'root'], null],
    ['old and new authority of one name, during a renewal', ['stale', 'root'], 'leaf'],
    ['a root signed with SHA-1', ['sha1Root'], 'bySha1Root'],
    ['what the certificate itself is refused for is said there: expired', ['root'], 'expired'],
    ['what the certificate itself is refused for is said there: SHA-1', ['sha1Root'], 'sha1Leaf'],
    ['limits that the certificate keeps', ['shallow'], 'below'],
    ['a certificate without names, under constraints', ['narrow'], 'namelessByNarrow'],
  ])('%s: nothing', async (_, parts, presented) => {
    expect((await found(holding(...parts), presented)).map(brief)).toEqual([]);
  });
});

describe('a CA file that does not', () => {
  it.each<[string, string[], string | null, string[]]>([
    ['another authority', ['other'], 'leaf', ['broken CA_DOES_NOT_SIGN']],
    ['the intermediate is not sent', ['root'], 'deep', ['broken CA_DOES_NOT_SIGN']],
    ['another certificate that signed itself', ['self'], 'leaf', ['broken CA_DOES_NOT_SIGN']],
    ['the same name, another key', ['stale'], 'leaf', ['broken CA_STALE']],
    ['the same name, no authority', ['named'], 'leaf', ['broken CA_CANNOT_SIGN']],
    ['expired', ['oldRoot'], 'byOld', ['broken CA_EXPIRED']],
    ['expired, nothing known of the server', ['oldRoot'], null, ['broken CA_EXPIRED']],
    ['expires soon', ['endingRoot'], 'byEnding', ['soon CA_EXPIRES_SOON']],
    ['not yet valid', ['futureRoot'], 'byFuture', ['broken CA_NOT_YET_VALID']],
    ['short key', ['weakRoot'], 'byWeak', ['unsafe CERTIFICATE_KEY_WEAK openssl node']],
    ['name constraints', ['narrow'], 'byNarrow', ['broken CA_CHAIN_REFUSED']],
    ['path length', ['shallow'], 'belowChain', ['broken CA_CHAIN_REFUSED']],
    ['authority for clients only', ['forClients'], 'byForClients', ['broken CA_CHAIN_REFUSED']],
    ['the certificate of the server', ['leaf'], 'leaf', ['advice CA_IS_LEAF node']],
    ['the certificate of some server', ['leaf'], null, ['advice CA_IS_LEAF node']],
    ['intermediate only', ['middle'], 'deep', ['advice CA_IS_INTERMEDIATE node']],
    ['intermediate only, nothing known of the server', ['middle'], null, ['advice CA_IS_INTERMEDIATE node']],
  ])('%s', async (_, parts, presented, expected) => {
    expect((await found(holding(...parts), presented)).map(brief)).toEqual(expected);
  });

  it('gives the words of Go, and what to look for', async () => {
    expect(await found(holding('other'), 'leaf')).toMatchObject([
      { message: 'The CA file does not hold CN=Lab Root, which issued the certificate of the server.', raw: 'x509: certificate signed by unknown authority' },
    ]);
    const [stale] = await found(holding('stale'), 'leaf');
    expect(stale?.raw).toContain('possibly because of \\"x509: ECDSA verification failure\\"'.replaceAll('\\', ''));
    const [many] = await found(holding('other', 'self', 'stale', 'weakRoot', 'oldRoot'), 'deep');
    expect(many?.hint).toContain('CN=Other Root; CN=self; CN=Lab Root and 2 more');
    const [cannot] = await found(holding('named'), 'leaf');
    expect(cannot?.raw).toContain('parent certificate cannot sign this kind of certificate');
  });

  it('holds the key of the authority', async () => {
    expect((await found({ parts: ['root'], keyOf: 'root' }, 'leaf')).map(brief)).toEqual(['unsafe CERTIFICATE_FILE_HOLDS_KEY']);
  });
});

describe('a CA file without a certificate', () => {
  it.each<[string, MaterialRecipe, string]>([
    ['empty', { text: '' }, 'it is empty'],
    ['text', { text: 'none' }, 'nothing in it is a certificate in PEM form'],
    ['binary', { parts: ['root'], form: 'der' }, 'it is in the binary form (DER)'],
    ['byte order mark', { parts: ['root'], form: 'bom' }, 'it begins with an invisible mark (byte order mark)'],
    ['cut off', { parts: ['root'], form: 'truncated' }, 'its PEM block is cut off or damaged'],
    ['garbled', { parts: ['root'], form: 'garbled' }, 'the certificate in it is malformed: a part is missing or of the wrong kind'],
    ['key', { keyOf: 'root' }, 'it holds a private key'],
    ['request', { form: 'request' }, 'it holds a certificate request'],
    ['store', { form: 'pkcs12' }, 'it is a PKCS#12 store'],
    ['secp256k1', { parts: ['odd'] }, 'the key of the certificate is of a kind that Prometheus does not know'],
  ])('%s', async (_, file, reason) => {
    expect(await found(file, 'leaf')).toMatchObject([
      { code: 'CA_FILE_UNUSABLE', severity: 'broken', message: `The CA file holds no certificate that Prometheus can read: ${reason}.`, raw: 'unable to use specified CA cert' },
    ]);
    expect((await found(file, null, 'client_ca_file')).map(brief)).toEqual(['broken CLIENT_CA_FILE_UNUSABLE']);
  });

  it('is usable from the second certificate on behind a byte order mark', async () => {
    expect(await found({ parts: ['other', 'root'], form: 'bom' }, 'leaf')).toEqual([]);
  });

  it('may be an intermediate for a server: no root is asked for', async () => {
    expect(await found(holding('middle'), null, 'client_ca_file')).toEqual([]);
    expect(await found(holding('oldRoot'), null, 'client_ca_file').then((all) => all.map(brief))).toEqual(['broken CA_EXPIRED']);
  });

  it('says nothing of a file that is not there', async () => {
    const facts = (await makeMaterial({ file: { text: '' } }))['file']?.facts;
    if (facts === undefined) throw new Error('nothing made');
    expect(checkCaFile({ ...facts, state: { kind: 'absent' } }, { now, signs, role: 'ca_file', presented: null })).toEqual([]);
  });
});
