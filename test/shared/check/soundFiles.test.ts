/** No false alarm: sound files of every kind, alone and beside each other, and setups of any make. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { checkScrapeConfig } from '../../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import { checkWebConfig } from '../../../shared/check/webConfig/checkWebConfig.ts';
import type { ServedFacts, SetupFacts } from '../../../shared/model/setupFacts.ts';
import { oneJob, oneServer, oneSetup, openWeb, secureWeb } from '../../support/setupFacts.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/check');
const filesIn = (folder: string): string[] =>
  readdirSync(join(fixtures, folder)).filter((name) => /\.ya?ml$/.test(name) && !name.includes('.bad.')).map((name) => join(fixtures, folder, name));
const scrapes = [...filesIn('scrape'), ...filesIn('scrape/sound')];
const webs = filesIn('web');
const alone = { servers: [], files: {} };
const check = (setup: SetupFacts) => checkSetup(setup, { signs });
const codes = (setup: SetupFacts): string[] => check(setup).map(({ code }) => code);

describe('sound files', () => {
  it.each(scrapes)('adds nothing to what %s shows by itself', (path) => {
    const text = readFileSync(path, 'utf8');
    const own = checkScrapeConfig({ path: '/p/prometheus.yml', text }, { version: null });
    expect(codes(oneSetup(null, text, alone)).sort()).toEqual([...new Map(own.map((found) => [found.id, found.code])).values()].sort());
  });

  it.each(webs)('adds nothing to what %s shows by itself', (path) => {
    const text = readFileSync(path, 'utf8');
    const own = checkWebConfig({ path: '/p/web.yml', text }, { version: null });
    expect(codes({ ...oneSetup(text, '', alone), scrapeConfigs: [] }).sort()).toEqual([...new Map(own.map((found) => [found.id, found.code])).values()].sort());
  });

  it('takes the large ones for those of a Prometheus that listens on loopback', () => {
    const found = scrapes.filter((path) => path.includes('/sound/')).flatMap((path) => check(oneSetup(null, readFileSync(path, 'utf8'))).filter(({ severity }) => severity === 'broken'));
    expect(found.map(({ message }) => message)).toEqual([]);
  });
});

describe('setups of any make', () => {
  const text = fc.oneof(
    fc.constantFrom(secureWeb, openWeb, '', 'tls_server_config: [', oneJob('localhost:9090', ['scheme: https']), oneJob(':', ['basic_auth: {username: x}'])),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });
  const served: fc.Arbitrary<ServedFacts> = fc.record({
    address: fc.constant('127.0.0.1:9090'), speaks: fc.constantFrom('tls', 'http', 'nothing', 'other'), chainSha256: fc.array(fc.constantFrom('a', 'b')),
    handshakeError: maybe(fc.constant('x509: certificate signed by unknown authority')), statusWithoutPassword: maybe(fc.constantFrom(200, 401, 500)),
  });
  const server = fc.record({
    kind: fc.constantFrom('prometheus', 'node_exporter', 'alertmanager', 'pushgateway', 'blackbox_exporter'),
    version: maybe(fc.constantFrom('2.23.0', '2.40.1', '3.14.0', '2.42.0+ds', 'nonsense', '1.3.0')), running: fc.boolean(),
    args: fc.array(fc.constantFrom('--web.config.file=/p/web.yml', '--web.enable-lifecycle', '--web.listen-address', ':9090', '--')),
    nextArgs: maybe(fc.array(fc.constantFrom('--web.config.file=/p/web.yml', '--web.external-url=http://x:9090'))),
    workingDirectory: maybe(fc.constant('/p')), configFile: maybe(fc.constantFrom('/p/prometheus.yml', 'prometheus.yml', '')),
    webConfigFile: maybe(fc.constantFrom('/p/web.yml', 'web.yml', '')), listen: fc.constantFrom(':9090', '127.0.0.1:9090', '[::]:9090', ''), served: maybe(served),
  }).map((changes) => oneServer(changes));

  it('are judged without an exception, each finding with a whole sentence', () => {
    fc.assert(fc.property(maybe(text), text, fc.array(server, { maxLength: 3 }), (web, scrape, servers) => {
      for (const { message, hint = '', id } of check(oneSetup(web, scrape, { servers }))) {
        expect(id).not.toBe('');
        expect(`${message} ${hint}`).not.toMatch(/\{[a-z]\w*\}|undefined|null/);
      }
    }), { numRuns: 300 });
  });

  it('say nothing of files that nobody looked at', () => {
    const job = oneJob('localhost:9090', ['scheme: https', 'tls_config: { ca_file: ca.crt }', 'basic_auth: { username: admin, password_file: x }']);
    expect(codes(oneSetup(secureWeb, job))).toEqual([]);
  });

  it('are judged in time, 40,000 jobs and all of them wrong', () => {
    const jobs = Array.from({ length: 40_000 }, (_, index) => `  - job_name: j${index}\n    scheme: https\n    static_configs: [{ targets: ['localhost:9100'] }]`);
    const setup = oneSetup(null, `scrape_configs:\n${jobs.join('\n')}\n`, { servers: [oneServer({ kind: 'node_exporter', listen: '127.0.0.1:9100', webConfigFile: null })] });
    const start = performance.now();
    expect(check(setup)).toHaveLength(40_000);
    expect(performance.now() - start).toBeLessThan(12_000);
  });
});
