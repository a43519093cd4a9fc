import { describe, expect, it } from 'vitest';
import { answersLocalhost, askableName, namesCover, preferredName } from '../../../shared/plan/address.ts';

describe('preferredName', () => {
  it.each([
    [['localhost', 'mon.lan'], '127.0.0.1:9090', 'localhost'],
    [['localhost', 'mon.lan'], ':9090', 'localhost'],
    [['localhost', '::1'], '[::1]:9090', '::1'],
    [['mon.lan', '10.0.0.5'], '10.0.0.5:9090', '10.0.0.5'],
    [['10.0.0.6', 'mon.lan'], '10.0.0.5:9090', 'mon.lan'],
    [['*.example.com', '10.0.0.6'], '10.0.0.5:9090', '10.0.0.6'],
    [['*.example.com'], '10.0.0.5:9090', 'promseal.example.com'],
    [[], '[::1]:9090', '::1'],
  ])('of %j on %s is %s', (names, listen, name) => {
    expect(preferredName(names, listen)).toBe(name);
  });
});

describe('askableName', () => {
  it('gives a name for which the certificate holds', () => {
    const names = ['*.example.com'];
    expect(namesCover(names, askableName(names) ?? '')).toBe(true);
    expect(askableName([])).toBeNull();
  });
});

describe('answersLocalhost', () => {
  it.each([
    ['127.0.0.1:9090', true], ['localhost:9090', true], [':9090', true], ['0.0.0.0:9090', true], ['[::]:9090', true],
    ['[::1]:9090', false], ['127.0.0.2:9090', false], ['10.0.0.5:9090', false],
  ])('%s: %s', (listen, answers) => {
    expect(answersLocalhost(listen)).toBe(answers);
  });
});
