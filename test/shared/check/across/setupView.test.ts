import { describe, expect, it } from 'vitest';
import { flagPath, readerOf, setupView } from '../../../../shared/check/across/setupView.ts';
import type { ServedFacts } from '../../../../shared/model/setupFacts.ts';
import { oneJob, oneServer, oneSetup, openWeb, secureWeb } from '../../../support/setupFacts.ts';

const served = (changes: Partial<ServedFacts>): ServedFacts => ({
  address: '127.0.0.1:9090', speaks: 'tls', chainSha256: ['00'], handshakeError: null, statusWithoutPassword: null, ...changes,
});
const job = oneJob('localhost:9090');
const first = (web: string | null, server = oneServer({})) => {
  const [view] = setupView(oneSetup(web, job, { servers: [server] })).servers;
  return { tls: view?.tls, asksPassword: view?.asksPassword };
};

describe('setupView', () => {
  it('knows what a server does from its web.yml', () => {
    expect(first(secureWeb)).toEqual({ tls: true, asksPassword: true });
    expect(first(openWeb)).toEqual({ tls: false, asksPassword: false });
  });

  it('knows nothing from a web.yml that cannot be read', () => {
    expect(first('tls_server_config: [\n')).toEqual({ tls: null, asksPassword: null });
  });

  it('takes what was seen where there is no web.yml to read', () => {
    const server = oneServer({ webConfigFile: null, served: served({ statusWithoutPassword: 401 }) });
    expect(first(null, server)).toEqual({ tls: true, asksPassword: true });
    const plain = oneServer({ webConfigFile: null, served: served({ speaks: 'http', statusWithoutPassword: 200 }) });
    expect(first(null, plain)).toEqual({ tls: false, asksPassword: false });
    const busy = oneServer({ webConfigFile: null, served: served({ speaks: 'http', statusWithoutPassword: 503 }) });
    expect(first(null, busy)).toEqual({ tls: false, asksPassword: null });
  });

  it('knows nothing of a server without flags that was not asked', () => {
    expect(first(null, oneServer({ webConfigFile: null, args: [] }))).toEqual({ tls: null, asksPassword: null });
    expect(first(null, oneServer({ webConfigFile: null }))).toEqual({ tls: false, asksPassword: false });
  });

  it('takes two files side by side for one Prometheus, and no more than two', () => {
    const alone = oneSetup(secureWeb, job, { servers: [] });
    expect(setupView(alone).servers.map(({ assumed }) => assumed)).toEqual([true]);
    expect(setupView({ ...alone, webConfigs: [...alone.webConfigs, { path: '/p/web2.yml', text: '' }] }).servers).toEqual([]);
    expect(setupView({ ...alone, webConfigs: [{ path: '/q/web.yml', text: secureWeb }] }).servers).toEqual([]);
  });

  it('finds the Prometheus that reads a file, also through an include', () => {
    const main = { path: '/p/prometheus.yml', text: "scrape_config_files: ['jobs/*.yml']\n" };
    const files = ['/p/jobs/a.yml', '/p/other.yml'].map((path) => ({ path, text: job }));
    const view = setupView(oneSetup(null, '', { scrapeConfigs: [main, ...files] }));
    expect([main, ...files].map(({ path }) => readerOf(view, path)?.server.configFile ?? null)).toEqual(['/p/prometheus.yml', '/p/prometheus.yml', null]);
  });

  it('takes relative flags from the folder that the server was started in', () => {
    expect(flagPath(oneServer({ workingDirectory: '/srv' }), '../etc/web.yml')).toBe('/etc/web.yml');
    expect(flagPath(oneServer({ workingDirectory: null }), 'web.yml')).toBe('web.yml');
    expect(flagPath(oneServer({}), null)).toBeNull();
  });
});
