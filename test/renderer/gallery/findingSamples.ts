/** Findings of every severity and shape: long paths, long words, with and without a repair. */
import type { Finding, FindingSeverity } from '../../../shared/model/finding.ts';

const severities: readonly FindingSeverity[] = ['broken', 'soon', 'unsafe', 'advice'];
const folder = '/srv/monitoring/a-folder-with-a-name-that-somebody-thought-about-for-a-long-time/prometheus.d/production';

const repairable: Omit<Finding, 'id' | 'severity'> = {
  code: 'CERTIFICATE_EXPIRED',
  message: 'The certificate expired on 1 February 2024.',
  hint: 'Every client refuses it. Make a new one.',
  path: `${folder}/prometheus.crt`,
  evidence: [],
  clients: ['go', 'openssl', 'node', 'browser'],
  raw: 'x509: certificate has expired or is not yet valid: current time 2026-11-23T07:42:46Z is after 2024-02-01T00:00:00Z',
  repair: 'Make a new certificate and key',
};
const byHand: Omit<Finding, 'id' | 'severity'> = {
  code: 'WEB_FIELD_TOO_NEW',
  message: `tls_server_config.client_allowed_sans in ${folder}/web.yml came with Prometheus 2.45.0, and this is 2.42.0.`,
  hint: 'Prometheus does not start with this file, and one that runs stops answering. Take it out, or use a newer release.',
  path: `${folder}/web.yml`,
  line: 1204,
  column: 17,
  field: 'scrape_configs[41].kubernetes_sd_configs[0].oauth2.tls_config.insecure_skip_verify',
  evidence: [{ label: `${folder}/web.yml`, text: 'tls_server_config' }, { label: 'user', text: 'a'.repeat(90) }],
  clients: ['go'],
  documentation: 'Names, addresses or URIs, one of which a client certificate must have; for RequireAndVerifyClientCert.',
  holdsFor: 'before 2.45.0',
  fix: { kind: 'copyCommand', label: 'Look at the file', command: `sudo -u prometheus head -c 200 ${folder}/web.yml` },
};
const bare: Omit<Finding, 'id' | 'severity'> = { code: 'WEB_TLS_OLD', message: 'TLS 1.0 is let in.', evidence: [], clients: [] };

/** As many as a large setup that was never checked may have. */
export const fortyFindings: readonly Finding[] = Array.from({ length: 40 }, (_, index): Finding => {
  const severity = severities[index % 4] ?? 'advice';
  const shape = [repairable, byHand, bare][index % 3] ?? bare;
  return { ...shape, severity, id: `${shape.code} ${String(index)}` };
});
