/** The edges of single rules: what they say, of whom, and where they must be silent. */
import { describe, expect, it } from 'vitest';
import { checkAcross } from '../../../../shared/check/across/checkAcross.ts';
import { withConsequences } from '../../../../shared/check/across/consequence.ts';
import { referencesOf } from '../../../../shared/check/across/referencesOf.ts';
import { setupView } from '../../../../shared/check/across/setupView.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import type { MaterialFacts } from '../../../../shared/model/materialFacts.ts';
import type { LiveFacts, ServedFacts, SetupFacts, SetupServer } from '../../../../shared/model/setupFacts.ts';
import { oneJob, oneServer, oneSetup, openWeb, secureWeb } from '../../../support/setupFacts.ts';

function findingsOf(setup: SetupFacts): Finding[] {
  const view = setupView(setup);
  const { causes, consequences } = checkAcross(view, referencesOf(view));
  return withConsequences(causes, consequences);
}
const codes = (setup: SetupFacts): string[] => findingsOf(setup).map(({ severity, code }) => `${severity} ${code}`);
const withServer = (web: string | null, changes: Partial<SetupServer>, job = oneJob('elsewhere:1')): SetupFacts =>
  oneSetup(web, job, { servers: [oneServer({ ...(web === null ? { webConfigFile: null } : {}), ...changes })] });
const tlsOnly = secureWeb.split('basic_auth_users')[0] ?? '';
const usersOnly = secureWeb.slice(tlsOnly.length);
const signedIn = ['scheme: https', 'basic_auth: { username: admin, password: x }'];

describe('whom servers let in', () => {
  const lifecycle = ['--web.enable-lifecycle'];
  const rows: [what: string, web: string | null, changes: Partial<SetupServer>, found: string[]][] = [
    ['an open Prometheus', null, { listen: ':9090' }, ['unsafe SERVER_OPEN']],
    ['the same on loopback', null, { listen: '[::1]:9090' }, []],
    ['users without TLS', usersOnly, { listen: '192.0.2.10:9090' }, ['unsafe SERVER_PASSWORD_IN_CLEAR']],
    ['TLS without users', tlsOnly, { listen: ':9090' }, ['advice SERVER_WITHOUT_PASSWORDS']],
    ['a node_exporter with TLS', tlsOnly, { listen: ':9100', kind: 'node_exporter' }, []],
    ['client certificates', `${tlsOnly}  client_auth_type: RequireAndVerifyClientCert\n`, { listen: ':9090' }, []],
    ['certificates of anybody', `${tlsOnly}  client_auth_type: RequireAnyClientCert\n`, { listen: ':9090' }, ['advice SERVER_WITHOUT_PASSWORDS']],
    ['remote control', null, { listen: ':9090', args: lifecycle }, ['unsafe SERVER_REMOTE_CONTROL_OPEN']],
    ['remote control with users', secureWeb, { listen: ':9090', args: lifecycle }, []],
    ['a listener on the network beside one on loopback', null, { args: ['--web.listen-address=127.0.0.1:9090', '--web.listen-address=:9091'] }, ['unsafe SERVER_OPEN']],
    ['a server in a container', null, { listen: ':9090', served: { address: 'x', speaks: 'nothing', chainSha256: [], handshakeError: null, statusWithoutPassword: null } }, []],
    ['a server that nothing is known of', null, { listen: ':9090', args: [] }, []],
  ];
  it.each(rows)('judges %s', (_, web, changes, found) => {
    expect(codes(withServer(web, changes))).toEqual(found);
  });
});

