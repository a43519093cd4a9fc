import { describe, expect, it } from 'vitest';
import type { AnswersInput } from '../../../shared/model/answers.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { keptPasswordWords, newPasswordWords, plannedHome, presentHome } from '../../../shared/wizard/passwordHome.ts';
import { articleAnswers, folder, hostFacts } from '../../support/planFixtures.ts';

const hash = `$2b$10$${'a'.repeat(53)}`;
const users = [{ name: 'prometheus' }, { name: 'grafana' }];
const planned = (user: string, changes: Partial<AnswersInput> = {}) => plannedHome(user, planDeployment(articleAnswers({ users, ...changes }), hostFacts()));

describe('where a new password will stand', () => {
  it('is a file for the one user who scrapes, and nowhere for the others', () => {
    expect(planned('prometheus')).toEqual({ kind: 'file', path: `${folder}/prometheus.password`, mode: 0o600 });
    expect(planned('grafana')).toEqual({ kind: 'nowhere' });
  });
  it('follows the choice of that user', () => {
    expect(planned('grafana', { scrape: { user: 'grafana' } })).toMatchObject({ path: `${folder}/grafana.password` });
    expect(planned('prometheus', { scrape: { user: 'grafana' } })).toEqual({ kind: 'nowhere' });
  });
  it('is prometheus.yml where it is to hold it, and nowhere where that is left alone', () => {
    expect(planned('prometheus', { scrape: { password: 'inline' } })).toEqual({ kind: 'config', path: `${folder}/prometheus.yml` });
    expect(planned('prometheus', { scrape: { edit: false } })).toEqual({ kind: 'nowhere' });
  });
  it('is a file of its own for one that an answers file has made', () => {
    expect(planned('grafana', { users: [{ name: 'prometheus' }, { name: 'grafana', generate: true }] })).toMatchObject({ path: `${folder}/grafana.password` });
  });
});

describe('where a kept password stands', () => {
  const webConfig = `basic_auth_users:\n  prometheus: "${hash}"\n  grafana: "${hash}"\n`;
  const scraping = (how: string): string =>
    `scrape_configs:\n  - job_name: prometheus\n    basic_auth: {username: prometheus, ${how}}\n    static_configs: [{targets: ['localhost:9090']}]\n`;
  const answers = articleAnswers({ users: [{ name: 'prometheus', keep: true }, { name: 'grafana', keep: true }] });
  it('is told by the job that signs in with it', () => {
    const inFile = hostFacts({ webConfig, scrapeConfig: scraping('password_file: secret/p') });
    expect(presentHome('prometheus', answers, inFile)).toEqual({ kind: 'file', path: `${folder}/secret/p`, mode: null });
    const inline = hostFacts({ webConfig, scrapeConfig: scraping('password: x') });
    expect(presentHome('prometheus', answers, inline)).toEqual({ kind: 'config', path: `${folder}/prometheus.yml` });
    expect(presentHome('grafana', answers, inline)).toEqual({ kind: 'nowhere' });
  });
  it('is told by the file that was made for it', () => {
    const state = { kind: 'file' as const, sha256: '', mode: 0o600, uid: 0, gid: 0 };
    const facts = hostFacts({ webConfig, files: { [`${folder}/grafana.password`]: state } });
    expect(presentHome('grafana', answers, facts)).toEqual({ kind: 'file', path: `${folder}/grafana.password`, mode: 0o600 });
  });
});

describe('the words for it', () => {
  const file = { kind: 'file', path: '/srv/p.password', mode: 0o600 } as const;
  const config = { kind: 'config', path: '/srv/prometheus.yml' } as const;
  it('name the place before and after, and claim none before the machine was looked at', () => {
    for (const isGenerated of [false, true]) {
      expect(newPasswordWords(file, isGenerated)).toContain('to /srv/p.password (mode 0600), where Prometheus finds it');
      expect(newPasswordWords(config, isGenerated)).toContain('into /srv/prometheus.yml, where Prometheus finds it');
    }
    expect(keptPasswordWords(file)).toBe('It stands in /srv/p.password.');
    expect(keptPasswordWords(config)).toContain('/srv/prometheus.yml');
    expect(newPasswordWords(null, true)).not.toMatch(/kept|writes/);
    expect(keptPasswordWords(null)).toBe('');
  });
  it('say of one that only its hash remains of that it has to be copied', () => {
    expect(newPasswordWords({ kind: 'nowhere' }, true)).toMatch(/^Copy it now/);
    expect(newPasswordWords({ kind: 'nowhere' }, false)).toContain('nobody can look it up later');
    expect(keptPasswordWords({ kind: 'nowhere' })).toContain('cannot be looked up');
  });
});
