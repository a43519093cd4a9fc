/** What a check says of CA files, client certificates and password files, against the real Prometheus that reads them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMaterial } from '../../electron/check/readMaterial.ts';
import { signs } from '../../electron/check/signs.ts';
import { checkCaFile } from '../../shared/check/material/checkCaFile.ts';
import { checkClientCertificate } from '../../shared/check/material/checkClientCertificate.ts';
import { checkPasswordFile } from '../../shared/check/material/checkPasswordFile.ts';
import type { CertificateRecipe, MaterialRecipe } from '../support/makeMaterialFacts.ts';
import { makeMaterial } from '../support/makeMaterialFacts.ts';
import { present, runTool } from '../support/materialBench.ts';
import { prometheusLines, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';

const folder = mkdtempSync(join(tmpdir(), 'material-use-'));
const lines = prometheusLines().filter(({ line }) => line === '2.42' || line === '3.5');
const missing = lines.length === 0 ? 'no Prometheus on this machine' : null;
const root: MaterialRecipe = { certificate: { ca: true, subject: 'CN=Lab Root' } };

const caFiles: Record<string, MaterialRecipe> = {
  root,
  odd: { certificate: { ca: true, key: 'secp256k1', subject: 'CN=Odd' } },
  leaf: { certificate: { issuer: 'root' } },
  empty: { text: '' },
  text: { text: 'none' },
  der: { parts: ['root'], form: 'der' },
  bom: { parts: ['root'], form: 'bom' },
  bomWithTwo: { parts: ['leaf', 'root'], form: 'bom' },
  cut: { parts: ['root'], form: 'truncated' },
  garbled: { parts: ['root'], form: 'garbled' },
  key: { keyOf: 'root' },
  request: { form: 'request' },
  store: { form: 'pkcs12' },
  crlf: { parts: ['root'], form: 'crlf' },
};
const clients: Record<string, CertificateRecipe> = {
  sound: {},
  forServers: { extendedUsages: ['server'] },
  forBoth: { extendedUsages: ['server', 'client'] },
  withoutUsages: { extendedUsages: null },
  expired: { days: [-90, -1] },
  notYet: { days: [1, 90] },
  otherRoot: { issuer: 'otherRoot' },
  ed25519: { key: 'ed25519' },
  named: { names: ['DNS:other.example', 'DNS:scraper.example'] },
};
const passwords: Record<string, string | Buffer> = {
  plain: 'secret',
  padded: ' \u00a0secret\u0085\r\n',
  bom: '\ufeffsecret\n',
  utf16: Buffer.from('\ufeffsecret', 'utf16le'),
  lines: 'admin\nsecret\n',
  empty: ' \n',
  long: 'x'.repeat(80),
};

beforeAll(async () => {
  const issued = Object.entries(clients).map(([name, certificate]): [string, MaterialRecipe] => [
    `client-${name}`,
    { certificate: { issuer: 'root', subject: 'CN=scraper', names: null, extendedUsages: ['client'], ...certificate } },
  ]);
  const recipes: Record<string, MaterialRecipe> = {
    ...caFiles,
    ...Object.fromEntries(issued),
    ...Object.fromEntries(issued.map(([name]): [string, MaterialRecipe] => [`${name}.key`, { keyOf: name }])),
    otherRoot: { certificate: { ca: true, subject: 'CN=Other Root' } },
    server: { certificate: { issuer: 'root' } },
    'server.key': { keyOf: 'server' },
  };
  for (const [name, { bytes }] of Object.entries(await makeMaterial(recipes))) writeFileSync(join(folder, name), bytes, { mode: 0o600 });
  for (const [name, content] of Object.entries(passwords)) writeFileSync(join(folder, `password-${name}`), content, { mode: 0o600 });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function start(line: string, binary: string, label: string, scrapeConfig: string, webConfig?: string): Promise<RunningServer> {
  const work = join(folder, `${label}-${line}`);
  mkdirSync(work);
  writeFileSync(join(work, 'prometheus.yml'), scrapeConfig);
  return await startPrometheus({ binary, folder: work, ...(webConfig === undefined ? {} : { webConfig }) });
}

describeUnless(missing, 'ca_file', () => {
  it.each(lines)('that holds no certificate makes its job vanish, with these words in the log: $line', async ({ line, prometheus }) => {
    const names = Object.keys(caFiles);
    const jobs = names.map((name) => `- job_name: ${name}\n  scheme: https\n  static_configs: [{targets: ["127.0.0.1:1"]}]\n  tls_config: {ca_file: "${join(folder, name)}"}\n`);
    const server = await start(line, prometheus, 'ca', `scrape_configs:\n${jobs.join('')}`);
    try {
      let present: string[] = [];
      for (let attempt = 0; attempt < 60 && present.length === 0; attempt += 1) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        const reply = await fetch(`http://127.0.0.1:${server.port}/api/v1/targets`, { signal: AbortSignal.timeout(5000) });
        const { data } = (await reply.json()) as { data: { activeTargets: { labels: { job: string } }[] } };
        present = data.activeTargets.map(({ labels }) => labels.job);
      }
      const judged = names.map((name) => ({
        name,
        unusable: checkCaFile(readMaterial(join(folder, name)), { now: Date.now(), signs, role: 'ca_file', presented: null }).find(({ code }) => code === 'CA_FILE_UNUSABLE'),
      }));
      expect(judged.map(({ name, unusable }) => `${name} ${unusable === undefined}`)).toEqual(names.map((name) => `${name} ${present.includes(name)}`));
      for (const { name, unusable } of judged) if (unusable !== undefined) expect(server.log(), name).toContain(unusable.raw);
      expect(judged.filter(({ unusable }) => unusable !== undefined)).toHaveLength(10);
    } finally {
      await server.stop();
    }
  });
});

describeUnless(missing, 'client certificates', () => {
  it.each(lines)('are refused by the server as found, with its words in the log: $line', async ({ line, prometheus }) => {
    const live = join(folder, `web-${line}.yml`);
    const webConfig = (clientCa: string, more = ''): string =>
      `tls_server_config:\n  cert_file: ${join(folder, 'server')}\n  key_file: ${join(folder, 'server.key')}\n` +
      `  client_ca_file: ${join(folder, clientCa)}\n  client_auth_type: RequireAndVerifyClientCert\n${more}`;
    present(webConfig('root'), live);
    const server = await start(line, prometheus, 'client', 'scrape_configs: []\n', live);
    const connect = async (name: string): Promise<boolean> => {
      const [certificate, key] = [join(folder, `client-${name}`), join(folder, `client-${name}.key`)];
      const args = ['-q', '-sS', '--noproxy', '*', '--max-time', '10', '--cacert', join(folder, 'root'), '--cert', certificate, '--key', key];
      const { code } = await runTool('curl', [...args, `https://localhost:${server.port}/-/healthy`]);
      return code === 0;
    };
    const round = async (clientCa: string, allowedSans: string[] | null): Promise<[string[], string[]]> => {
      const [told, expected]: [string[], string[]] = [[], []];
      const ca = readMaterial(join(folder, clientCa));
      const unusable = checkCaFile(ca, { now: Date.now(), signs, role: 'client_ca_file', presented: null }).filter(({ severity }) => severity === 'broken');
      for (const name of Object.keys(clients)) {
        const from = server.log().length;
        const accepted = await connect(name);
        const own = checkClientCertificate(readMaterial(join(folder, `client-${name}`)), { now: Date.now(), signs, clientCa: ca, allowedSans });
        const broken = [...own.filter(({ severity }) => severity === 'broken'), ...unusable];
        for (let attempt = 0; !accepted && attempt < 20 && !broken.some(({ raw = '' }) => server.log().slice(from).includes(raw)); attempt += 1) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        const log = server.log().slice(from);
        const quoted = accepted || broken.some(({ raw = '' }) => raw !== '' && log.replaceAll('\\"', '"').includes(raw));
        told.push(`${name} ${accepted} ${quoted ? '' : log}`);
        expected.push(`${name} ${broken.length === 0} `);
      }
      return [told, expected];
    };
    try {
      const [told, expected] = await round('root', null);
      expect(told).toEqual(expected);
      expect(told.filter((each) => each.includes('true'))).toHaveLength(5);
      present(webConfig('text'), live);
      const [toldWithout, expectedWithout] = await round('text', null);
      expect(toldWithout).toEqual(expectedWithout);
      expect(toldWithout.filter((each) => each.includes('true'))).toEqual([]);
      if (line === '3.5') {
        present(webConfig('root', '  client_allowed_sans: [scraper.example]\n'), live);
        const [toldAllowed, expectedAllowed] = await round('root', ['scraper.example']);
        expect(toldAllowed).toEqual(expectedAllowed);
        expect(toldAllowed.filter((each) => each.includes('true'))).toEqual(['named true ']);
      }
    } finally {
      await server.stop();
    }
  });
});

describeUnless(missing, 'password files', () => {
  it.each(lines)('are sent as the facts of them say: $line', async ({ line, prometheus }) => {
    const sent = new Map<string, Buffer>();
    const target = createHttpServer((request, reply) => {
      const [user, ...password] = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString('latin1').split(':');
      sent.set(user ?? '', Buffer.from(password.join(':'), 'latin1'));
      reply.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end('up_and_well 1\n');
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const names = Object.keys(passwords);
    const jobs = names.map((name) => `- job_name: ${name}\n  static_configs: [{targets: ["127.0.0.1:${(target.address() as AddressInfo).port}"]}]\n  basic_auth: {username: ${name}, password_file: "${join(folder, `password-${name}`)}"}\n`);
    const server = await start(line, prometheus, 'password', `global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n${jobs.join('')}`);
    try {
      for (let attempt = 0; attempt < 60 && sent.size < names.length; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 250));
    } finally {
      await server.stop();
      target.close();
    }
    for (const name of names) {
      const facts = readMaterial(join(folder, `password-${name}`));
      expect(`${name} ${sent.get(name)?.length}`).toBe(`${name} ${facts.form.trimmedBytes}`);
      const right = sent.get(name)?.toString() === 'secret' || name === 'long';
      expect(checkPasswordFile(facts).filter(({ severity }) => severity === 'broken').length, name).toBe(right ? 0 : 1);
    }
  });
});