describe('how connections sign in', () => {
  const to = (fields: readonly string[], signIns: SetupFacts['signIns'] = []) => codes(oneSetup(secureWeb, oneJob('localhost:9090', fields), { signIns }));
  const sign = (matches: boolean | null, bytes = 9) => [{ section: 'scrape' as const, job: 'self', user: 'admin', userExists: true, matches, bytes }];
  it.each<[string, string[], string[]]>([
    ['nothing', ['scheme: https'], ['broken CONNECTION_WITHOUT_PASSWORD']],
    ['a bearer token', ['scheme: https', 'bearer_token: x'], ['broken CONNECTION_SIGN_IN_KIND']],
    ['a user of another name', ['scheme: https', 'basic_auth: { username: Admin, password: x }'], ['broken CONNECTION_USER_UNKNOWN']],
    ['a user from a file', ['scheme: https', 'basic_auth: { username_file: u, password: x }'], []],
    ['the right user', signedIn, []],
  ])('judges %s', (_, fields, found) => {
    expect(to(fields)).toEqual(found);
  });

  it('judges a password only where it was compared', () => {
    expect(to(signedIn, sign(false))).toEqual(['broken CONNECTION_PASSWORD_WRONG']);
    expect(to(signedIn, sign(null))).toEqual([]);
    expect(to(signedIn, sign(true, 72))).toEqual([]);
    expect(to(signedIn, sign(true, 73))).toEqual(['advice PASSWORD_TOO_LONG']);
  });

  it('never shows the password', () => {
    const found = findingsOf(oneSetup(secureWeb, oneJob('localhost:9090', ['scheme: https', 'basic_auth: { username: admin, password: s3cr3t-word }']), { signIns: sign(false) }));
    expect(JSON.stringify(found)).not.toContain('s3cr3t');
  });

  it('judges alertmanagers and remote storages by the same rules, with the words of each', () => {
    const text = [
      'alerting:', "  alertmanagers: [{ static_configs: [{ targets: ['localhost:9093'] }] }]",
      'remote_write:', '  - url: http://localhost:9090/api/v1/write', '',
    ].join('\n');
    const server = oneServer({ args: ['--web.external-url=https://localhost:9090/'] });
    const servers = [server, oneServer({ kind: 'alertmanager', listen: '127.0.0.1:9093', configFile: null })];
    const found = findingsOf(oneSetup(secureWeb, text, { servers }));
    expect(found.map(({ code, field, raw }) => `${code} ${field ?? ''} ${raw?.split(':')[0] ?? ''}`)).toEqual([
      'CONNECTION_OVER_HTTP alerting.alertmanagers[0].scheme Error sending alert',
      'CONNECTION_OVER_HTTP remote_write[0] non-recoverable error',
      'CONNECTION_WITHOUT_PASSWORD alerting.alertmanagers[0] Error sending alert',
      'CONNECTION_WITHOUT_PASSWORD remote_write[0] non-recoverable error',
    ]);
  });
});

describe('files that are named', () => {
  const absent = (path: string): MaterialFacts => ({ path, state: { kind: 'absent' }, kind: 'unknown', certificates: [] }) as unknown as MaterialFacts;
  const missing = (text: string, ...paths: string[]) =>
    findingsOf(oneSetup(null, text, { files: Object.fromEntries(paths.map((path) => [path, absent(path)])) }));

  it('are missed once, however many fields name them to the same effect', () => {
    const jobs = Array.from({ length: 9 }, (_, index) => `  - { job_name: j${index}, tls_config: { ca_file: gone.crt } }`);
    const [found, ...others] = missing(`scrape_configs:\n${jobs.join('\n')}\n`, '/p/gone.crt');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'REFERENCE_MISSING', field: 'scrape_configs[0].tls_config.ca_file', line: 2 });
    expect(found?.evidence[0]?.text).toMatch(/^scrape_configs\[1\]\.tls_config\.ca_file \(line 3\), .*, and 3 more$/);
  });

  it('are missed with what comes of it in each section', () => {
    const text = [
      'scrape_configs: [{ job_name: a, tls_config: { ca_file: gone }, basic_auth: { username: u, password_file: none } }]',
      'remote_write: [{ url: https://x/, tls_config: { ca_file: gone } }]', '',
    ].join('\n');
    const told = missing(text, '/p/gone', '/p/none').map(({ message }) => message.replace(/^.*: /, ''));
    expect(told).toEqual([
      'Prometheus leaves the whole job out, without even showing it as down.', 'every scrape fails.',
      'Prometheus does not start, and refuses to reload.',
    ]);
  });

  it('are judged by their mode on POSIX only', () => {
    const open = (path: string): MaterialFacts => ({ ...absent(path), state: { kind: 'file', sha256: '', mode: 0o666, uid: 0, gid: 0 } });
    const text = 'remote_write: [{ url: https://x/, bearer_token_file: TOKEN }]\n';
    const of = (config: string, token: string) => codes({
      ...oneSetup(null, text.replace('TOKEN', `'${token}'`), { files: { [token]: open(token) }, servers: [] }), scrapeConfigs: [{ path: config, text: text.replace('TOKEN', `'${token}'`) }],
    });
    expect(of('/p/prometheus.yml', '/p/token')).toEqual(['unsafe PASSWORD_FILE_READABLE_BY_ALL', 'unsafe FILE_WRITABLE_BY_ALL']);
    expect(of('C:\\p\\prometheus.yml', 'C:\\p\\token')).toEqual([]);
  });
});

