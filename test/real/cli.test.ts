/** The built command line, end to end on the rehearsal server: exit codes, JSON, twice the same, and the way back. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../support/tempTree.ts';
import { describeWith } from '../support/requireTool.ts';
import { buildCli, cli, cliProgram, jsonLines, newSetup, startCli, type Setup } from './cliProgram.ts';

beforeAll(buildCli, 120_000);

const ofState = (name: string): boolean => name === '.promseal' || name.startsWith('.promseal/') || name === 'data' || name.startsWith('data/');
const picture = ({ folder }: Setup): string[] => pictureOf(folder, ofState);

describe('from open to sealed and back', () => {
  it('plans, applies, applies again without a change, probes, exports and undoes', async () => {
    const setup = await newSetup();
    const before = picture(setup);

    const planned = await cli(['plan', setup.answers]);
    expect({ code: planned.code, err: planned.err }).toEqual({ code: 2, err: '' });
    expect(picture(setup)).toEqual(before);

    const applied = await cli(['apply', setup.answers, '--yes', '--json']);
    expect(applied.code).toBe(0);
    const lines = jsonLines(applied.out);
    const report = lines.at(-1);
    expect(report).toMatchObject({ type: 'report', outcome: 'applied', checkpoint: '000001', failure: null });
    expect(lines.slice(0, -1).every(({ type }) => ['step', 'log', 'check', 'progress'].includes(String(type)))).toBe(true);
    for (const file of report?.['files'] as object[]) expect(file).toEqual({ path: expect.any(String) as string, mode: expect.stringMatching(/^0[0-7]{3}$/) as string, action: expect.stringMatching(/^(created|changed)$/) as string });
    for (const check of report?.['checks'] as object[]) {
      expect(check).toMatchObject({ id: expect.any(String) as string, ok: true, expected: expect.any(String) as string, observed: expect.any(String) as string, message: expect.any(String) as string });
    }
    expect(report?.['targets']).toMatchObject([{ job: 'prometheus', url: `${setup.url}/metrics`, health: 'up', lastError: '' }]);
    const sealed = picture(setup);

    const again = await cli(['apply', setup.answers, '--yes', '--json']);
    expect(again.code).toBe(0);
    expect(jsonLines(again.out).at(-1)).toMatchObject({ outcome: 'applied', files: [], checkpoint: null });
    expect(picture(setup)).toEqual(sealed);
    expect((await cli(['plan', setup.answers])).code).toBe(0);

    const trust = ['--cacert', join(setup.folder, 'prometheus.crt')];
    const signIn = ['--user', 'alice', '--password-file', join(setup.folder, 'alice.password')];
    expect((await cli(['probe', setup.url, ...trust, ...signIn])).code).toBe(0);
    expect((await cli(['probe', setup.url, ...trust])).code).toBe(1);
    expect((await cli(['probe', setup.url, ...signIn])).code).toBe(1);

    const password = readFileSync(join(setup.folder, 'alice.password'), 'utf8').trim();
    const grafana = await cli(['export', 'grafana', setup.folder, '--name', 'Sealed']);
    expect(grafana).toMatchObject({ code: 0, err: '' });
    expect(grafana.out).toContain('name: "Sealed"');
    for (const { out, err } of [planned, applied, again, grafana]) {
      expect(out + err).not.toContain(password);
      expect(out + err).not.toContain('PRIVATE KEY');
      expect(out + err).not.toMatch(/\$2[aby]\$/);
    }

    const undone = await cli(['undo', setup.folder]);
    expect(undone.code).toBe(0);
    expect(undone.out).toContain('Everything that this change did was put back.');
    expect(picture(setup)).toEqual(before);
    expect((await cli(['undo', setup.folder])).code).toBe(1);
  });
});

describe('what a person reads', () => {
  it('is steps, checks and targets, with the log of the server only when it is asked for', async () => {
    const setup = await newSetup();
    const quiet = await cli(['apply', setup.answers, '--yes']);
    expect(quiet.code).toBe(0);
    expect(quiet.out).toMatch(/^\[1\/\d+\] /);
    expect(quiet.out).toMatch(/^ok {3}Somebody without TLS: /m);
    expect(quiet.out).not.toMatch(/^ {2}\| /m);
    expect(quiet.out.split('\n').length).toBeLessThan(60);
    for (const name of ['prometheus.key', 'prometheus.crt', 'alice.password', 'prometheus.yml', 'web.yml']) {
      expect(quiet.out).toMatch(new RegExp(`^ {2}(created|changed) +0[0-7]{3} ${join(setup.folder, name)}$`, 'm'));
    }
    const after = quiet.out.split('\n').map((line) => line.trim());
    const command = (word: string): string => after.find((line) => line.startsWith(word)) ?? '';
    expect(after).toEqual(expect.arrayContaining(['Open one of:', `${setup.url}/`, `alice, password in ${join(setup.folder, 'alice.password')}`, join(setup.folder, 'prometheus.crt')]));
    expect(command('promseal undo ')).toBe(`promseal undo ${setup.folder}`);
    expect((await cli(command('promseal undo ').split(' ').slice(1))).code).toBe(0);
    const told = await cli(['apply', setup.answers, '--yes', '--verbose']);
    expect(told.out).toMatch(/^ {2}\| .*Server is ready to receive web requests/m);
  });

  it('survives a reader that goes away', async () => {
    const setup = await newSetup();
    const started = startCli(['apply', setup.answers, '--yes']);
    started.child.stdout?.once('data', () => started.child.stdout?.destroy());
    expect((await started.ended).code).toBe(0);
    expect(existsSync(join(setup.folder, 'web.yml'))).toBe(true);
  });
});

describe('export --out', () => {
  it('writes a file once, and never over somebody else\'s', async () => {
    const setup = await newSetup();
    expect((await cli(['apply', setup.answers, '--yes'])).code).toBe(0);
    const out = join(setup.folder, '../exports');
    const exportTo = async () => await cli(['export', 'nginx', setup.folder, '--out', out, '--name', 'metrics.example']);
    const first = await exportTo();
    const path = join(out, 'nginx-prometheus.conf');
    expect(first).toMatchObject({ code: 0, out: `Written: ${path}\n` });
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readFileSync(path, 'utf8')).toContain('server_name metrics.example;');
    expect((await exportTo()).code).toBe(0);
    writeFileSync(path, 'mine');
    const refused = await exportTo();
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('is there already and differs');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

describe('passwords', () => {
  it('come from a file and from the environment', async () => {
    const setup = await newSetup({ users: '[{ name: alice, password_file: alice.txt }, { name: bob, password_env: BOBS_PASSWORD }]' });
    writeFileSync(join(setup.folder, '../alice.txt'), 'geheim von alice\n');
    const applied = await cli(['apply', setup.answers, '--yes', '--json'], { BOBS_PASSWORD: 'geheim von bob' });
    expect(applied.code).toBe(0);
    expect(applied.out + applied.err).not.toContain('geheim');
    expect(jsonLines(applied.out).at(-1)).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ id: 'rightPassword', user: 'bob', ok: true })]) as object[] });
    const web = readFileSync(join(setup.folder, 'web.yml'), 'utf8');
    const again = await cli(['apply', setup.answers, '--yes', '--json'], { BOBS_PASSWORD: 'geheim von bob' });
    expect(jsonLines(again.out).at(-1)).toMatchObject({ outcome: 'applied', files: [] });
    expect(readFileSync(join(setup.folder, 'web.yml'), 'utf8')).toBe(web);
    const other = await cli(['plan', setup.answers], { BOBS_PASSWORD: 'another' });
    expect(other.code).toBe(2);
  });
});

/** Says what it is, and as a server never gets ready, so that a test can stop in the middle of the start. */
const slowPrometheus = `#!/bin/sh
if [ "$1" = --version ]; then
  echo 'prometheus, version 2.42.0 (branch: HEAD, revision: 225c61122d88b01d1f0eaaee0e05b6f3e0567ac0)'
  exit 0
fi
exec sleep 120
`;

