import { afterEach, describe, expect, it, vi } from 'vitest';
import { handoverLines, undoCommand } from '../../../electron/cli/printHandover.ts';
import type { Report } from '../../../shared/model/report.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, folder, hostFacts } from '../../support/planFixtures.ts';
import { checkResult, reportOf } from '../../support/reportFixtures.ts';

afterEach(() => vi.unstubAllEnvs());

function linesFor(answersChange: Parameters<typeof articleAnswers>[0] = {}, reportChange: Partial<Report> = {}, listen = '127.0.0.1:9090'): string[] {
  const answers = articleAnswers(answersChange);
  const facts = hostFacts({ server: { listen } });
  return handoverLines({ answers, plan: planDeployment(answers, facts), facts }, reportOf(reportChange));
}

describe('what a person has after a change', () => {
  it('is told in full, each path and command ready to paste', () => {
    vi.stubEnv('npm_lifecycle_event', '');
    const curl = 'curl --cacert /srv/sealed/prometheus.crt -u alice https://localhost:9090/metrics';
    const checks = [checkResult({ id: 'trusted', curl: 'curl one' }), checkResult({ id: 'rightPassword', curl })];
    expect(linesFor({ users: [{ name: 'alice', generate: true }] }, { checks })).toEqual([
      '', 'Open this:', '  https://localhost:9090/',
      '', 'Sign in as:', `  alice, password in ${folder}/alice.password`,
      '', 'Clients and browsers trust it once they have this file, which is public:', `  ${folder}/prometheus.crt`,
      '', 'Try it by hand:', `  ${curl}`,
      '', 'Take this change back with:', `  promseal undo ${folder}`,
    ]);
  });

  it.each([
    [{ generate: true as const }, `alice, password in ${folder}/alice.password`],
    [{ password_file: '/srv/secrets/alice' }, 'alice, password in /srv/secrets/alice'],
    [{ password_env: 'ALICES_PASSWORD' }, 'alice, with the password that stood in ALICES_PASSWORD'],
    [{ hash: '$2y$10$EYxs8IOG46m9CtpB/XlPxO1ei7E4BjAen0SUv6di7mD4keR/8JO6m' }, 'alice, with the password that the hash was made from'],
    [{}, 'alice, with the password you typed'],
  ])('names where a password is: %j', (source, line) => {
    expect(linesFor({ users: [{ name: 'alice', ...source }] })).toContain(`  ${line}`);
  });

  it('has no certificate to hand out and nobody to sign in where there is none', () => {
    const text = linesFor({ certificate: { source: 'none' }, users: [] }).join('\n');
    expect(text).toContain('http://127.0.0.1:9090/');
    expect(text).not.toMatch(/Clients and browsers|Sign in/);
  });

  it('offers no URL of a server that ends with the command', () => {
    const lines = linesFor({ server: { kind: 'rehearsal' } });
    expect(lines[1]).toBe('The server ends with this command, since server.keep_running is false. It was at:');
    expect(lines.join('\n')).not.toMatch(/Open|Try it/);
  });

  it('says what comes first when there are commands to run', () => {
    expect(linesFor({}, { outcome: 'appliedWithFailures', commands: ['systemctl restart prometheus'] })).toContain('Once the commands above have run, open this:');
  });

  it('offers no undo when nothing was changed', () => {
    expect(linesFor({}, { checkpoint: null }).join('\n')).not.toContain('undo');
  });

  it.each(['rolledBack', 'needsHands'] as const)('is nothing after %s', (outcome) => {
    expect(linesFor({}, { outcome })).toEqual([]);
  });

  it('says which names need DNS', () => {
    const note = 'A name works where DNS or a hosts file leads it to this machine.';
    const names = ['localhost', 'prom.example.com'];
    expect(linesFor({ names }, {}, ':9090')).toContain(note);
    expect(linesFor({ names }, {}, '127.0.0.1:9090')).not.toContain(note);
  });
});

describe('the command that takes a change back', () => {
  it('is quoted for the shell and called as the person called it', () => {
    vi.stubEnv('npm_lifecycle_event', 'promseal');
    expect(undoCommand("/srv/it's here")).toBe(String.raw`npm run --silent promseal -- undo '/srv/it'\''s here'`);
  });
});
