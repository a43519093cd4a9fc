/** What the check says of a web.yml, held against the promtool and the Prometheus of every line there is. */
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import bcrypt from 'bcryptjs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toolkitLine } from '../../shared/check/webConfig/toolkitLine.ts';
import { webConfigNotes } from '../../shared/check/webConfig/webConfigNotes.ts';
import { cases, hash, pair } from '../shared/check/webConfig/cases.ts';
import { webFixtures } from '../shared/check/webConfig/webFixtures.ts';
import { prometheusLines, startPrometheus, type PrometheusLine } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { tempTree } from '../support/tempTree.ts';
import { materialFolder, verdictsOf, webKnowMore, withOwnCertificate, withoutValues, type PromtoolFolder } from '../support/webPromtool.ts';

const lines = prometheusLines();
const noLine = lines.length === 0 ? 'no Prometheus (npm run setup fetches some)' : null;


/** Debian builds 3.5 with a newer toolkit than upstream: what promtool takes tells which. */
function versionOf({ line, promtool }: PrometheusLine, folder: PromtoolFolder): string {
  const [limit] = verdictsOf(promtool, folder, ['rate_limit: {}\n']);
  return limit === null ? '3.8.0' : `${line}.0`;
}

interface Difference {
  readonly text: string;
  readonly promtool: string | null;
  readonly ours: string;
}

/** Holds our verdict against that of promtool: refused by both in the same words, or by neither. */
function differences(each: PrometheusLine, texts: readonly string[]): { found: Difference[]; knownMore: Set<string> } {
  const folder = materialFolder();
  const line = toolkitLine(versionOf(each, folder));
  const verdicts = verdictsOf(each.promtool, folder, texts);
  const found: Difference[] = [];
  const knownMore = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const promtool = verdicts[index] ?? null;
    const { notes } = webConfigNotes({ path: '/web.yml', text }, line);
    const refusals = notes.filter(({ refusedAt }) => refusedAt !== null && refusedAt !== 'start');
    const ours = notes.map(({ finding }) => `${finding.code} ${finding.severity} ${finding.raw ?? ''}`).join('; ');
    const broken = notes.filter(({ finding }) => finding.severity === 'broken').map(({ finding }) => finding.code);
    if (promtool === null) {
      for (const code of broken) {
        knownMore.add(code);
        if (!(code in webKnowMore)) found.push({ text, promtool, ours });
      }
    } else {
      const told = refusals.some(({ finding }) => promtool.includes(withoutValues(finding.raw ?? ' never ')));
      // What is no YAML, each reader says in its own words, and go-yaml goes on for longer.
      const unread = notes.some(({ refusedAt }) => refusedAt === 'yaml');
      // Files are not looked at here, and damage makes their names wrong.
      if (promtool.includes('no such file or directory')) continue;
      if (!told && !unread) found.push({ text, promtool, ours });
    }
  }
  return { found, knownMore };
}

/** Files made of right and wrong parts, as people put them together. */
const parts = {
  tls: ['', pair, pair.replace('cert_file', 'cert-file'), 'tls_server_config:\n  min_version: TLS13\n', 'tls_server_config: {}\n', pair.replace('  key_file: prometheus.key\n', ''), 'tls_server_config: on\n'],
  more: ['', '  min_version: TLS10\n', '  min_version: 1.2\n', '  max_version: ~\n', '  client_auth_type: RequireAnyClientCert\n', '  client_ca_file: clients.crt\n', '  cipher_suites:\n    - TLS_RSA_WITH_AES_128_CBC_SHA\n    - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\n', '  client_allowed_sans: [a, 1]\n', '  curve_preferences: [CurveP256, P384]\n', '  prefer_server_cipher_suites: "yes"\n'],
  http: ['', 'http_server_config:\n  http2: off\n', 'http_server_config:\n  http2: 0\n', 'http_server_config:\n  headers:\n    X-Content-Type-Options: nosniff\n', 'http_server_config:\n  headers:\n    X-Content-Type-Options: no\n', 'http_server_config:\n  headers:\n    Server: x\n'],
  users: ['', `basic_auth_users:\n  a: ${hash}\n`, 'basic_auth_users:\n  a: secret\n', `basic_auth_users:\n  a: "${hash} "\n  a b: ${hash}\n`, `basic_auth_users:\n  a: ${hash}\n  a: ${hash}\n`, `basic_auth_users:\n  - a: ${hash}\n`],
  limit: ['', 'rate_limit:\n  interval: 1m30s\n  burst: 0x10\n', 'rate_limit:\n  interval: 1w\n', 'rate_limit:\n  burst: 1.5\n  interval: 1_000\n'],
} as const;
const pick = (choices: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...choices);
const assembled = fc.record({ tls: pick(parts.tls), more: pick(parts.more), http: pick(parts.http), users: pick(parts.users), limit: pick(parts.limit) })
  .map(({ tls, more, http, users, limit }) => `${tls}${tls.endsWith('}\n') || tls === '' || tls.endsWith('on\n') ? '' : more}${http}${users}${limit}`);
