/** Every kind of name with every key type we offer, in front of the clients people use: curl, Chromium and Prometheus. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueSelfSigned } from '../../electron/pki/issueCertificate.ts';
import { KeyType } from '../../shared/model/answers.ts';
import { certificateProfile } from '../../shared/pki/certificateProfile.ts';
import { prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { describeUnless, describeWith, toolPath } from '../support/requireTool.ts';

/** As typed, and the host a client then asks for. */
const names = [
  ['prometheus.example', 'prometheus.example'],
  ['*.wild.example', 'any.wild.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '[::1]'],
] as const;
const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1') === true);

interface Served {
  key: KeyType;
  typed: string;
  host: string;
  port: number;
  caFile: string;
}

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const servers: Server[] = [];
const all: Served[] = [];

async function serve(key: KeyType, typed: string, host: string): Promise<Served> {
  const pair = await issueSelfSigned(certificateProfile({ source: 'self_signed', subject: { organization: typed }, key, days: 90 }, [typed]), Date.now());
  const server = createServer({ cert: pair.certificatePem, key: pair.keyPem }, (_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end('up_and_well 1\n');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host === '[::1]' ? '::1' : '127.0.0.1', resolve));
  const caFile = join(folder, `${all.length}.crt`);
  writeFileSync(caFile, pair.certificatePem);
  return { key, typed, host, port: (server.address() as AddressInfo).port, caFile };
}

const addressOf = ({ host }: Served): string => (host === '[::1]' ? host : '127.0.0.1');
const label = ({ key, typed }: Served): string => `${key} ${typed}`;

beforeAll(async () => {
  for (const key of KeyType.options) {
    for (const [typed, host] of names) if (hasIpv6 || host !== '[::1]') all.push(await serve(key, typed, host));
  }
}, 240_000);
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

describeUnless(hasIpv6 ? null : 'this machine has no ::1', 'the list of names', () => {
  it('has every kind with every key type', () => {
    expect(all).toHaveLength(names.length * KeyType.options.length);
  });
});

describeWith('curl', 'curl', () => {
  it('accepts each with the certificate as its only authority, and refuses it without', async () => {
    const run = promisify(execFile);
    const knock = async (served: Served, authority: string[]): Promise<string> => {
      const { host, port } = served;
      const resolve = /^[[\d]/.test(host) ? [] : ['--resolve', `${host}:${port}:127.0.0.1`];
      const args = ['-q', '-sS', '--noproxy', '*', '--max-time', '10', ...authority, ...resolve, `https://${host}:${port}/metrics`];
      return run('curl', args).then(({ stdout }) => stdout.trim(), (error: { code: unknown }) => `exit ${String(error.code)}`);
    };
    const told = [];
    for (const served of all) told.push(`${label(served)}: ${await knock(served, ['--cacert', served.caFile])}, ${await knock(served, [])}`);
    expect(told).toEqual(all.map((served) => `${label(served)}: up_and_well 1, exit 60`));
  });
});

describeWith('openssl', 'openssl', () => {
  it('accepts each by its strict rules, for the name asked for', () => {
    const told = all.map((served) => {
      const bare = served.host.replace(/[[\]]/g, '');
      const check = /^[[\d]/.test(served.host) ? ['-verify_ip', bare] : ['-verify_hostname', bare];
      const args = ['verify', '-x509_strict', '-purpose', 'sslserver', ...check, '-CAfile', served.caFile, served.caFile];
      return execFileSync('openssl', args, { encoding: 'utf8' }).trim();
    });
    expect(told).toEqual(all.map(({ caFile }) => `${caFile}: OK`));
  });
});

describeWith(['chromium', 'certutil'], 'Chromium', () => {
  it('accepts each once it is trusted as a peer, and refuses it before', { timeout: 120_000 }, async () => {
    const home = join(folder, 'home');
    // From version 146 on Chromium keeps its trust here, unless the older folder exists.
    const store = join(home, '.local', 'share', 'pki', 'nssdb');
    mkdirSync(store, { recursive: true });
    const certutil = (...args: string[]): void => {
      execFileSync('certutil', ['-d', `sql:${store}`, ...args], { stdio: 'pipe' });
    };
    const visitAll = async (): Promise<string[]> => {
      const rules = all.filter(({ host }) => !/^[[\d]/.test(host)).map((served) => `MAP ${served.host} ${addressOf(served)}`);
      const browser = await chromium.launch({
        executablePath: toolPath('chromium'),
        args: ['--no-sandbox', `--host-resolver-rules=${[...new Set(rules)].join(',')}`],
        env: { HOME: home, PATH: process.env['PATH'] ?? '' },
      });
      try {
        const page = await browser.newPage();
        const told: string[] = [];
        for (const served of all) {
          const seen = await page.goto(`https://${served.host}:${served.port}/metrics`).then(
            (reply) => String(reply?.status()),
            (error: Error) => /net::\w+/.exec(error.message)?.[0] ?? error.message,
          );
          told.push(`${label(served)}: ${seen}`);
        }
        return told;
      } finally {
        await browser.close();
      }
    };
    certutil('-N', '--empty-password');
    expect(await visitAll()).toEqual(all.map((served) => `${label(served)}: net::ERR_CERT_AUTHORITY_INVALID`));
    for (const [index, served] of all.entries()) certutil('-A', '-n', `peer ${index}`, '-t', 'P,,', '-i', served.caFile);
    expect(await visitAll()).toEqual(all.map((served) => `${label(served)}: 200`));
  });
});

const lines = prometheusLines();
describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'Prometheus', () => {
  it.each(lines)('scrapes each with the certificate as its ca_file: $line', async ({ line, prometheus }) => {
    const jobs = all.map((served, index) => {
      const name = served.host === addressOf(served) ? '' : `, server_name: "${served.host}"`;
      const target = `targets: ["${addressOf(served)}:${served.port}"]`;
      return `- job_name: "${index}"\n  scheme: https\n  static_configs: [{${target}}]\n  tls_config: {ca_file: "${served.caFile}"${name}}\n`;
    });
    const work = join(folder, line);
    mkdirSync(work);
    writeFileSync(join(work, 'prometheus.yml'), `global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n${jobs.join('')}`);
    const server = await startPrometheus({ binary: prometheus, folder: work });
    try {
      let told: string[] = [];
      for (let attempt = 0; attempt < 60; attempt += 1) {
        const reply = await fetch(`http://127.0.0.1:${server.port}/api/v1/targets`, { signal: AbortSignal.timeout(5000) });
        const { data } = (await reply.json()) as { data: { activeTargets: { labels: { job: string }; health: string; lastError: string }[] } };
        const byJob = new Map(data.activeTargets.map((target) => [target.labels.job, `${target.health} ${target.lastError}`]));
        told = all.map((served, index) => `${label(served)}: ${byJob.get(String(index)) ?? 'missing'}`);
        if (told.every((text) => !/: (unknown|missing)/.test(text))) break;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      expect(told).toEqual(all.map((served) => `${label(served)}: up `));
    } finally {
      await server.stop();
    }
  });
});
