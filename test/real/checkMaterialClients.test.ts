/**
 * What a check says of certificates, keys and CA files, against those who use them: the real Prometheus loads and
 * serves each of them, and promtool (Go), curl (OpenSSL), Node and Chromium are asked whether they take it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientCases } from '../support/clientCases.ts';
import { askCurl, askGo, askNode, layOut, present, refusedBy, runTool, type LaidCase } from '../support/materialBench.ts';
import { prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { describeUnless, describeWith, toolPath } from '../support/requireTool.ts';

const folder = mkdtempSync(join(tmpdir(), 'material-'));
const cases: LaidCase[] = [];
const lines = prometheusLines().filter(({ line }) => line === '2.42' || line === '3.5');
const notLoaded = 'failed to load X509KeyPair: ';

beforeAll(async () => {
  for (const [index, each] of clientCases.entries()) cases.push(await layOut(each, index, folder));
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a server of that line does not load: findings of some versions only count for those. */
const notLoadedBy = ({ own }: LaidCase, line: string): string[] =>
  own.filter(({ holdsFor }) => holdsFor === undefined || line === '3.5').flatMap(({ raw = '' }) => (raw.startsWith(notLoaded) ? [raw.slice(notLoaded.length)] : []));

it('has cases enough, sound ones among them', () => {
  expect(new Set(cases.flatMap(({ findings }) => findings.map(({ code }) => code))).size).toBeGreaterThan(40);
  expect(cases.filter(({ findings }) => findings.length === 0).length).toBeGreaterThan(8);
});

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'the server itself', () => {
  it.each(lines)('loads what has no finding that says otherwise, and gives the words of the finding: $line', async ({ line, promtool }) => {
    const told: string[] = [];
    for (const [index, each] of cases.entries()) {
      const path = join(folder, `${index}.yml`);
      writeFileSync(path, each.webConfig);
      const { code, said } = await runTool(promtool, ['check', 'web-config', path]);
      const words = notLoadedBy(each, line);
      const agrees = words.length === 0 ? code === 0 : code !== 0 && words.some((word) => said.includes(word));
      told.push(`${each.id}: ${agrees ? 'as found' : `${said}, found ${words.join(' or ') || 'nothing'}`}`);
    }
    expect(told).toEqual(cases.map(({ id }) => `${id}: as found`));
  });
});

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'clients of the real Prometheus', () => {
  it.each(lines)('refuse what the findings say, and nothing else: $line', { timeout: 300_000 }, async ({ line, prometheus, promtool }) => {
    const live = join(folder, `web-${line}.yml`);
    const work = join(folder, line);
    mkdirSync(work);
    writeFileSync(join(work, 'prometheus.yml'), 'scrape_configs: []\n');
    present(cases[0]?.webConfig ?? '', live);
    const server = await startPrometheus({ binary: prometheus, folder: work, webConfig: live });
    const [told, expected]: [string[], string[]] = [[], []];
    try {
      for (const each of cases) {
        present(each.webConfig, live);
        const go = await askGo(promtool, each, server.port);
        const answers = { go, openssl: await askCurl(each, server.port), node: await askNode(each, server.port) };
        const families = ['go', 'openssl', 'node'] as const;
        const loads = notLoadedBy(each, line).length === 0;
        const predicted = families.filter((family) => !loads || refusedBy(each.findings, family));
        const refusing = families.filter((family) => answers[family] !== '');
        // Where the server loads the pair, the client's own words are those of a finding.
        const raws = each.findings.map(({ raw }) => raw).filter((raw) => raw !== undefined);
        const quoted = !loads || go === '' || raws.some((raw) => go.includes(raw));
        told.push(`${each.id}: ${refusing.join(' ')}${quoted ? '' : ` in other words: ${go}`}`);
        expected.push(`${each.id}: ${predicted.join(' ')}`);
      }
    } finally {
      await server.stop();
    }
    expect(told).toEqual(expected);
  });
});

/** A server of Node's, whose own limits are lowered so that it presents the weak ones too. */
async function serveByNode({ certPath, keyPath }: LaidCase): Promise<{ server: Server; port: number }> {
  const server = createServer({ cert: readFileSync(certPath), key: readFileSync(keyPath), ciphers: 'DEFAULT@SECLEVEL=0' }, (_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/plain' }).end('well');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** A store that trusts every CA file as an authority, or as the very server where it is that. */
function trustAll(asked: readonly LaidCase[], home: string): void {
  const store = join(home, '.local', 'share', 'pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'], { stdio: 'pipe' });
  for (const each of asked) {
    const pems = readFileSync(each.caPath, 'utf8').match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? [];
    for (const [index, pem] of pems.entries()) {
      const path = `${each.caPath}-${index}`;
      writeFileSync(path, pem);
      // The store refuses keys that it does not know; they stay untrusted.
      spawnSync('certutil', ['-d', `sql:${store}`, '-A', '-n', path, '-t', each.pinned ? 'P,,' : 'C,,', '-i', path]);
    }
  }
}

describeWith(['chromium', 'certutil'], 'Chromium', () => {
  it('refuses what the findings say, and nothing else', { timeout: 300_000 }, async () => {
    const home = join(folder, 'home');
    const asked = cases.filter((each) => notLoadedBy(each, '3.5').length === 0);
    trustAll(asked, home);
    const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'], env: { HOME: home, PATH: process.env['PATH'] ?? '' } });
    const told: string[] = [];
    try {
      for (const each of asked) {
        const { server, port } = await serveByNode(each);
        const page = await browser.newPage();
        const seen = await page.goto(`https://${each.host}:${port}/`).then(() => 'accepted', (error: Error) => (error.message.includes('net::ERR_') ? 'refused' : error.message));
        await page.close();
        server.close();
        told.push(`${each.id}: ${seen}`);
      }
    } finally {
      await browser.close();
    }
    expect(told).toEqual(asked.map(({ id, findings }) => `${id}: ${refusedBy(findings, 'browser') ? 'refused' : 'accepted'}`));
    expect(asked.length).toBeGreaterThan(60);
  });
});
