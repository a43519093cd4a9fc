/** Our judgement of certificates against that of the real Prometheus: same verdict, same words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judgeAsGo } from '../../electron/pki/judgeAsGo.ts';
import { makeGoCases, type GoCase } from '../support/goCases.ts';
import { prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';

interface Scraped {
  labels: { job: string };
  health: 'up' | 'down' | 'unknown';
  lastError: string;
}

const lines = prometheusLines();
const folder = mkdtempSync(join(tmpdir(), 'verdict-'));
const servers: Server[] = [];
let cases: GoCase[] = [];

/** A target that serves the chain and one sample. @returns its port */
async function serve({ chain }: GoCase): Promise<number> {
  const server = createServer(
    // Node's own level would refuse to serve the weak ones.
    { cert: chain.map(({ certificatePem }) => certificatePem).join(''), key: chain[0]?.keyPem, ciphers: 'DEFAULT@SECLEVEL=0' },
    (_, reply) => {
      reply.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end('up_and_well 1\n');
    },
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function jobText({ host }: GoCase, index: number, port: number): string {
  const name = host === undefined ? '' : `, server_name: "${host}"`;
  return `- job_name: "${index}"\n  scheme: https\n  static_configs: [{targets: ["127.0.0.1:${port}"]}]\n  tls_config: {ca_file: "${index}.pem"${name}}\n`;
}

/** Scrapes every case with this Prometheus. @returns targets by job */
async function scrapeAll(binary: string): Promise<Map<string, Scraped>> {
  const server = await startPrometheus({ binary, folder });
  try {
    for (let attempt = 0; attempt < 80; attempt += 1) {
      const reply = await fetch(`http://127.0.0.1:${server.port}/api/v1/targets?state=active`, { signal: AbortSignal.timeout(5000) });
      const targets = ((await reply.json()) as { data: { activeTargets: Scraped[] } }).data.activeTargets;
      if (targets.length === cases.length && targets.every(({ health }) => health !== 'unknown')) {
        return new Map(targets.map((target) => [target.labels.job, target]));
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`not every target was scraped: ${server.log().slice(-2000)}`);
  } finally {
    await server.stop();
  }
}

/** Go names the request first; the time of the verdict differs by what has passed since. */
const bare = (lastError: string): string => lastError.replace(/^Get "[^"]*": /, '').replace(/current time \S+/, 'current time NOW');

/** Prometheus is built with Go 1.20 or later from 2.44 on. */
const wordingOf = (line: string): 'plain' | 'prefixed' => {
  const [major = 0, minor = 0] = line.split('.').map(Number);
  return major > 2 || minor >= 44 ? 'prefixed' : 'plain';
};

/** What versions between or before the two sets of rules judge otherwise: the Go they are built with differs. */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  '2.24': ['common name only', 'common name only, by address', 'name outside ASCII', 'SHA-1 signature'],
  '2.53': ['other addresses', 'mapped address'],
};

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'judgeAsGo and the real Prometheus', () => {
  beforeAll(async () => {
    cases = await makeGoCases();
    const ports: number[] = [];
    for (const [index, each] of cases.entries()) {
      ports.push(await serve(each));
      writeFileSync(join(folder, `${index}.pem`), each.roots.map(({ certificatePem }) => certificatePem).join(''));
    }
    const jobs = cases.map((each, index) => jobText(each, index, ports[index] ?? 0));
    writeFileSync(join(folder, 'prometheus.yml'), `global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n${jobs.join('')}`);
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(lines)('agree on every chain, in verdict and words: $line', async ({ line, prometheus }) => {
    const scraped = await scrapeAll(prometheus);
    const judged = cases.map((each, index) => ({ ...each, index })).filter(({ id }) => otherwise[line]?.includes(id) !== true);
    const table = judged.map(({ id, chain, roots, host, index }) => {
      const target = scraped.get(String(index));
      const pems = roots.map(({ certificatePem }) => certificatePem);
      const verdict = judgeAsGo(chain.map(({ der }) => der), pems, host ?? '127.0.0.1', Date.now(), wordingOf(line));
      return { id, ours: verdict.ok ? 'up' : bare(verdict.reason), theirs: target?.health === 'up' ? 'up' : bare(target?.lastError ?? '') };
    });
    expect(table.map(({ id, ours }) => `${id}: ${ours}`)).toEqual(table.map(({ id, theirs }) => `${id}: ${theirs}`));
    expect(table.length).toBeGreaterThan(60);
    expect(table.filter(({ theirs }) => theirs === 'up').length).toBeGreaterThan(15);
  });
});
