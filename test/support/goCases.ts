/** Served chains, sound and defective, with what a client is told to trust and to ask for. */
import { makeAuthority, makeCertificate, makeKeys, nameConstraints, unknownExtension, usage, type Made, type Order } from './certificateMaker.ts';

export interface GoCase {
  id: string;
  /** Leaf first. */
  chain: Made[];
  roots: Made[];
  /** Name to ask for; left out: the address 127.0.0.1 of the target itself. */
  host?: string;
}

const hour = 3_600_000;
const day = 24 * hour;
const loopback = 'IP:7f000001';

interface World {
  leafKeys: CryptoKeyPair;
  root: Made;
  rsaRoot: Made;
  intermediate: Made;
  leaf: (order?: Partial<Order>) => Promise<Made>;
}

async function makeWorld(): Promise<World> {
  const [rootKeys, rsaKeys, middleKeys, leafKeys] = await Promise.all([makeKeys('p256'), makeKeys('rsa'), makeKeys('p256'), makeKeys('p256')]);
  const root = await makeAuthority(rootKeys, 'CN=Lab Root');
  const rsaRoot = await makeAuthority(rsaKeys, 'CN=Lab RSA Root');
  const intermediate = await makeAuthority(middleKeys, 'CN=Lab Intermediate', { issuer: root });
  const leaf = (order: Partial<Order> = {}): Promise<Made> =>
    makeCertificate({ keys: leafKeys, issuer: root, names: ['DNS:localhost', loopback], ...order });
  return { leafKeys, root, rsaRoot, intermediate, leaf };
}

async function nameCases({ root, leaf }: World): Promise<GoCase[]> {
  const roots = [root];
  const one = async (id: string, order: Partial<Order>, host?: string): Promise<GoCase> => ({
    id, chain: [await leaf(order)], roots, ...(host === undefined ? {} : { host }),
  });
  return Promise.all([
    one('good by address', {}),
    one('good by name', {}, 'localhost'),
    one('good in capitals', { names: ['DNS:LocalHost'] }, 'localhost'),
    one('common name only', { names: null, subject: 'CN=localhost' }, 'localhost'),
    one('common name only, other host', { names: null, subject: 'CN=other' }, 'localhost'),
    one('common name only, by address', { names: null, subject: 'CN=127.0.0.1' }),
    one('no address among the names', { names: ['DNS:localhost'] }),
    one('address as DNS name', { names: ['DNS:127.0.0.1'] }),
    one('other addresses', { names: ['IP:0a000001', 'IP:20010db8000000000000000000000001', 'IP:00000000000000000000ffff01020304'] }),
    one('mapped address', { names: ['IP:00000000000000000000ffff7f000001'] }),
    one('only addresses, by name', { names: [loopback] }, 'localhost'),
    one('wrong name', { names: ['DNS:a.example', 'DNS:b.example'] }, 'localhost'),
    one('wildcard', { names: ['DNS:*.example.org'] }, 'a.example.org'),
    one('wildcard too shallow', { names: ['DNS:*.example.org'] }, 'a.b.example.org'),
    one('wildcard for the bare domain', { names: ['DNS:*.example.org'] }, 'example.org'),
    one('partial wildcard', { names: ['DNS:w*.example.org'] }, 'www.example.org'),
    one('lone asterisk', { names: ['DNS:*'] }, 'localhost'),
    one('trailing dot in the certificate', { names: ['DNS:localhost.'] }, 'localhost'),
    one('underscore', { names: ['DNS:a_b.example'] }, 'a_b.example'),
    one('name outside ASCII', { names: ['DNS:bücher.example'] }, 'xn--bcher-kva.example'),
    one('address of five bytes', { names: ['DNS:localhost', 'IP:7f00000101'] }, 'localhost'),
    one('only a URI', { names: ['URI:https://localhost'] }, 'localhost'),
  ]);
}

