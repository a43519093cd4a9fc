import { describe, expect, it } from 'vitest';
import { besidePromtool, filesByKind, lineRows, lookedAtWords, runnerWords, serverName, speaksWords, targetWords, verdictOf } from '../../../renderer/app/checkWords.ts';
import type { CheckedServer } from '../../../shared/model/checkReport.ts';
import type { Finding, FindingSeverity } from '../../../shared/model/finding.ts';
import { problem } from '../../../shared/errors/failure.ts';

const found = (severity: FindingSeverity, path = '/srv/web.yml'): Finding => ({ id: `${severity} ${path}`, code: 'CERTIFICATE_EXPIRED', severity, message: 'x', path, evidence: [], clients: [] });
const server: CheckedServer = {
  kind: 'prometheus', version: '2.42.0', running: true, control: 'systemd', unit: 'prometheus.service', account: 'prometheus',
  listen: '127.0.0.1:9090', configFile: '/srv/prometheus.yml', webConfigFile: '/srv/web.yml', speaks: 'tls',
};
const files = [{ path: '/srv/prometheus.key', kind: 'key' as const }, { path: '/srv/web.yml', kind: 'webConfig' as const }];
const verdict = (findings: Finding[], change: Partial<Parameters<typeof verdictOf>[0]> = {}) => verdictOf({ findings, servers: [server], files, problems: [], ...change });

describe('what is looked at', () => {
  it('is named', () => {
    expect(targetWords({ kind: 'server', listen: ':9090' })).toBe('the server on :9090');
    expect(targetWords({ kind: 'unit', unit: 'prometheus' })).toBe('the unit prometheus');
    expect(targetWords({ kind: 'files', paths: ['/a'] })).toBe('/a');
    expect(targetWords({ kind: 'files', paths: ['/a', '/b'] })).toBe('2 files');
  });
  it('is counted, and is nothing where nothing was found', () => {
    expect(lookedAtWords({ servers: [server], files })).toBe('1 server and 2 files');
    expect(lookedAtWords({ servers: [], files: [] })).toBeNull();
  });
  it('stands by kind, configurations first', () => {
    expect(filesByKind(files).map(({ title }) => title)).toEqual(['Web configuration', 'Private keys']);
  });
});

describe('the verdict', () => {
  it('is sound only where something was looked at, and says what was not', () => {
    expect(verdict([])).toEqual({ tone: 'good', title: 'Sound', text: '1 server and 2 files looked at. Nothing is broken, will break or is unsafe.' });
    expect(verdict([], { servers: [], files: [] }).tone).toBe('info');
    expect(verdict([], { servers: [] }).text).toContain('No server was running');
    expect(verdict([], { problems: [problem('CHECK_LIVE_STARTING', { listen: ':1' })] }).text).toContain('could not be looked at');
  });
  it('is sound with advice', () => {
    expect(verdict([found('advice')])).toMatchObject({ tone: 'good', title: 'Sound' });
  });
  it('is bad only where something is broken now', () => {
    expect(verdict([found('broken'), found('unsafe'), found('advice')])).toMatchObject({ tone: 'bad', title: '2 things to put right', text: '1 of them is broken now.' });
    expect(verdict([found('soon')])).toMatchObject({ tone: 'warn', title: '1 thing to put right', text: 'None of it is broken now.' });
    expect(verdict([found('broken')]).text).toBe('It is broken now.');
  });
});

describe('a server', () => {
  it('is said to speak only what was heard', () => {
    expect(serverName(server)).toBe('Prometheus 2.42.0');
    expect(serverName({ ...server, version: null })).toBe('Prometheus');
    expect(speaksWords(server)).toBe('TLS');
    expect(speaksWords({ ...server, speaks: null })).toBe('It was not asked');
    expect(speaksWords({ ...server, running: false })).toBe('It does not run');
  });
  it('is run by a unit, by PromSeal or by somebody', () => {
    expect(runnerWords(server)).toBe('prometheus.service, as prometheus');
    expect(runnerWords({ ...server, unit: null, control: 'promseal' })).toBe('PromSeal, as prometheus');
    expect(runnerWords({ ...server, unit: null, control: 'process', account: null })).toBe('somebody, by hand or by a script');
  });
});

describe('lines of Prometheus', () => {
  it('that say the same share a row', () => {
    const refuse = { accepted: false, servesTls: false, words: 'field rate_limit not found' };
    const serve = { accepted: true, servesTls: true, words: '' };
    expect(lineRows([{ line: '2.24.0', ...refuse }, { line: '2.42.0', ...refuse }, { line: '3.5.0', ...serve }])).toEqual([
      { lines: '2.24 to 2.42', ...refuse }, { lines: '3.5', ...serve },
    ]);
  });
});

describe('promtool beside PromSeal', () => {
  const said = (ok: boolean) => ({ path: '/srv/web.yml', version: '2.42.0', ok, words: '' });
  it.each([
    [true, [], 'Both accept it.'],
    [false, [found('broken')], 'Both find fault with it.'],
    [true, [found('broken'), found('advice')], /also compares it/],
    [true, [found('broken', '/srv/other.yml'), found('advice')], 'Both accept it.'],
    [false, [], /its own words count/],
  ] as const)('accepts: %s', (ok, findings, difference) => {
    expect(besidePromtool(said(ok), findings).difference).toMatch(difference);
  });
  it('counts what is to be put right in that file', () => {
    expect(besidePromtool(said(true), [found('broken'), found('soon')]).ours).toBe('2 things to put right in it');
  });
});
