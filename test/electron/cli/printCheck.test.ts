import { describe, expect, it } from 'vitest';
import { checkReportLines, countWords, verdictLine } from '../../../electron/cli/printCheck.ts';
import { advice, broken, checkReport, missing, soon, unseen, web } from '../../support/checkReports.ts';

const wide = { columns: Infinity, verbose: false };
const heal = 'promseal heal /srv/prometheus';
const refused = { path: web, version: '2.42.0', ok: false, words: `${web} FAILED: yaml: unmarshal errors:\n  line 4: field min_tls not found in type web.TLSConfig` };
const bad = checkReport({
  findings: [broken, soon, advice],
  promtool: [refused],
  problems: [unseen],
  lines: [{ path: web, verdicts: [{ line: '2.24.0', accepted: true, servesTls: false, words: '' }, { line: '2.42.0', accepted: false, servesTls: false, words: 'field min_tls not found' }, { line: '3.5.0', accepted: false, servesTls: false, words: 'field min_tls not found' }] }],
});

describe('a check as text', () => {
  it('tells the findings by weight, with place, hint, who refuses, other tools and the way to repair', () => {
    expect(checkReportLines(bad, wide, heal).slice(0, 25)).toEqual([
      'Broken now: 1',
      '',
      '  /srv/prometheus/web.yml:4:3 (tls_server_config.min_tls)',
      '    WEB_FIELD_UNKNOWN: tls_server_config has no field min_tls.',
      expect.stringMatching(/^ {4}.* Did you mean min_version\?$/),
      '    Refused by: Prometheus and Grafana (Go), browsers.',
      '    Holds for: Prometheus before 2.50.',
      '    Other tools say: field min_tls not found in type web.TLSConfig',
      '    PromSeal can repair it: Rename it to min_version.',
      '',
      'Will break: 1',
      '',
      '  /srv/prometheus/prometheus.crt',
      '    CERTIFICATE_EXPIRES_SOON: The certificate expires on 2026-05-01.',
      expect.stringMatching(/^ {4}Renew it/),
      '    See it:',
      expect.stringMatching(/^ {6}openssl x509 /),
      '',
      'Advice: 1',
      '',
      '  /srv/prometheus/web.yml:6:7',
      expect.stringMatching(/^ {4}WEB_HASH_TAIL: /),
      expect.stringMatching(/^ {4}They are usually/),
      '',
      'Looked at:',
    ]);
  });

  it('tells what was looked at, with the verdict of promtool and of each release beside it', () => {
    const lines = checkReportLines(bad, wide, heal);
    expect(lines.slice(lines.indexOf('Looked at:'))).toEqual([
      'Looked at:',
      '  prometheus 2.42.0 on 127.0.0.1:9090: running as prometheus, prometheus.service, speaks TLS',
      '  /srv/prometheus/web.yml (web.yml)',
      '    PromSeal: 1 broken now, 1 advice',
      '    promtool 2.42.0: refuses it',
      '      | /srv/prometheus/web.yml FAILED: yaml: unmarshal errors:',
      '      | line 4: field min_tls not found in type web.TLSConfig',
      '    Prometheus 2.24.0: starts without TLS',
      '    Prometheus 2.42.0 to 3.5.0: does not start: field min_tls not found',
      '  /srv/prometheus/prometheus.crt (certificate)',
      '',
      'Could not be looked at:',
      expect.stringMatching(/^ {2}CHECK_LIVE_NO_PASSWORD: The Prometheus on 127/),
      expect.stringMatching(/^ {4}Known are/),
      '',
      'Not sound: 1 broken now, 1 will break, 1 advice.',
      'PromSeal can repair 1 of 3 findings. This shows how, and asks before it changes anything:',
      '  promseal heal /srv/prometheus',
    ]);
  });

  it('has evidence and documentation only where they are asked for', () => {
    const told = (verbose: boolean): string => checkReportLines(checkReport({ findings: [broken] }), { ...wide, verbose }, heal).join('\n');
    for (const part of ['min_tls: TLS12', 'About this field: The lowest version of TLS.', 'Prometheus 2.24.0 to 3.5.0: starts with TLS']) {
      expect(told(true)).toContain(part);
      expect(told(false)).not.toContain(part);
    }
  });

  it('fits 80 columns, but for commands and paths', () => {
    const lines = checkReportLines(bad, { columns: 80, verbose: true }, heal);
    expect(lines.filter((line) => line.length > 80)).toEqual([expect.stringMatching(/^ {6}openssl/)]);
  });

  it('says calmly that nothing was found, and offers nothing', () => {
    const lines = checkReportLines(checkReport({ promtool: [] }), wide, heal);
    expect(lines).toContain('    promtool: not asked');
    expect(lines.slice(-2)).toEqual(['', 'Sound: nothing to find fault with.']);
  });

  it('says who does not run and does not answer, and passes over what was told otherwise', () => {
    const [server] = checkReport().servers;
    if (server === undefined) throw new Error('there is no server');
    const idle = { ...server, version: null, running: false, account: null, speaks: 'nothing' as const };
    const lines = checkReportLines(checkReport({ servers: [idle], files: [{ path: '/none', kind: 'unknown' }], problems: [missing] }), wide, heal);
    expect(lines).toContain('  prometheus on 127.0.0.1:9090: not running, prometheus.service, does not answer');
    expect(lines.filter((line) => line.includes('/none'))).toEqual(['  FILE_NOT_FOUND: /srv/none.yml does not exist.']);
  });
});

it('the verdict is one sentence', () => {
  expect(countWords({ findings: [advice, broken, broken] })).toBe('2 broken now, 1 advice');
  expect(verdictLine(checkReport({ findings: [advice] }))).toBe('Sound, with 1 advice.');
  expect(verdictLine(checkReport({ problems: [unseen] }))).toBe('Sound, as far as it could be looked at.');
  expect(verdictLine(checkReport({ findings: [advice], problems: [unseen] }))).toBe('Sound, as far as it could be looked at, with 1 advice.');
  expect(verdictLine(checkReport({ problems: [missing] }))).toBe('Not everything could be looked at.');
  expect(verdictLine(checkReport({ servers: [], files: [] }))).toBe('Nothing was looked at.');
});