async function timeCases({ root, leaf, leafKeys }: World): Promise<GoCase[]> {
  const now = Date.now();
  const past = { notBefore: now - 3 * day, notAfter: now - day };
  const oldRoot = await makeAuthority(await makeKeys('p256'), 'CN=Old Root', past);
  const oldMiddle = await makeAuthority(await makeKeys('p256'), 'CN=Old Intermediate', { issuer: root, ...past });
  const oldSelf = await makeCertificate({ keys: leafKeys, names: [loopback], ...past });
  return [
    { id: 'expired', chain: [await leaf(past)], roots: [root] },
    { id: 'not yet valid', chain: [await leaf({ notBefore: now + day, notAfter: now + 2 * day })], roots: [root] },
    { id: 'expired and wrong name', chain: [await leaf({ ...past, names: ['DNS:a'] })], roots: [root] },
    { id: 'expired root', chain: [await leaf({ issuer: oldRoot })], roots: [oldRoot] },
    { id: 'expired intermediate', chain: [await leaf({ issuer: oldMiddle }), oldMiddle], roots: [root] },
    { id: 'expired, signed by itself and trusted', chain: [oldSelf], roots: [oldSelf] },
    { id: 'beyond 2050', chain: [await leaf({ notAfter: Date.UTC(2060, 5, 1) })], roots: [root] },
  ];
}

async function chainCases({ root, rsaRoot, intermediate, leaf, leafKeys }: World): Promise<GoCase[]> {
  const self = await makeCertificate({ keys: leafKeys, names: [loopback], subject: 'CN=self' });
  const staleRoot = await makeAuthority(await makeKeys('p256'), root.subject);
  const staleRsa = await makeAuthority(await makeKeys('rsa'), rsaRoot.subject);
  const nameless = await makeAuthority(await makeKeys('p256'), 'O=Lab "quoted" Organisation');
  const namelessStale = await makeAuthority(await makeKeys('p256'), nameless.subject);
  const bare = await makeAuthority(await makeKeys('p256'), 'OU=unit', { keyIdentifiers: false });
  const bareStale = await makeAuthority(await makeKeys('p256'), bare.subject, { keyIdentifiers: false, rawSerial: '8000000000000001' });
  const rsaNamedAsRoot = await makeAuthority(await makeKeys('rsa'), root.subject);
  return [
    { id: 'signed by itself and trusted', chain: [self], roots: [self] },
    { id: 'signed by itself, not trusted', chain: [self], roots: [root] },
    { id: 'unknown authority', chain: [await leaf()], roots: [rsaRoot] },
    { id: 'stale authority of the same name', chain: [await leaf()], roots: [staleRoot] },
    { id: 'stale RSA authority of the same name', chain: [await leaf({ issuer: rsaRoot })], roots: [staleRsa] },
    { id: 'stale and right authority', chain: [await leaf()], roots: [staleRoot, root] },
    { id: 'stale authority without common name', chain: [await leaf({ issuer: nameless })], roots: [namelessStale] },
    { id: 'stale authority known by its serial', chain: [await leaf({ issuer: bare })], roots: [bareStale] },
    { id: 'RSA key expected where an EC key signed', chain: [await leaf()], roots: [rsaNamedAsRoot] },
    { id: 'EC key expected where an RSA key signed', chain: [await leaf({ issuer: rsaNamedAsRoot })], roots: [root] },
    { id: 'intermediate not sent', chain: [await leaf({ issuer: intermediate })], roots: [root] },
    { id: 'intermediate sent', chain: [await leaf({ issuer: intermediate }), intermediate], roots: [root] },
    { id: 'root sent as well', chain: [await leaf({ issuer: intermediate }), intermediate, root], roots: [root] },
    { id: 'intermediate trusted', chain: [await leaf({ issuer: intermediate })], roots: [intermediate] },
    { id: 'Ed25519', chain: [await leaf({ keys: await makeKeys('ed25519') })], roots: [root] },
    { id: 'P-521', chain: [await leaf({ keys: await makeKeys('p521') })], roots: [root] },
    { id: 'RSA of 1024 bits', chain: [await leaf({ keys: await makeKeys('rsa1024') })], roots: [root] },
    { id: 'negative serial number', chain: [await leaf({ rawSerial: '80' })], roots: [root] },
    { id: 'serial number of 21 bytes', chain: [await leaf({ rawSerial: '01'.repeat(21) })], roots: [root] },
    { id: 'serial number zero', chain: [await leaf({ rawSerial: '00' })], roots: [root] },
  ];
}