/** Texts with one character or word too many or too few. */
const damaged = fc.tuple(assembled, fc.nat(400), fc.constantFrom('', ' ', ':', '\n', '#', '"', "'", '\t', '- ', '{', '!x ', '|', '\\', '\u00e4'))
  .map(([text, at, extra]) => (extra === '' ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + extra + text.slice(at)));

describeUnless(noLine, 'the check of a web.yml against promtool', () => {
  const fixed = [...webFixtures().map(({ text }) => text), ...cases.map(([, text]) => text)];

  it.each(lines.map((each) => [each.line, each] as const))('%s: fixtures and cases', (_line, each) => {
    const { found } = differences(each, fixed);
    expect(found).toEqual([]);
  });

  it('needs every line of the table of what we know more', () => {
    const known = new Set(lines.flatMap((each) => [...differences(each, [...fixed, `${pair}  client_ca: x\n  client_auth_type: RequireAndVerifyClientCert\n`]).knownMore]));
    const isWhole = ['2.24', '2.53'].every((wanted) => lines.some(({ line }) => line === wanted));
    expect(Object.keys(webKnowMore).filter((code) => isWhole && !known.has(code))).toEqual([]);
  });

  it.each(lines.map((each) => [each.line, each] as const))('%s: 600 files put together, and 600 damaged ones', (_line, each) => {
    const texts = [...fc.sample(assembled, { numRuns: 600, seed: 97 }), ...fc.sample(damaged, { numRuns: 600, seed: 98 })];
    expect(differences(each, texts).found.slice(0, 10)).toEqual([]);
  });
});

interface Answer {
  /** Status, or the error of the connection. */
  readonly outcome: number | string;
}

/** One GET on a fresh connection; the certificate is our own, so nothing is verified here. */
async function ask(port: number, wish: { tls: boolean; user?: string; cert?: { cert: string; key: string } }): Promise<Answer> {
  const authorization = wish.user === undefined ? {} : { authorization: `Basic ${Buffer.from(wish.user).toString('base64')}` };
  if (!wish.tls) {
    const response = await fetch(`http://127.0.0.1:${port}/-/ready`, { headers: { ...authorization, connection: 'close' } });
    return { outcome: response.status };
  }
  return await new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path: '/-/ready', agent: false, rejectUnauthorized: false, headers: authorization, timeout: 20_000, ...wish.cert }, (response) => {
      response.resume();
      resolve({ outcome: response.statusCode ?? 0 });
    });
    sent.once('error', (error: NodeJS.ErrnoException) => resolve({ outcome: error.code ?? error.message }));
    sent.end();
  });
}

