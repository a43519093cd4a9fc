import { describe, expect, it } from 'vitest';
import { needsDns, openUrls } from '../../../electron/cli/openUrls.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const names = ['localhost', 'prom.example.com', '*.example.org', '127.0.0.1', '192.0.2.2', '::1'];

function urlsFor(listen: string, change: Parameters<typeof articleAnswers>[0] = {}): string[] {
  const answers = articleAnswers({ names, ...change });
  const { endpoint } = planDeployment(answers, hostFacts({ server: { listen } }));
  return openUrls(endpoint, names, listen, answers.options);
}

describe('the URLs to open', () => {
  it.each([
    ['127.0.0.1:9090', ['https://localhost:9090/', 'https://127.0.0.1:9090/']],
    ['[::1]:9090', ['https://[::1]:9090/']],
    ['192.0.2.2:9090', ['https://192.0.2.2:9090/', 'https://prom.example.com:9090/', 'https://NAME.example.org:9090/']],
    ['0.0.0.0:9090', ['https://localhost:9090/', 'https://prom.example.com:9090/', 'https://NAME.example.org:9090/', 'https://127.0.0.1:9090/', 'https://192.0.2.2:9090/']],
    [':9090', ['https://localhost:9090/', 'https://prom.example.com:9090/', 'https://NAME.example.org:9090/', 'https://127.0.0.1:9090/', 'https://192.0.2.2:9090/', 'https://[::1]:9090/']],
  ])('of a server on %s', (listen, expected) => {
    expect(urlsFor(listen)).toEqual(expected);
  });

  it('are plain without TLS', () => {
    expect(urlsFor('127.0.0.1:9090', { certificate: { source: 'none' } })).toEqual(['http://127.0.0.1:9090/']);
  });

  it('begin with the one that people use behind a proxy', () => {
    expect(urlsFor('127.0.0.1:9090', { options: { external_url: 'https://metrics.example/' } })[0]).toBe('https://metrics.example/');
  });
});

it.each([
  ['https://localhost:9090/', false],
  ['https://127.0.0.1:9090/', false],
  ['https://[::1]:9090/', false],
  ['https://prom.example.com:9090/', true],
])('%s needs DNS: %s', (url, needed) => {
  expect(needsDns(url)).toBe(needed);
});