describe('what servers and promtool say', () => {
  const verdict = { path: '/p/web.yml', version: '3.14.0', ok: false, words: `FAILED: ${'something that no rule knows '.repeat(40)}` };
  const promtool = (changes: Partial<typeof verdict>) => findingsOf(oneSetup(openWeb, oneJob('x:1'), { promtool: [{ ...verdict, ...changes }] }));

  it('passes on the verdict of promtool, shortened', () => {
    const [found] = promtool({});
    expect(found).toMatchObject({ code: 'PROMTOOL_REJECTS', severity: 'broken' });
    expect(found?.raw).toMatch(/^FAILED: something that no rule knows .*…$/);
    expect(found?.raw?.length).toBeLessThan(verdict.words.length);
  });

  it('passes over a promtool of another release, one that may not read, and one that agrees', () => {
    expect([{ version: '2.42.0' }, { words: 'open /p/web.yml: permission denied' }, { ok: true }].flatMap(promtool)).toEqual([]);
  });

  it.each([
    ['a field of a newer release', "FAILED: yaml: unmarshal errors:\n  line 3: field http_headers not found in type config.ScrapeConfig", 0],
    ['a service discovery that the build leaves out', "FAILED: yaml: unmarshal errors:\n  line 3: field consul_sd_configs not found in type config.ScrapeConfig\n  line 9: field otlp not found in type config.plain", 0],
    ['a newer field of web.yml', "FAILED: yaml: unmarshal errors:\n  line 3: field client_allowed_sans not found in type web.TLSConfig", 0],
    ['a field that no release has', "FAILED: yaml: unmarshal errors:\n  line 3: field http_headers not found in type config.ScrapeConfig\n  line 4: field regx not found in type relabel.plain", 1],
    ['anything else', 'FAILED: /etc/config/rules.yml does not point to an existing file', 1],
  ])('takes no promtool of this machine for that of the server: %s', (_, words, count) => {
    const facts = oneSetup(null, oneJob('x:1'), { servers: [], promtool: [{ path: '/p/prometheus.yml', version: '2.42.0', ok: false, words }] });
    expect(findingsOf(facts).filter(({ code }) => code === 'PROMTOOL_REJECTS')).toHaveLength(count);
    const used = oneSetup(null, oneJob('x:1'), { servers: [oneServer({ version: '2.42.0' })], promtool: [{ path: '/p/prometheus.yml', version: '2.42.0', ok: false, words }] });
    expect(findingsOf(used).filter(({ code }) => code === 'PROMTOOL_REJECTS')).toHaveLength(1);
  });

  const live = (changes: Partial<LiveFacts>): LiveFacts => ({ jobs: [], targets: [], flags: {}, reloadSucceeded: true, ...changes });
  it('does not miss jobs of a Prometheus that cannot list them', () => {
    const missing = (version: string) => codes(withServer(null, { version, live: live({}) }));
    expect(missing('2.42.0')).toEqual(['advice SERVER_UNSUPPORTED', 'broken JOB_VANISHED']);
    expect(missing('2.41.0+ds')).toEqual([]);
  });

  it('says nothing of versions that a distribution mends, and of candidates', () => {
    const of = (version: string) => codes(withServer(null, { version }));
    expect(['3.14.0', '3.14.2', '3.13.2', '2.42.0+ds', '4.0.0', '3.14.0-rc.0'].flatMap(of)).toEqual([]);
    expect(['3.12.0', '3.5.5', '2.53.3'].flatMap(of)).toEqual(Array(3).fill('advice SERVER_UNSUPPORTED'));
  });

  const served = (changes: Partial<ServedFacts>): ServedFacts => ({ address: '127.0.0.1:9090', speaks: 'tls', chainSha256: [], handshakeError: null, statusWithoutPassword: null, ...changes });
  it('takes a server that wants a client certificate for sound', () => {
    expect(codes(withServer(secureWeb, { served: served({}) }))).toEqual([]);
  });

  it('takes the names of the flags that differ at the next start, without passwords in URLs', () => {
    const nextArgs = ['--config.file=/p/prometheus.yml', '--web.external-url=https://u:s3cr3t@mon/'];
    const [found] = findingsOf(withServer(null, { nextArgs }));
    expect(found?.message).toContain('--web.external-url https://mon/ instead of not given');
  });
});
