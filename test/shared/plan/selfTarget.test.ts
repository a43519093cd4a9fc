import { describe, expect, it } from 'vitest';
import { isSelf } from '../../../shared/plan/selfTarget.ts';

const own = ['10.0.0.5', 'fd00::5', 'mon', 'mon.lan'];

describe('isSelf', () => {
  it.each([
    ['mon:9090', ':9090', true],
    ['MON.lan:9090', '0.0.0.0:9090', true],
    ['10.0.0.5:9090', '[::]:9090', true],
    ['[fd00::5]:9090', ':9090', true],
    ['10.0.0.5:9091', ':9090', false],
    ['10.0.0.6:9090', ':9090', false],
    ['10.0.0.5:9090', '127.0.0.1:9090', false],
    ['10.0.0.5:9090', '10.0.0.5:9090', true],
    ['[::1]:9090', '[::1]:9090', true],
    ['mon', ':9090', false],
  ])('%s on %s: %s', (target, listen, self) => {
    expect(isSelf(target, listen, [], own)).toBe(self);
  });

  it('takes the names of the answers wherever the server listens', () => {
    expect(isSelf('prom.example.org:9090', '127.0.0.1:9090', ['*.example.org'], [])).toBe(true);
  });
});
