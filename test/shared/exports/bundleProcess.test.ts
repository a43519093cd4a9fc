import { describe, expect, it } from 'vitest';
import { bundleFacts } from '../../../shared/exports/bundleFacts.ts';
import { bundleProcess } from '../../../shared/exports/bundleProcess.ts';
import { bundleKnockBack, bundleProofs } from '../../../shared/exports/bundleProofs.ts';
import { problem } from '../../../shared/errors/failure.ts';
import type { HostFacts } from '../../../shared/model/hostFacts.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, folder, hostFacts } from '../../support/planFixtures.ts';

const answers = articleAnswers({ server: { kind: 'service', unit: 'prometheus.service' } });
const us = { uid: 1000, gid: 1000, name: 'jane' };

function factsOf(server: Partial<HostFacts['server']> = {}): HostFacts {
  const debian = { control: 'systemd', unit: 'prometheus.service', running: true, mayControl: false, servesTls: false, account: { uid: 111, gid: 112, name: 'prometheus' }, args: ['--log.level=warn'] } as const;
  const facts = hostFacts({ folder: { writable: false, problems: [problem('FOLDER_NOT_WRITABLE', { path: folder, word: folder, reason: 'no' })] }, server: { ...debian, args: [...debian.args], ...server } });
  return bundleFacts(facts, us);
}

function processOf(facts: HostFacts, execStart: string, change = answers) {
  return bundleProcess(change, facts, planDeployment(change, facts), execStart);
}

describe('the facts for a bundle', () => {
  it('leave no problem that root does not have, and give new files to the group of the server', () => {
    const plan = planDeployment(answers, factsOf());
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.actions).toContainEqual(expect.objectContaining({ role: 'key', mode: 0o640, owner: { uid: 0, gid: 112 } }));
  });

  it('know that a server of whoever looks is that of another account to root', () => {
    expect(factsOf({ account: null }).server.account).toEqual(us);
    expect(factsOf({ account: null, control: 'none' }).server.account).toBeNull();
    expect(factsOf({ account: null, problems: [problem('ACCOUNT_UNKNOWN', { unit: 'a', user: 'b' }, { severity: 'warning' })] }).server.account).toBeNull();
  });

  it('keep what stops root too, and leave the key to promtool', () => {
    const unreadable = (path: string) => problem('FILE_NOT_READABLE', { path, word: path }, { path });
    const certificate = { certPath: '/c', keyPath: '/k', summary: null, keyMatches: null, problems: [unreadable('/c'), unreadable('/k')] };
    const facts = bundleFacts(hostFacts({ certificate, folder: { problems: [problem('FOLDER_WORLD_WRITABLE', { path: folder, word: folder })] } }), null);
    expect(facts.certificate?.problems.map(({ path }) => path)).toEqual(['/c']);
    expect(facts.folder.problems.map(({ code }) => code)).toEqual(['FOLDER_WORLD_WRITABLE']);
  });
});

describe('what a bundle does to the server', () => {
  it('adds the flag behind the command line of the unit, so that $ARGS goes on to count', () => {
    const { process, dropIn } = processOf(factsOf(), '/usr/bin/prometheus $ARGS');
    expect(process).toEqual({ kind: 'restart', unit: 'prometheus.service' });
    expect(dropIn?.path).toBe('/etc/systemd/system/prometheus.service.d/promseal.conf');
    expect(dropIn?.text).toContain('\nExecStart=\nExecStart=/usr/bin/prometheus $ARGS --web.config.file=/srv/sealed/web.yml\n');
  });

  it('writes the command line out where a flag in it changes', () => {
    const { dropIn } = processOf(factsOf({ args: ['--web.external-url=http://a/', '--log.level=$x'] }), '/usr/bin/prometheus $ARGS', articleAnswers({ server: answers.server, options: { external_url: 'https://a/' } }));
    expect(dropIn?.text).toContain('\nExecStart=/usr/bin/prometheus --web.external-url=https://a/ --log.level=$$x --web.config.file=/srv/sealed/web.yml\n');
  });

  it('restarts without a drop-in where the command line stays', () => {
    const web = { args: ['--web.config.file=/srv/sealed/web.yml'], webConfigFile: '/srv/sealed/web.yml' };
    expect(processOf(factsOf(web), '/usr/bin/prometheus $ARGS')).toEqual({ process: { kind: 'restart', unit: 'prometheus.service' }, rereads: false, dropIn: null });
  });

  it('gives the commands to a person where nobody knows what keeps it running', () => {
    const { process } = processOf(factsOf({ control: 'process', unit: null }), '', articleAnswers({ server: { kind: 'running', listen: '127.0.0.1:9090' } }));
    expect(process).toMatchObject({ kind: 'hands', commands: ['sudo kill PID', expect.stringContaining('/proc/PID'), expect.stringContaining('sudo -u prometheus -- sh -c')] });
    expect(process.kind === 'hands' && process.back.join()).not.toContain('web.config.file');
  });
});

describe('the proofs of a bundle', () => {
  const plan = planDeployment(answers, factsOf());

  it('begin with what tells that the server is up, and end with the password from a file', () => {
    const { proofs, credentials, ownWord } = bundleProofs(plan, new Map([['prometheus', 'a "quoted\\" word']]), 'a2V5');
    expect(proofs.map(({ expect: right }) => right)).toEqual([['401'], ['400', 'exit52', 'exit56'], ['401'], ['401'], ['200']]);
    expect(proofs.at(-1)?.credentials).toBe('002.curl');
    expect(credentials[1]).toEqual({ file: '002.curl', text: 'user = "prometheus:a \\"quoted\\\\\\" word"\n' });
    expect([ownWord, ...proofs].map((asked) => asked?.curl).join()).not.toContain('quoted');
    expect(proofs.map(({ curl }) => curl.includes('--pinnedpubkey sha256//a2V5 '))).toEqual([true, false, false, false, false]);
    expect(ownWord).toMatchObject({ credentials: '002.curl', curl: expect.not.stringContaining('http_code') as string });
  });

  it('leave out the users whose password nobody knows', () => {
    expect(bundleProofs(plan, new Map(), null).proofs.flatMap(({ title }) => (title.includes('is let in') && title.includes('prometheus') ? [title] : []))).toEqual([]);
    expect(bundleProofs(plan, new Map(), null).ownWord).toBeNull();
  });

  it('knock in the end as the server was before', () => {
    expect(bundleKnockBack(factsOf(), plan)).toMatch(/^curl .* http:\/\/localhost:9090\/metrics$/);
    expect(bundleKnockBack(factsOf({ servesTls: true }), plan)).toContain('-k https://localhost:9090/metrics');
    expect(bundleKnockBack(factsOf({ running: false }), plan)).toBeNull();
  });
});