/** Starts a Prometheus with this web.yml, hands it over, and ends it. */
async function served<T>(each: PrometheusLine, text: string, use: (server: Awaited<ReturnType<typeof startPrometheus>>, folder: PromtoolFolder) => Promise<T>): Promise<T> {
  const folder = materialFolder();
  writeFileSync(join(folder.path, 'prometheus.yml'), 'global: {}\n');
  writeFileSync(join(folder.path, 'web.yml'), withOwnCertificate(text, folder));
  const server = await startPrometheus({ binary: each.prometheus, folder: folder.path, webConfig: 'web.yml' });
  try {
    return await use(server, folder);
  } finally {
    await server.stop();
  }
}

const fixture = (name: string): string => webFixtures().find((each) => each.name === name)?.text ?? expect.fail(`no fixture ${name}`);
const newest = lines.at(-1);
const oldest = lines.find(({ line }) => line === '2.24');
const ends = [...new Set([lines[0], newest])].flatMap((each) => (each === undefined ? [] : [[each.line, each] as const]));
const password = 'a password';
const real = bcrypt.hashSync(password, 4);

describeUnless(noLine, 'what promtool does not see', () => {
  it.each(ends)('%s ends at start without the suites of HTTP/2', async (_line, each) => {
    await served(each, fixture('WEB_HTTP2_CIPHER_MISSING.bad.yml'), async (server) => {
      await expect.poll(() => server.exitCode(), { timeout: 10_000 }).toBe(1);
      expect(server.log()).toContain('http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher');
    });
  });

  it.each(ends)('%s serves plain HTTP with a section that names no certificate', async (_line, each) => {
    await served(each, fixture('WEB_TLS_WITHOUT_CERTIFICATE.bad.yml'), async (server) => {
      expect((await ask(server.port, { tls: false })).outcome).toBe(200);
      expect(server.log()).toContain('TLS is disabled.');
    });
  });

  it.each(ends)('%s lets in nobody where the versions cross, or are all too old', async (_line, each) => {
    for (const name of ['WEB_TLS_VERSIONS_CROSSED.bad.yml', 'WEB_TLS_ONLY_OLD.bad.yml']) {
      await served(each, fixture(name), async (server) => {
        expect((await ask(server.port, { tls: true })).outcome).toMatch(/EPROTO|ERR_SSL|ECONNRESET/);
      });
    }
  });

  it.each(ends)('%s takes the hashes that we call usable, and no others', async (_line, each) => {
    const body = real.slice(4);
    const users = {
      '""': `$2b$${body}`,
      'tail': `${real}  `,
      'x': `$2x$${body}`,
      'plain': `$2$${body}`,
      'cut': real.slice(0, 59),
      '"a:b"': real,
    };
    const text = `basic_auth_users:\n${Object.entries(users).map(([name, value]) => `  ${name}: "${value}"\n`).join('')}`;
    await served(each, text, async (server) => {
      const status = async (user: string): Promise<number | string> => (await ask(server.port, { tls: false, user: `${user}:${password}` })).outcome;
      const known = await Promise.all(['', 'tail', 'x', 'plain', 'cut', 'a:b'].map(status));
      expect(known).toEqual([200, 200, 200, 200, 401, 401]);
    });
    await served(each, `basic_auth_users:\n  null: "${real}"\n`, async (server) => {
      expect((await ask(server.port, { tls: false, user: `:${password}` })).outcome).toBe(200);
    });
    await served(each, fixture('WEB_USERS_EMPTY.bad.yml').replace(/^tls_server_config:\n(  .*\n)*/, ''), async (server) => {
      expect((await ask(server.port, { tls: false })).outcome).toBe(200);
    });
  });

  it.each(ends)('%s: what each client_auth_type lets in', async (_line, each) => {
    const base = pair.trimEnd();
    const letsIn = async (text: string, withCertificate: boolean): Promise<number | string> =>
      await served(each, text, async (server, folder) => {
        const own = selfSigned(tempTree(), 'stranger', { usage: 'clientAuth', commonName: 'stranger' });
        expect(folder.certPem).not.toBe(own.certPem);
        return (await ask(server.port, { tls: true, ...(withCertificate ? { cert: { cert: own.certPem, key: own.keyPem } } : {}) })).outcome;
      });
    expect(await letsIn(`${base}\n  client_auth_type: RequestClientCert\n`, false)).toBe(200);
    expect(await letsIn(`${base}\n  client_auth_type: RequireClientCert\n`, true)).toBe(200);
    expect(await letsIn(`${base}\n  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: clients.crt\n`, false)).toBe(200);
    expect(await letsIn(`${base}\n  client_auth_type: RequireAndVerifyClientCert\n`, true)).not.toBe(200);
  });

  it('serves the good fixtures of TLS, on the newest line', async () => {
    for (const name of ['WEB_HTTP2_CIPHER_MISSING.good.yml', 'WEB_TLS_OLD.good.yml', 'WEB_FILE_WINS.good.yml', 'WEB_ALLOWED_SANS_IGNORED.good.yml']) {
      if (newest === undefined) return;
      await served(newest, fixture(name), async (server) => {
        expect(server.exitCode()).toBe(null);
        expect(server.log()).toContain('TLS is enabled.');
      });
    }
  });
});

