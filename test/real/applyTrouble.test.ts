/** What goes wrong with a real Prometheus while a change is applied: everything is put back, or said.. */
import { chmodSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findManaged, stopManaged } from '../../electron/process/managedProcess.ts';
import type { Answers, AnswersInput } from '../../shared/model/answers.ts';
import { answersFor, applyBench, type ApplyBench } from '../support/applyBench.ts';
import { ask } from '../support/askServer.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { pictureOf, tempTree } from '../support/tempTree.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
const passwords = { prometheus: 'correct horse' };
const isOurs = (name: string): boolean => /^(\.promseal|data)/.test(name);
const oldConfig = '# ours\nglobal: {scrape_interval: 1s}\nscrape_configs: []\n';

let folder = '';
let port = 0;
let bench: ApplyBench;
let before: string[] = [];
const others: RunningServer[] = [];

beforeEach(async () => {
  folder = tempTree();
  port = await freePort();
  writeFileSync(join(folder, 'prometheus.yml'), oldConfig);
  bench = applyBench(folder);
  before = pictureOf(folder, isOurs);
});
afterEach(async () => {
  await stopManaged(folder, 5000);
  for (const server of others.splice(0)) await server.stop();
});

function answers(changes: Partial<AnswersInput> = {}, binary = line?.prometheus ?? ''): Answers {
  return answersFor(folder, { kind: 'binary', binary, listen: `127.0.0.1:${String(port)}` }, changes);
}

function expectAsBefore(): void {
  expect(pictureOf(folder, isOurs)).toEqual(before);
  expect(findManaged(folder)).toBeNull();
}

