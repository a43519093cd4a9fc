/** Which target is which server: a wrong guess would blame a job for a server that it never talks to. */
import { describe, expect, it } from 'vitest';
import { hostAndPort, listensOf } from '../../../../shared/check/across/linksOf.ts';
import { setupView, type SetupView } from '../../../../shared/check/across/setupView.ts';
import type { SetupServer } from '../../../../shared/model/setupFacts.ts';
import { oneJob, oneServer, oneSetup, secureWeb } from '../../../support/setupFacts.ts';

const linked = (view: SetupView): string[] => view.links.map(({ target, to }) => `${target} > ${to.server.listen}`);
const to = (target: string, listens: readonly string[], fields: readonly string[] = []): string[] => {
  const servers = listens.map((listen): SetupServer => oneServer({ listen, kind: 'node_exporter' }));
  return linked(setupView(oneSetup(secureWeb, oneJob(target, fields), { servers })));
};

describe('linksOf', () => {
  it.each([
    ['localhost:9090', '127.0.0.1:9090'],
    ['127.0.0.1:9090', 'localhost:9090'],
    ['LOCALHOST:9090', '[::1]:9090'],
    ['mon.example.org:9090', ':9090'],
    ['192.0.2.10:9090', '0.0.0.0:9090'],
    ['[::1]:9090', '[::]:9090'],
    ['mon.example.org:9090', '192.0.2.10:9090'],
    ['192.0.2.10:9090', '192.0.2.10:9090'],
    ['localhost', '127.0.0.1:80'],
  ])('joins %s with a server on %s', (target, listen) => {
    expect(to(target, [listen])).toEqual([`${target} > ${listen}`]);
  });

  it.each([
    ['localhost:9091', '127.0.0.1:9090'],
    ['web1.example.org:9090', '0.0.0.0:9090'],
    ['127.0.0.1:9090', '[::1]:9090'],
    ['mon.example.org:9090', '127.0.0.1:9090'],
    ['localhost:9090', '192.0.2.10:9090'],
    ['localhost:9090', 'nonsense'],
  ])('leaves %s alone beside a server on %s', (target, listen) => {
    expect(to(target, [listen])).toEqual([]);
  });

  it('prefers the server on the address itself to one on all addresses', () => {
    expect(to('127.0.0.1:9090', ['0.0.0.0:9090', '127.0.0.1:9090'])).toEqual(['127.0.0.1:9090 > 127.0.0.1:9090']);
  });

  it('takes the port of the scheme where none is written', () => {
    expect(to('localhost', ['127.0.0.1:443'], ['scheme: https'])).toEqual(['localhost > 127.0.0.1:443']);
    expect(hostAndPort('https', 'https://u:p@[2001:db8::1]/x?y')).toEqual({ host: '2001:db8::1', port: 443 });
  });

  it('leaves alone what relabelling or a proxy may lead elsewhere', () => {
    const relabel = ["relabel_configs: [{ target_label: __address__, replacement: 'x:1' }]"];
    expect(to('localhost:9090', [':9090'], relabel)).toEqual([]);
    expect(to('localhost:9090', [':9090'], ['proxy_url: http://proxy:3128'])).toEqual([]);
  });

  it('knows every address of a Prometheus that has several', () => {
    const args = ['--web.listen-address=127.0.0.1:9090', '--web.listen-address=192.0.2.10:9443'];
    const view = setupView(oneSetup(secureWeb, oneJob('mon.example.org:9443'), { servers: [oneServer({ args })] }));
    expect(view.servers.flatMap(listensOf)).toEqual(['127.0.0.1:9090', '192.0.2.10:9443']);
    expect(linked(view)).toEqual(['mon.example.org:9443 > 127.0.0.1:9090']);
  });

  it('joins large files with many servers in time', () => {
    const jobs = Array.from({ length: 40_000 }, (_, index) => `  - job_name: j${index}\n    static_configs: [{ targets: ['h${index}:9100', 'localhost:9100'] }]`);
    const setup = oneSetup(null, `scrape_configs:\n${jobs.join('\n')}\n`, { servers: [oneServer({ kind: 'node_exporter', listen: ':9100' })] });
    const start = performance.now();
    expect(setupView(setup).links).toHaveLength(40_000);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
