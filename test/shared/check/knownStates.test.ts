/** The states that promtool, curl or Prometheus itself call good although they are broken: each is found, and as what. */
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { readScenario } from '../../support/checkScenario.ts';

const hash = '$2b$10$mKCtDD2GTn9jSHHGHmy8mOMfmJ5t5VG1rTT0c.Fb7gD9nu3SS1bZq';

/** A sound setup in the parts that the states change. */
const sound = {
  web: ['tls_server_config:', '  cert_file: server.crt', '  key_file: server.key', 'basic_auth_users:', `  admin: ${hash}`],
  scheme: ['scheme: https'],
  tls: ['tls_config:', '  ca_file: ca.crt'],
  signIn: ['basic_auth:', '  username: admin', '  password_file: admin.password'],
  target: 'localhost:9090',
  webPath: 'web.yml',
  material: [
    'ca.crt: { certificate: { ca: true, subject: CN=Lab CA } }',
    'server.crt: { certificate: { issuer: ca.crt } }',
    "server.key: { keyOf: server.crt, mode: '0640', gid: 118 }",
    "admin.password: { text: 'correct horse battery', mode: '0640', gid: 118 }",
  ],
  rest: ['server: { listen: 127.0.0.1:9090 }'],
};
type Parts = typeof sound;

const indent = (lines: readonly string[], by: number): string[] => lines.map((line) => ' '.repeat(by) + line);

function scenario(change: Partial<Parts>): string {
  const { web, scheme, tls, signIn, target, webPath, material, rest } = { ...sound, ...change };
  const job = ['- job_name: prometheus', ...indent([...scheme, ...tls, ...signIn, `static_configs: [{ targets: ['${target}'] }]`], 2)];
  return [
    'files:', `  ${webPath}: |`, ...indent(web, 4), '  prometheus.yml: |', '    scrape_configs:', ...indent(job, 6),
    'material:', ...indent(material, 2), ...rest, '',
  ].join('\n');
}

/** The material with one line for another. */
const material = (name: string, line: string | null): string[] =>
  sound.material.flatMap((each) => (!each.startsWith(`${name}:`) ? [each] : line === null ? [] : [line]));

const [cert = '', key = '', ...users] = sound.web.slice(1);
const webWith = (...more: string[]): string[] => ['tls_server_config:', cert, key, ...more, ...users];
const asks = '  client_auth_type: RequireAndVerifyClientCert';
const clientTls = [...sound.tls, '  cert_file: client.crt', '  key_file: client.key'];
const client = (recipe: string): string[] => [
  ...sound.material, 'other.crt: { certificate: { ca: true, subject: CN=Other CA } }',
  `client.crt: { certificate: { subject: CN=client, names: ['DNS:client'], ${recipe} } }`, "client.key: { keyOf: client.crt, mode: '0600' }",
];
const mutual = webWith('  client_ca_file: ca.crt', asks);

const states: [state: string, change: Partial<Parts>, codes: string[]][] = [
  ['1 an expired certificate', { material: material('server.crt', 'server.crt: { certificate: { issuer: ca.crt, days: [-90, -2] } }') }, ['CERTIFICATE_EXPIRED']],
  ['2 a self-scrape over http', { scheme: [], tls: [] }, ['CONNECTION_OVER_HTTP']],
  ['3 a ca_file that is not there', { tls: ['tls_config:', '  ca_file: gone.crt'] }, ['REFERENCE_MISSING']],
  ['3 a password_file that is not there', { material: material('admin.password', null) }, ['REFERENCE_MISSING']],
  ['4 a key for root alone', { rest: ['unreadable: { server.key: prometheus }'] }, ['REFERENCE_UNREADABLE']],
  ['5 no client certificate', { web: mutual }, ['CONNECTION_WITHOUT_CERTIFICATE']],
  ['5 a client certificate for servers', { web: mutual, tls: clientTls, material: client('issuer: ca.crt, extendedUsages: [server]') }, ['CLIENT_CERTIFICATE_NOT_FOR_CLIENTS']],
  ['5 a client certificate of another CA', { web: mutual, tls: clientTls, material: client('issuer: other.crt, extendedUsages: [client]') }, ['CLIENT_CERTIFICATE_OTHER_AUTHORITY']],
  ['6 a web.yml broken while the server runs', {
    web: [...sound.web, 'tls_server_confg: {}'],
    rest: ["server: { served: { speaks: tls, handshakeError: 'remote error: tls: internal error' } }"],
  }, ['WEB_FIELD_UNKNOWN']],
  ['7 a web.yml emptied while the server runs', {
    web: ['# empty'], scheme: [], tls: [], signIn: [],
    rest: ["server: { served: { speaks: tls, handshakeError: 'remote error: tls: internal error' } }"],
  }, ['SERVER_TLS_REMOVED']],
  ['8 TLS added while the server runs', { rest: ['server: { served: { speaks: http, statusWithoutPassword: 401 } }'] }, ['SERVER_STILL_PLAIN']],
  ['9 client certificates without a CA', { web: webWith(asks), tls: clientTls, material: client('issuer: ca.crt, extendedUsages: [client]') }, ['WEB_CLIENT_CA_MISSING']],
  ['10 a client CA that is no PEM', {
    web: webWith('  client_ca_file: clients.crt', asks), tls: clientTls,
    material: [...client('issuer: ca.crt, extendedUsages: [client]'), "clients.crt: { text: 'no certificate' }"],
  }, ['CLIENT_CA_FILE_UNUSABLE']],
  ['11 a certificate with a common name alone', { material: material('server.crt', 'server.crt: { certificate: { issuer: ca.crt, subject: CN=localhost, names: null } }') }, ['CERTIFICATE_WITHOUT_NAMES']],
  ['11 a certificate with an e-mail address alone', { material: material('server.crt', "server.crt: { certificate: { issuer: ca.crt, subject: CN=localhost, names: ['email:me@example.org'] } }") }, ['CERTIFICATE_WITHOUT_NAMES']],
  ['12 a user without a name', { web: [...sound.web, `  "": ${hash}`] }, ['WEB_USER_NAMELESS']],
  ['12 a user with a colon', { web: [...sound.web, `  "a:b": ${hash}`] }, ['USER_NAME_COLON']],
  ['13 a password that bcrypt cuts', { material: material('admin.password', `admin.password: { text: '${'correct horse '.repeat(6)}', mode: '0600' }`) }, ['PASSWORD_TOO_LONG']],
  ['14 a key written over an open file', { material: material('server.key', "server.key: { keyOf: server.crt, mode: '0666' }") }, ['FILE_WRITABLE_BY_ALL', 'KEY_READABLE_BY_ALL']],
  ['15 an encrypted key', { material: material('server.key', "server.key: { keyOf: server.crt, form: encrypted, mode: '0600' }") }, ['KEY_ENCRYPTED']],
  ['16 a web.yml moved away from its files', { webPath: 'conf/web.yml' }, ['REFERENCE_ELSEWHERE']],
];

async function codesOf(change: Partial<Parts>): Promise<string[]> {
  const found = checkSetup(await readScenario(scenario(change)), { signs });
  return [...new Set(found.map(({ code }) => code))].sort();
}

describe('states that others call good', () => {
  it('finds nothing in the setup that they are made from', async () => {
    expect(await codesOf({})).toEqual([]);
  });

  it.each(states)('finds %s', async (_, change, codes) => {
    expect(await codesOf(change)).toEqual(codes);
  });
});