async function untilStarted(setup: Setup): Promise<void> {
  const process = join(setup.folder, '.promseal/process.json');
  for (let tries = 0; tries < 400 && !existsSync(process); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(existsSync(process)).toBe(true);
}

async function slowSetup(): Promise<Setup> {
  const setup = await newSetup({ server: (listen) => `{ kind: binary, binary: ./prometheus-slow, listen: "${listen}" }` });
  writeFileSync(join(setup.folder, '../prometheus-slow'), slowPrometheus, { mode: 0o755 });
  return setup;
}

describe('Ctrl-C while a change is being made', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s puts everything back and says so', async (signal) => {
    const setup = await slowSetup();
    const before = picture(setup);
    const started = startCli(['apply', setup.answers, '--yes', '--json']);
    await untilStarted(setup);
    expect(existsSync(join(setup.folder, 'web.yml'))).toBe(true);
    started.child.kill(signal);
    const { code, out, err } = await started.ended;
    expect(code).toBe(1);
    expect(err).toContain('Stopping. What was changed is being put back');
    expect(jsonLines(out).at(-1)).toMatchObject({ type: 'report', outcome: 'rolledBack', failure: { code: 'CANCELLED' } });
    expect(picture(setup)).toEqual(before);
  });
});

describe('Ctrl-C when only the proof is left', () => {
  it('puts the change back as well', async () => {
    const setup = await newSetup();
    const before = picture(setup);
    const started = startCli(['apply', setup.answers, '--yes', '--json']);
    for (let tries = 0; tries < 800 && !started.out().includes('"type":"check"'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    started.child.kill('SIGINT');
    const { code, out } = await started.ended;
    expect(code).toBe(1);
    expect(jsonLines(out).at(-1)).toMatchObject({ type: 'report', outcome: 'rolledBack', failure: { code: 'CANCELLED' } });
    expect(picture(setup)).toEqual(before);
  });
});

describe('a run that is killed', () => {
  it('is put back by recover, which then has nothing to do', async () => {
    const setup = await slowSetup();
    const before = picture(setup);
    const started = startCli(['apply', setup.answers, '--yes']);
    await untilStarted(setup);
    started.child.kill('SIGKILL');
    await started.ended;
    expect(picture(setup)).not.toEqual(before);
    const recovered = await cli(['recover', setup.folder, '--json']);
    expect(recovered.code).toBe(0);
    expect(jsonLines(recovered.out).at(-1)).toMatchObject({ type: 'report', outcome: 'rolledBack' });
    expect(picture(setup)).toEqual(before);
    const again = await cli(['recover', setup.folder, '--json']);
    expect(again.code).toBe(1);
    expect(jsonLines(again.out).at(-1)).toMatchObject({ type: 'failure', code: 'NOTHING_TO_RECOVER' });
  });
});

describe('a server that does not start', () => {
  it('is told with its log, and everything is put back', async () => {
    const setup = await newSetup({ server: (listen) => `{ kind: binary, binary: ./prometheus-dies, listen: "${listen}" }` });
    writeFileSync(join(setup.folder, '../prometheus-dies'), slowPrometheus.replace('exec sleep 120', "echo 'level=error err=\"opening storage failed\"' >&2\nexit 1"), { mode: 0o755 });
    const before = picture(setup);
    const { code, out } = await cli(['apply', setup.answers, '--yes']);
    expect(code).toBe(1);
    expect(out).toContain('opening storage failed');
    expect(out).toContain('put everything back as it was');
    expect(picture(setup)).toEqual(before);
  });
});

describe('promseal without a command', () => {
  it('prints the link where there is no window, and ends at a signal', async () => {
    const started = startCli([], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    for (let tries = 0; tries < 400 && !started.out().includes('\n'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(started.out()).toMatch(/^PromSeal is at http:\/\/127\.0\.0\.1:\d+\/#k=\S+\n$/);
    started.child.kill('SIGINT');
    const { code, err } = await started.ended;
    expect(code).toBe(0);
    expect(err).toContain('There is no window, since');
  });
});

/** Plays a person on a terminal: waits for each text, then types. Steps are [wait for, type]. */
const person = String.raw`
import json, os, pty, select, sys, time
command, steps = json.loads(sys.argv[1]), json.loads(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)
output, seen, deadline = b'', 0, time.time() + 40
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    if steps and steps[0][0].encode() in output[seen:]:
        seen = output.index(steps[0][0].encode(), seen) + len(steps[0][0])
        time.sleep(0.1)
        os.write(terminal, steps.pop(0)[1].encode())
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(output)
sys.exit(os.waitstatus_to_exitcode(status))
`;

async function onTerminal(argv: readonly string[], steps: readonly (readonly [string, string])[]) {
  const { spawn } = await import('node:child_process');
  const command = JSON.stringify([process.execPath, cliProgram, ...argv]);
  const child = spawn('python3', ['-c', person, command, JSON.stringify(steps)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

describeWith('python3', 'on a terminal', () => {
  it('asks for a yes and for a new password twice, shows neither, and applies', async () => {
    const setup = await newSetup({ users: '[{ name: alice }]' });
    const { code, output } = await onTerminal(
      ['apply', setup.answers],
      [['Apply this?', 'y\r'], ['New password for alice: ', 'geheim-1\r'], ['again: ', 'geheim-2\r'], ['not the same', ''], ['New password for alice: ', 'geheim-3\r'], ['again: ', 'geheim-3\r']],
    );
    expect(output).toContain('The two were not the same.');
    expect(output).not.toContain('geheim');
    expect(output).toContain('Prometheus now answers only over HTTPS, and only with a password.');
    expect(code).toBe(0);
    const probed = await onTerminal(['probe', setup.url, '--cacert', join(setup.folder, 'prometheus.crt'), '--user', 'alice'], [['Password for alice: ', 'geheim-3\r']]);
    expect(probed.code).toBe(0);
    expect(probed.output).not.toContain('geheim');
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s at a question changes nothing and says so', async (_name, key) => {
    const setup = await newSetup({ users: '[{ name: alice }]' });
    const before = picture(setup);
    const atYes = await onTerminal(['apply', setup.answers], [['Apply this?', key]]);
    expect(atYes).toMatchObject({ code: 1, output: expect.stringContaining('Stopped. Nothing was changed.') as string });
    const atPassword = await onTerminal(['apply', setup.answers, '--yes'], [['New password for alice: ', key]]);
    expect(atPassword).toMatchObject({ code: 1, output: expect.stringContaining('Stopped. Nothing was changed.') as string });
    expect(pictureOf(setup.folder)).toEqual(before);
  });
});
