import { describe, expect, it } from 'vitest';
import { connectionName, healthWords, matchesText, signInText, targetsWords, trustWords } from '../../../renderer/app/connectionWords.ts';
import { connection } from '../../support/checkReports.ts';

describe('a connection in words', () => {
  it('is named as the plan names it, with its first targets', () => {
    expect(connectionName(connection({ section: 'alertmanager', index: 2, name: 'x' }))).toBe('Alertmanager 2');
    expect(targetsWords(connection({ targets: ['a:1', 'b:1', 'c:1'], targetCount: 30, usesDiscovery: true }))).toBe('a:1, b:1, 28 more, those it discovers');
    expect(targetsWords(connection({ targets: [], targetCount: 0 }))).toBe('no targets');
  });

  it('says whom it trusts, how it signs in and how its targets are', () => {
    expect(trustWords(connection({}))).toBeNull();
    expect(trustWords(connection({ scheme: 'https' }))).toBe('authorities of the machine');
    expect(trustWords(connection({ caFile: 'ca.crt', serverName: 'a.example' }))).toBe('ca.crt, as a.example');
    expect(trustWords(connection({ caFile: 'ca.crt', insecureSkipVerify: true }))).toBe('any certificate: it is not checked');
    expect(signInText(connection({}))).toBeNull();
    expect(signInText(connection({ signIn: 'basic', user: 'me', certFile: 'c.crt', keyFile: 'c.key' }))).toBe('user me, certificate c.crt');
    expect(signInText(connection({ signIn: 'oauth2' }))).toBe('OAuth 2.0');
    expect(healthWords(connection({}))).toBeNull();
    expect(healthWords(connection({ health: { up: 3, down: 1, unknown: 0, vanished: 0 } }))).toBe('3 up, 1 down');
  });

  it('is found by anything it shows', () => {
    const one = connection({ name: 'Node', targets: ['n1:9100'], caFile: 'site-ca.crt', signIn: 'basic', user: 'scraper' });
    expect(['', 'node', 'N1:91', 'SITE-ca', 'scraper'].map((text) => matchesText(one, text))).toEqual([true, true, true, true, true]);
    expect(matchesText(one, 'elsewhere')).toBe(false);
  });
});
