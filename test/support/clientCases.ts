/** Setups of a server and a CA file, sound and defective, that the clients people use can be asked about. */
import type { CertificateRecipe, MaterialRecipe } from './makeMaterialFacts.ts';

export interface ClientCase {
  readonly id: string;
  readonly recipes: Readonly<Record<string, MaterialRecipe>>;
  /** Name to ask for; localhost unless said. */
  readonly host?: string;
}

const root: MaterialRecipe = { certificate: { ca: true, subject: 'CN=Lab Root' } };
const middle: MaterialRecipe = { certificate: { ca: true, subject: 'CN=Lab Issuing', issuer: 'root' } };
const rsaRoot: MaterialRecipe = { certificate: { ca: true, key: 'rsa', subject: 'CN=Lab RSA Root' } };
const base = { root, middle, rsaRoot, key: { keyOf: 'leaf' }, file: { parts: ['leaf'] }, ca: { parts: ['root'] } };

/** One certificate, issued by the root unless said otherwise, trusted through the root. */
const one = (id: string, certificate: CertificateRecipe, host?: string): ClientCase => ({
  id,
  recipes: { ...base, leaf: { certificate: { issuer: 'root', ...certificate } }, ca: { parts: [certificate.issuer ?? 'root'] } },
  ...(host === undefined ? {} : { host }),
});
const custom = (id: string, recipes: Record<string, MaterialRecipe>, host?: string): ClientCase => ({
  id,
  recipes: { ...base, leaf: { certificate: { issuer: 'root' } }, ...recipes },
  ...(host === undefined ? {} : { host }),
});

const certificates: ClientCase[] = [
  one('sound', {}),
  one('sound, by address', { names: ['DNS:localhost', 'IP:127.0.0.1'] }, '127.0.0.1'),
  one('address among names and addresses', { names: ['DNS:127.0.0.1', 'IP:127.0.0.1'] }, '127.0.0.1'),
  one('expired', { days: [-90, -1] }),
  one('not yet valid', { days: [1, 90] }),
  one('ten years', { days: [-1, 3650] }),
  one('common name only', { names: null, subject: 'CN=localhost' }),
  one('e-mail only', { names: ['email:ops@example.org'], subject: 'CN=localhost' }),
  one('no name at all', { names: null, subject: 'O=Lab' }),
  one('version 1', { version1: true, subject: 'CN=localhost', issuer: 'rsaRoot' }),
  one('authority with names', { ca: true, names: ['DNS:localhost'], usages: ['digitalSignature', 'keyCertSign'] }),
  one('another name', { names: ['DNS:a.example'] }),
  one('addresses only', { names: ['IP:127.0.0.1'], subject: 'CN=localhost' }),
  one('address as a name', { names: ['DNS:127.0.0.1'] }, '127.0.0.1'),
  one('no address', { names: ['DNS:localhost'] }, '127.0.0.1'),
  one('trailing dot beside the name', { names: ['DNS:localhost', 'DNS:other.example.'] }),
  one('name outside ASCII', { names: ['DNS:localhost', 'DNS:bücher.example'] }),
  one('network for an address', { names: ['DNS:localhost', 'IP:192.0.2.0/255.255.255.0'] }),
  one('mapped address', { names: ['DNS:localhost', 'IP:::ffff:10.0.0.1'] }),
  one('for clients only', { extendedUsages: ['client'] }),
  one('signing only', { usages: ['keyCertSign', 'cRLSign'] }),
  one('key encipherment only', { key: 'rsa', usages: ['keyEncipherment'] }),
  one('RSA 1024', { key: 'rsa1024' }),
  one('RSA 512', { key: 'rsa512' }),
  one('P-384', { key: 'p384' }),
  one('P-521', { key: 'p521' }),
  one('P-224', { key: 'p224' }),
  one('Ed25519', { key: 'ed25519' }),
  one('secp256k1', { key: 'secp256k1' }),
  one('DSA', { key: 'dsa' }),
  one('Ed448', { key: 'ed448' }),
  one('SHA-1', { issuer: 'rsaRoot', hash: 'sha1' }),
  one('MD5', { issuer: 'rsaRoot', hash: 'md5' }),
  one('RSA-PSS, odd salt', { issuer: 'rsaRoot', hash: 'pss' }),
  one('no authority key identifier', { keyIdentifiers: false }),
  one('empty subject', { subject: '' }),
  one('serial number zero', { serial: '00' }),
  one('negative serial number', { serial: '80' }),
  one('unknown critical extension', { unknownExtension: true }),
  custom('RSA-PSS', { pss: { certificate: { ca: true, key: 'rsaPss', subject: 'CN=PSS Root' } }, leaf: { certificate: { issuer: 'pss' } }, ca: { parts: ['pss'] } }),
  custom('Ed448 signature', { odd: { certificate: { ca: true, key: 'ed448', subject: 'CN=Odd' } }, leaf: { certificate: { issuer: 'odd' } }, ca: { parts: ['odd'] } }),
  custom('an authority in its place', { leaf: { certificate: { ca: true, subject: 'CN=localhost', usages: ['keyCertSign'] } }, ca: { parts: ['leaf'] } }),
  custom('signed itself', { leaf: { certificate: { subject: 'CN=localhost' } }, ca: { parts: ['leaf'] } }),
  custom('signed itself, CA:TRUE', { leaf: { certificate: { ca: true, usages: null, names: ['DNS:localhost'], subject: 'CN=localhost' } }, ca: { parts: ['leaf'] } }),
  custom('signed itself with SHA-1', { leaf: { certificate: { key: 'rsa', hash: 'sha1', subject: 'CN=localhost' } }, ca: { parts: ['leaf'] } }),
];

