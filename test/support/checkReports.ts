/** Reports of a check, made up. */
import { problem } from '../../shared/errors/failure.ts';
import type { CheckedConnection, CheckReport } from '../../shared/model/checkReport.ts';
import { finding, type Finding } from '../../shared/model/finding.ts';

export const web = '/srv/prometheus/web.yml';

export const broken: Finding = {
  ...finding('WEB_FIELD_UNKNOWN', 'broken', { section: 'tls_server_config', key: 'min_tls', proposal: 'Did you mean min_version?' }, { path: web, line: 4, column: 3, field: 'tls_server_config.min_tls', raw: 'field min_tls not found in type web.TLSConfig', clients: ['go', 'browser'], holdsFor: 'before 2.50', documentation: 'The lowest version of TLS.', evidence: [{ label: 'min_tls', text: 'TLS12' }] }),
  repair: 'Rename it to min_version',
};
export const soon = finding('CERTIFICATE_EXPIRES_SOON', 'soon', { date: '2026-05-01' }, { path: '/srv/prometheus/prometheus.crt', fix: { kind: 'copyCommand', label: 'See it', command: 'openssl x509 -in /srv/prometheus/prometheus.crt -noout -dates -subject -issuer -ext subjectAltName' } });
export const advice = finding('WEB_HASH_TAIL', 'advice', { user: 'alice', surplus: 1 }, { path: web, line: 6, column: 7 });

/** A server, its web.yml with the certificate, and promtool that accepts it: nothing is found. */
export function checkReport(change: Partial<CheckReport> = {}): CheckReport {
  return {
    type: 'check',
    findings: [],
    files: [{ path: web, kind: 'webConfig' }, { path: '/srv/prometheus/prometheus.crt', kind: 'certificate' }],
    servers: [{ kind: 'prometheus', version: '2.42.0', running: true, control: 'systemd', unit: 'prometheus.service', account: 'prometheus', listen: '127.0.0.1:9090', configFile: null, webConfigFile: web, speaks: 'tls' }],
    lines: [{ path: web, verdicts: [{ line: '2.24.0', accepted: true, servesTls: true, words: '' }, { line: '2.42.0', accepted: true, servesTls: true, words: '' }, { line: '3.5.0', accepted: true, servesTls: true, words: '' }] }],
    promtool: [{ path: web, version: '2.42.0', ok: true, words: '' }],
    problems: [],
    answers: null,
    connections: [],
    ...change,
  };
}

export const unseen = problem('CHECK_LIVE_NO_PASSWORD', { listen: '127.0.0.1:9090' }, { severity: 'warning' });
export const missing = problem('FILE_NOT_FOUND', { path: '/srv/none.yml' }, { path: '/srv/none.yml' });

/** A scrape job over plain HTTP that nobody has asked about. */
export function connection(change: Partial<CheckedConnection>): CheckedConnection {
  return {
    section: 'scrape', name: 'node', index: 0, path: '/srv/prometheus/prometheus.yml', line: 3, canSwitch: true, scheme: 'http', targets: ['n1:9100'], targetCount: 1,
    usesDiscovery: false, caFile: null, inlineCa: false, serverName: null, certFile: null, keyFile: null, insecureSkipVerify: false, user: null, signIn: null, proxy: null,
    health: null, ...change,
  };
}
