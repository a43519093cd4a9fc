import { describe, expect, it } from 'vitest';
import { passwordPlaces } from '../../../shared/plan/passwordPlaces.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, folder, hostFacts, usedCertificate } from '../../support/planFixtures.ts';

const hash = '$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
const webConfig = `basic_auth_users:\n  prometheus: ${hash}\ntls_server_config: {cert_file: prometheus.crt, key_file: prometheus.key}\n`;
const scrapeWith = (file: string): string =>
  `scrape_configs:\n  - job_name: prometheus\n    scheme: https\n    tls_config: {ca_file: prometheus.crt}\n    basic_auth: {username: prometheus, password_file: ${file}}\n    static_configs: [{targets: ['localhost:9090']}]\n`;

/** Where a changed password is written, when the scrape reads it from `inUse` now. */
function changed(inUse: string): { path: string | undefined; order: string[] } {
  const certificate = usedCertificate(['localhost']);
  const answers = articleAnswers({ certificate: { source: 'keep' } });
  const start = planDeployment(answers, hostFacts({ webConfig, scrapeConfig: scrapeWith(inUse), certificate })).actions.find(({ kind }) => kind === 'process.start');
  const args = start?.kind === 'process.start' ? start.argv.slice(1) : [];
  const { actions } = planDeployment(answers, hostFacts({ webConfig, scrapeConfig: scrapeWith(inUse), certificate, server: { running: true, servesTls: true, args } }));
  const written = actions.find((action) => action.kind === 'file.write');
  return { path: written?.kind === 'file.write' ? written.path : undefined, order: actions.map((action) => ('role' in action ? action.role : action.kind)) };
}

describe('a changed password of the scrape', () => {
  it.each([
    ['prometheus.password', `${folder}/prometheus.password-2`],
    ['prometheus.password-2', `${folder}/prometheus.password`],
    ['/etc/elsewhere', `${folder}/prometheus.password`],
  ])('does not go over %s, which is in use', (inUse, path) => {
    expect(changed(inUse).path).toBe(path);
  });

  it('comes after web.yml, which would refuse it before', () => {
    expect(changed('prometheus.password').order.slice(-3)).toEqual(['scrapeConfig', 'webConfig', 'process.reload']);
  });

  it('has a second place that no other user has first', () => {
    expect(passwordPlaces('/srv', 'a')[1]).not.toBe(passwordPlaces('/srv', 'a-2')[0]);
  });
});