/** A program that says it is a Prometheus and then does what the lines say. */
function stubBinary(lines: string): string {
  const path = join(tempTree(), 'prometheus');
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && { echo 'prometheus, version 2.42.0'; exit 0; }\n${lines}\n`);
  chmodSync(path, 0o755);
  return path;
}

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'a start that fails', () => {
  it('R-15 gives up on a server that is never ready, ends it, and puts everything back', async () => {
    const report = await bench.apply(answers({}, stubBinary('exec sleep 600')), passwords);
    expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'SERVER_NOT_READY' } });
    expectAsBefore();
  }, 60_000);

  it.each([
    ['a flag it does not know', 'echo "Error parsing commandline arguments: unknown long flag \'--web.config.file\'" >&2; exit 1', 'SERVER_FLAG_UNKNOWN'],
    ['a port in use', `echo 'ts=x caller=main.go level=error err="listen tcp 127.0.0.1:9: bind: address already in use"' >&2; exit 1`, 'SERVER_PORT_IN_USE'],
  ])('R-16 says why it ended: %s', async (_, lines, code) => {
    const started = performance.now();
    const report = await bench.apply(answers({}, stubBinary(lines)), passwords);
    expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code } });
    expect(performance.now() - started).toBeLessThan(10_000);
    expectAsBefore();
  });

  it('a prometheus.yml that Prometheus refuses is refused by promtool first', async () => {
    writeFileSync(join(folder, 'prometheus.yml'), `${oldConfig}rule_files: [rules.yml]\nremote_write: [{nonsense: 1}]\n`);
    before = pictureOf(folder, isOurs);
    const report = await bench.apply(answers(), passwords);
    expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'PROMTOOL_REJECTED', raw: expect.stringContaining('nonsense') as unknown } });
    expectAsBefore();
  });

  it('and by Prometheus where there is no promtool', async () => {
    writeFileSync(join(folder, 'prometheus.yml'), `${oldConfig}remote_write: [{nonsense: 1}]\n`);
    before = pictureOf(folder, isOurs);
    const alone = join(tempTree(), 'prometheus');
    symlinkSync(stubBinary(`exec ${line?.prometheus ?? ''} "$@"`), alone);
    const path = process.env['PATH'];
    process.env['PATH'] = '/bin/nowhere';
    try {
      const asked = answers({}, alone);
      const { plan } = await bench.plan(asked);
      expect(plan.problems.map(({ code }) => code)).toContain('PROMTOOL_NOT_FOUND');
      const report = await bench.apply(asked, passwords);
      expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'SERVER_CONFIG_INVALID' } });
    } finally {
      process.env['PATH'] = path;
    }
    expectAsBefore();
  });
});

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'somebody else on the port', () => {
  it('R-17 is named before anything is done', async () => {
    const other = tempTree();
    writeFileSync(join(other, 'prometheus.yml'), '{}\n');
    others.push(await startPrometheus({ binary: line?.prometheus ?? '', folder: other, port }));
    const { plan } = await bench.plan(answers());
    expect(plan.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['PORT_TAKEN']);
  });

  it('R-17 gets no password when it comes while we start, and is not taken for ours (F14)', async () => {
    const authorizations: (string | undefined)[] = [];
    const stranger = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      response.writeHead(200).end('Prometheus Server is Ready.\n');
    });
    const report = await bench.apply(answers({ certificate: { source: 'none' } }), passwords, (event) => {
      if (event.type === 'step' && event.text.startsWith('Prometheus is started')) stranger.listen(port, '127.0.0.1');
    });
    stranger.close();
    expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'SERVER_PORT_IN_USE' } });
    expect(authorizations.filter((value) => value !== undefined)).toEqual([]);
    expectAsBefore();
  });
});

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'a reload that fails', () => {
  const later = (): Answers => answers({ certificate: { source: 'keep' } });
  const sealed = async (): Promise<{ pid: number; ca: string }> => {
    expect((await bench.apply(answers({ users: [] }))).outcome).toBe('applied');
    before = pictureOf(folder, isOurs);
    return { pid: findManaged(folder)?.pid ?? 0, ca: readFileSync(join(folder, 'prometheus.crt'), 'utf8') };
  };

  it('R-18 says that a server which hangs did not confirm, and leaves the good files to the person', async () => {
    const { pid } = await sealed();
    const started = performance.now();
    const report = await bench.apply(later(), passwords, (event) => {
      if (event.type === 'step' && event.text.startsWith('Prometheus reads prometheus.yml again')) process.kill(pid, 'SIGSTOP');
    });
    const took = performance.now() - started;
    process.kill(pid, 'SIGCONT');
    expect(report).toMatchObject({ outcome: 'appliedWithFailures', failure: { code: 'RELOAD_NOT_CONFIRMED' } });
    expect(took).toBeLessThan(15_000);
    expect(pictureOf(folder, isOurs)).not.toEqual(before);
    expect(await bench.undo()).toMatchObject({ outcome: 'rolledBack' });
    expect(pictureOf(folder, isOurs)).toEqual(before);
    expect(findManaged(folder)?.pid).toBe(pid);
  }, 90_000);

  it('R-19 takes everything back when Prometheus refuses the file, and the running configuration is the old one', async () => {
    const { pid, ca } = await sealed();
    const running = async (): Promise<string> => (await ask({ port, ca, path: '/api/v1/status/config' })).body;
    const old = await running();
    // promtool has had its look when the rules break.
    const report = await bench.apply(later(), passwords, (event) => {
      if (event.type === 'step' && event.text.startsWith('Prometheus reads prometheus.yml again')) breakConfig();
    });
    expect(report).toMatchObject({ outcome: 'needsHands', failure: { code: 'RELOAD_REFUSED', raw: expect.stringContaining('nonsense') as unknown } });
    expect(await running()).toBe(old);
    expect(report.commands).toEqual([`promseal recover --force ${folder}`]);
    expect(await bench.recover({ force: true })).toMatchObject({ outcome: 'rolledBack' });
    expect(pictureOf(folder, isOurs)).toEqual(before);
    expect(findManaged(folder)?.pid).toBe(pid);
  }, 60_000);

  function breakConfig(): void {
    const path = join(folder, 'prometheus.yml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('global:', 'nonsense: 1\nglobal:'));
  }

  it('R-19 the same for a rule file, which PromSeal never touches', async () => {
    writeFileSync(join(folder, 'rules.yml'), 'groups: []\n');
    writeFileSync(join(folder, 'prometheus.yml'), `${oldConfig}rule_files: [rules.yml]\n`);
    const { pid, ca } = await sealed();
    const running = async (): Promise<string> => (await ask({ port, ca, path: '/api/v1/status/config' })).body;
    const old = await running();
    const report = await bench.apply(later(), passwords, (event) => {
      if (event.type === 'step' && event.text.startsWith('Prometheus reads prometheus.yml again')) writeFileSync(join(folder, 'rules.yml'), 'groups: [{broken: 1}]\n');
    });
    expect(report.failure?.code).toBe('RELOAD_REFUSED');
    expect(await running()).toBe(old);
    writeFileSync(join(folder, 'rules.yml'), 'groups: []\n');
    expect(pictureOf(folder, isOurs)).toEqual(before);
    expect(findManaged(folder)?.pid).toBe(pid);
  }, 60_000);
});

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'configurations that are links into another folder', () => {
  it('are read by promtool as Prometheus reads them: from the folder of the link', async () => {
    const elsewhere = tempTree();
    renameSync(join(folder, 'prometheus.yml'), join(elsewhere, 'p.yml'));
    writeFileSync(join(elsewhere, 'w.yml'), '# linked\n', { mode: 0o600 });
    symlinkSync(join(elsewhere, 'p.yml'), join(folder, 'prometheus.yml'));
    symlinkSync(join(elsewhere, 'w.yml'), join(folder, 'web.yml'));
    before = pictureOf(folder, isOurs);
    const report = await bench.apply(answers(), passwords);
    expect({ outcome: report.outcome, failure: report.failure }).toEqual({ outcome: 'applied', failure: null });
    expect(readFileSync(join(elsewhere, 'w.yml'), 'utf8')).toContain('cert_file: prometheus.crt');
    expect(await bench.undo()).toMatchObject({ outcome: 'rolledBack' });
    expectAsBefore();
    expect(readFileSync(join(elsewhere, 'p.yml'), 'utf8')).toBe(oldConfig);
  });
});

describe('what changed between the plan and its apply (R-07)', () => {
  const config = (): string => join(folder, 'prometheus.yml');
  const cases: [string, () => void][] = [
    ['an edit of the same size and time', () => {
      const { atime, mtime } = statSync(config());
      writeFileSync(config(), oldConfig.replace('ours', 'OURS'));
      utimesSync(config(), atime, mtime);
    }],
    ['another file in its place', () => {
      writeFileSync(`${config()}.new`, '# theirs\n');
      renameSync(`${config()}.new`, config());
    }],
    ['no file', () => rmSync(config())],
    ['a symbolic link in its place', () => {
      renameSync(config(), `${config()}.real`);
      writeFileSync(`${config()}.real`, '# behind the link\n');
      symlinkSync(`${config()}.real`, config());
    }],
    ['a web.yml that was not there', () => writeFileSync(join(folder, 'web.yml'), '{}\n')],
    ['a key under the name of the new one', () => writeFileSync(join(folder, 'prometheus.key'), 'theirs')],
  ];
  it.each(cases)('%s: nothing is written', async (_, happen) => {
    const asked = answersFor(folder, { kind: 'rehearsal', listen: `127.0.0.1:${String(port)}` });
    const { digest } = await bench.plan(asked);
    happen();
    const now = pictureOf(folder, isOurs);
    await expect(bench.applyAgreed(asked, digest, passwords)).rejects.toMatchObject({ code: 'PLAN_STALE' });
    expect(pictureOf(folder, isOurs)).toEqual(now);
  });

  it('and even while promtool looks: their edit stays, ours is taken back', async () => {
    const asked = answersFor(folder, { kind: 'rehearsal', listen: `127.0.0.1:${String(port)}` });
    const report = await bench.apply(asked, passwords, (event) => {
      if (event.type === 'step' && event.text.startsWith('The web configuration')) writeFileSync(join(folder, 'web.yml'), '# theirs\n');
    });
    expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'PLAN_STALE' } });
    expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toBe('# theirs\n');
    rmSync(join(folder, 'web.yml'));
    expectAsBefore();
  });
});