const deep: MaterialRecipe = { certificate: { issuer: 'middle' } };
const below = (authority: CertificateRecipe): Record<string, MaterialRecipe> => ({
  between: { certificate: { ca: true, subject: 'CN=Between', issuer: 'root', ...authority } },
  leaf: { certificate: { issuer: 'between' } },
  file: { parts: ['leaf', 'between'] },
});
const chains: ClientCase[] = [
  custom('intermediate sent', { leaf: deep, file: { parts: ['leaf', 'middle'] } }),
  custom('root before the intermediate', { leaf: deep, file: { parts: ['leaf', 'root', 'middle'] } }),
  custom('root sent', { leaf: deep, file: { parts: ['leaf', 'middle', 'root'] } }),
  custom('intermediate twice', { leaf: deep, file: { parts: ['leaf', 'middle', 'middle'] } }),
  custom('somebody else sent', { file: { parts: ['leaf', 'rsaRoot'] } }),
  custom('intermediate not sent', { leaf: deep }),
  custom('public certificate alone', { leaf: { certificate: { issuer: 'middle', logged: true } } }),
  custom('intermediate expired', below({ days: [-90, -1] })),
  custom('intermediate is no authority', below({ ca: false, names: null })),
  custom('intermediate may not sign', below({ usages: ['digitalSignature'] })),
  custom('intermediate for other names', below({ permitted: ['DNS:example.org'] })),
  custom('intermediate for this name', below({ permitted: ['DNS:localhost'] })),
  custom('intermediate with SHA-1', { ...below({ issuer: 'rsaRoot', hash: 'sha1' }), ca: { parts: ['rsaRoot'] } }),
];