describeUnless(newest?.line.startsWith('3.') === true ? null : 'no Prometheus 3', 'what promtool of 3.x does not see', () => {
  const each = newest ?? expect.fail('no line');
  const rate = (text: string): string => text.replace(/^# .*\n/, '');

  it('a burst of 0 refuses every request, and bare numbers limit nothing', async () => {
    const statuses = async (text: string): Promise<(number | string)[]> =>
      await served(each, rate(text), async (server) => {
        const answers: (number | string)[] = [];
        for (let count = 0; count < 5; count += 1) answers.push((await ask(server.port, { tls: false })).outcome);
        return answers;
      });
    expect(new Set(await statuses(fixture('WEB_RATE_LIMIT_BLOCKS.bad.yml')))).toEqual(new Set([429]));
    expect(new Set(await statuses('rate_limit:\n  interval: 5\n  burst: 1\n'))).toEqual(new Set([200]));
    expect(await statuses('rate_limit:\n  interval: 5s\n  burst: 1\n')).toContain(429);
    expect(new Set(await statuses(fixture('WEB_RATE_LIMIT_OFF.bad.yml')))).toEqual(new Set([200]));
  });

  it('client_allowed_sans does nothing, cuts off, or trusts what a client says of itself', async () => {
    const outcome = async (text: string, names: string | null): Promise<number | string> =>
      await served(each, text, async (server) => {
        const own = names === null ? null : selfSigned(tempTree(), 'stranger', { usage: 'clientAuth', names });
        return (await ask(server.port, { tls: true, ...(own === null ? {} : { cert: { cert: own.certPem, key: own.keyPem } }) })).outcome;
      });
    expect(await outcome(fixture('WEB_ALLOWED_SANS_IGNORED.bad.yml'), null)).toBe(200);
    expect(await outcome(fixture('WEB_ALLOWED_SANS_PANIC.bad.yml'), null)).not.toBe(200);
    expect(await outcome(fixture('WEB_ALLOWED_SANS_UNPROVEN.bad.yml'), 'DNS:grafana.example.org')).toBe(200);
    expect(await outcome(fixture('WEB_ALLOWED_SANS_UNPROVEN.bad.yml'), 'DNS:other.example.org')).not.toBe(200);
  });
});

describeUnless(oldest === undefined ? 'no Prometheus 2.24' : null, 'what only Prometheus 2.24 minds', () => {
  it.each([
    ['the order of suites', fixture('WEB_CIPHER_ORDER.bad.yml')],
    ['the suites of HTTP/2 where only TLS 1.3 is taken', `${pair}  cipher_suites: [TLS_AES_128_GCM_SHA256]\n  min_version: TLS13\n`],
  ])('%s', async (_what, text) => {
    const each = oldest ?? expect.fail('no line');
    await served(each, text, async (server) => {
      await expect.poll(() => server.exitCode(), { timeout: 10_000 }).toBe(1);
    });
    if (newest === undefined || newest === each) return;
    await served(newest, text, async (server) => {
      expect(server.exitCode()).toBe(null);
    });
  });
});