async function authorityCases({ root, leaf }: World): Promise<GoCase[]> {
  const keys = await makeKeys('p256');
  const by = async (id: string, order: Partial<Order>, leafOrder: Partial<Order> = {}): Promise<GoCase> => {
    const authority = await makeAuthority(keys, `CN=${id}`, order);
    return { id, chain: [await leaf({ issuer: authority, ...leafOrder })], roots: [authority] };
  };
  const middle = async (id: string, order: Partial<Order>): Promise<GoCase> => {
    const authority = await makeAuthority(keys, `CN=${id}`, { issuer: root, ...order });
    return { id, chain: [await leaf({ issuer: authority }), authority], roots: [root] };
  };
  const flat = await makeAuthority(keys, 'CN=flat', { ca: { isCa: true, pathLength: 0 } });
  const below = await makeAuthority(await makeKeys('p256'), 'CN=below', { issuer: flat });
  return [
    await by('authority with CA:FALSE', { ca: { isCa: false } }),
    await by('authority without basic constraints', { ca: null }),
    await by('authority that may not sign certificates', { usages: ['cRLSign'] }),
    await by('authority without key usage', { usages: null }),
    await by('authority for clients only', { extendedUsages: [usage.client] }),
    await by('authority for any use', { extendedUsages: [usage.any] }),
    await by('permitted name', { more: [nameConstraints(['DNS:localhost', 'IP:7f000000ff000000'], [])] }),
    await by('name that is not permitted', { more: [nameConstraints(['DNS:example.org'], [])] }),
    await by('name that is excluded', { more: [nameConstraints([], ['DNS:localhost'])] }),
    await by('address that is not permitted', { more: [nameConstraints(['IP:0a000000ff000000'], [])] }),
    await by('address that is excluded', { more: [nameConstraints([], ['IP:7f000000ff000000'])] }),
    await by('name below a constraint with a dot', { more: [nameConstraints(['DNS:.localhost'], [])] }),
    await by('constraint and common name only', { more: [nameConstraints(['DNS:example.org'], [])] }, { names: null }),
    await middle('intermediate with CA:FALSE', { ca: { isCa: false } }),
    await middle('intermediate for clients only', { extendedUsages: [usage.client] }),
    { id: 'too many intermediates', chain: [await leaf({ issuer: below }), below], roots: [flat] },
  ];
}

async function usageCases({ root, leaf }: World): Promise<GoCase[]> {
  const roots = [root];
  const sha1 = await makeAuthority(await makeKeys('rsaSha1'), 'CN=SHA-1 Root');
  const pss = await makeAuthority(await makeKeys('rsaPss'), 'CN=PSS Root');
  return [
    { id: 'for clients only', chain: [await leaf({ extendedUsages: [usage.client] })], roots },
    { id: 'for servers and clients', chain: [await leaf({ extendedUsages: [usage.client, usage.server] })], roots },
    { id: 'for any use', chain: [await leaf({ extendedUsages: [usage.any] })], roots },
    { id: 'without extended key usage', chain: [await leaf({ extendedUsages: null })], roots },
    { id: 'for a use of its own', chain: [await leaf({ extendedUsages: ['1.2.3.4'] })], roots },
    { id: 'key encipherment only', chain: [await leaf({ usages: ['keyEncipherment'] })], roots },
    { id: 'SHA-1 signature', chain: [await leaf({ issuer: sha1 })], roots: [sha1] },
    { id: 'RSA-PSS signature', chain: [await leaf({ issuer: pss })], roots: [pss] },
    { id: 'unknown critical extension', chain: [await leaf({ more: [unknownExtension()] })], roots },
    { id: 'empty subject', chain: [await leaf({ subject: '' })], roots },
  ];
}

/** Every case; keys are made anew. */
export async function makeGoCases(): Promise<GoCase[]> {
  const world = await makeWorld();
  const groups = await Promise.all([nameCases, timeCases, chainCases, authorityCases, usageCases].map((make) => make(world)));
  return groups.flat();
}
