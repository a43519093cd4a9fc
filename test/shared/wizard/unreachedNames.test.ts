import { describe, expect, it } from 'vitest';
import { isUnreached, listenOf, unreachedNames } from '../../../shared/wizard/unreachedNames.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

describe('a name and a listen address', () => {
  it.each([
    ['localhost', '127.0.0.1:9090', false],
    ['prom.localhost', '127.0.0.1:9090', false],
    ['127.0.0.1', '127.0.0.1:9090', false],
    ['127.0.0.2', '127.0.0.1:9090', true],
    ['::1', '127.0.0.1:9090', true],
    ['mon-1', '127.0.0.1:9090', true],
    ['*.example.com', '127.0.0.1:9090', true],
    ['192.0.2.14', '127.0.0.1:9090', true],
    ['192.0.2.14', 'localhost:9090', true],
    ['127.0.0.1', 'localhost:9090', false],
    ['0:0:0:0:0:0:0:1', '[::1]:9090', false],
    ['localhost', '[::1]:9090', false],
    ['127.0.0.1', '[::1]:9090', true],
    ['192.0.2.14', '192.0.2.14:9090', false],
    ['localhost', '192.0.2.14:9090', true],
    ['mon-1', '192.0.2.14:9090', false],
    ['mon-1', ':9090', false],
    ['192.0.2.14', '0.0.0.0:9090', false],
    ['::1', '[::]:9090', false],
    ['mon-1', 'nonsense', false],
    ['not a name', '127.0.0.1:9090', false],
  ])('%s on %s: passes it by, %s', (name, listen, unreached) => {
    expect(isUnreached(name, listen)).toBe(unreached);
  });
});

describe('the names that pass the server by', () => {
  const server = { kind: 'binary', binary: '/usr/bin/prometheus', listen: '127.0.0.1:9090' } as const;
  const names = ['mon-1', 'localhost', '127.0.0.1', '192.0.2.14'];
  it('are told by the answers where they say where it listens', () => {
    expect(unreachedNames(articleAnswers({ server, names }), null)).toEqual(['mon-1', '192.0.2.14']);
    expect(unreachedNames(articleAnswers({ server: { ...server, listen: ':9090' }, names }), hostFacts())).toEqual([]);
  });
  it('are told by the machine for a unit, and not guessed before it was looked at', () => {
    const answers = articleAnswers({ server: { kind: 'service', unit: 'prometheus.service' }, names });
    expect(listenOf(answers, null)).toBeNull();
    expect(unreachedNames(answers, null)).toEqual([]);
    expect(listenOf(answers, hostFacts())).toBe(hostFacts().server.listen);
  });
  it('are none behind a proxy, whose names they are', () => {
    expect(unreachedNames(articleAnswers({ server, names, options: { proxy: 'nginx' } }), null)).toEqual([]);
  });
});