/** The leaf is issued by the only authority, which is trusted. */
const under = (authority: CertificateRecipe): Record<string, MaterialRecipe> => ({
  authority: { certificate: { ca: true, subject: 'CN=Authority', ...authority } },
  leaf: { certificate: { issuer: 'authority' } },
  ca: { parts: ['authority'] },
});
const authorities: ClientCase[] = [
  custom('another authority', { ca: { parts: ['rsaRoot'] } }),
  custom('authority of the same name', { stale: { certificate: { ca: true, subject: 'CN=Lab Root' } }, ca: { parts: ['stale'] } }),
  custom('no authority of the same name', { named: { certificate: { subject: 'CN=Lab Root', names: null } }, ca: { parts: ['named'] } }),
  custom('old and new authority', { stale: { certificate: { ca: true, subject: 'CN=Lab Root' } }, ca: { parts: ['stale', 'root'] } }),
  custom('certificate of the server as CA', { ca: { parts: ['leaf'] } }),
  custom('intermediate as CA', { leaf: deep, ca: { parts: ['middle'] } }),
  custom('intermediate and root as CA', { leaf: deep, ca: { parts: ['middle', 'root'] } }),
  custom('authority expired', under({ days: [-90, -1] })),
  custom('authority not yet valid', under({ days: [1, 90] })),
  custom('authority with SHA-1', under({ key: 'rsa', hash: 'sha1' })),
  custom('authority with RSA 1024', under({ key: 'rsa1024' })),
  custom('authority for clients only', under({ extendedUsages: ['client'] })),
  custom('authority for other names', under({ permitted: ['DNS:example.org'] })),
  custom('too many below the authority', {
    shallow: { certificate: { ca: true, subject: 'CN=Shallow', pathLength: 0 } },
    between: { certificate: { ca: true, subject: 'CN=Between', issuer: 'shallow' } },
    leaf: { certificate: { issuer: 'between' } },
    file: { parts: ['leaf', 'between'] },
    ca: { parts: ['shallow'] },
  }),
];

const forms: ClientCase[] = [
  custom('certificate empty', { file: { text: '\n' } }),
  custom('certificate in DER', { file: { parts: ['leaf'], form: 'der' } }),
  custom('certificate with a byte order mark', { file: { parts: ['leaf'], form: 'bom' } }),
  custom('certificate in UTF-16', { file: { parts: ['leaf'], form: 'utf16' } }),
  custom('certificate cut off', { file: { parts: ['leaf'], form: 'truncated' } }),
  custom('certificate garbled', { file: { parts: ['leaf'], form: 'garbled' } }),
  custom('text for a certificate', { file: { text: 'see the wiki' } }),
  custom('public key for a certificate', { file: { parts: ['leaf'], form: 'publicKey' } }),
  custom('request for a certificate', { file: { form: 'request' } }),
  custom('store for a certificate', { file: { form: 'pkcs12' } }),
  custom('swapped', { file: { keyOf: 'leaf' }, key: { parts: ['leaf'] } }),
  custom('leaf not first', { leaf: deep, file: { parts: ['middle', 'leaf'] } }),
  custom('key empty', { key: { text: '' } }),
  custom('key in DER', { key: { keyOf: 'leaf', form: 'der' } }),
  custom('key with a byte order mark', { key: { keyOf: 'leaf', form: 'bom' } }),
  custom('key cut off', { key: { keyOf: 'leaf', form: 'truncated' } }),
  custom('key garbled', { key: { keyOf: 'leaf', form: 'garbled' } }),
  custom('key encrypted', { key: { keyOf: 'leaf', form: 'encrypted' } }),
  custom('key encrypted in the old form', { key: { keyOf: 'leaf', form: 'encryptedOld' } }),
  custom('certificate for a key', { key: { parts: ['leaf'] } }),
  custom('public key for a key', { key: { parts: ['leaf'], form: 'publicKey' } }),
  custom('store for a key', { key: { form: 'pkcs12' } }),
  custom('key of another', { key: { keyOf: 'root' } }),
  custom('key of another kind', { key: { keyOf: 'rsaRoot' } }),
  custom('certificate and key in one file', { key: { parts: ['leaf', 'secret'] }, secret: { keyOf: 'leaf' } }),
  custom('key in the older form', { key: { keyOf: 'leaf', form: 'traditional' } }),
  custom('Windows line ends', { file: { parts: ['leaf'], form: 'crlf' }, key: { keyOf: 'leaf', form: 'crlf' } }),
];

export const clientCases: readonly ClientCase[] = [...certificates, ...chains, ...authorities, ...forms];
