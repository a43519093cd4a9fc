/** The command line in this process: exit codes, which stream says what, and the shapes of --json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakePrometheus } from '../../support/fakePrometheus.ts';
import { checkout } from '../../guards/plantedTree.ts';
import { runPromseal } from '../../support/runPromseal.ts';
import { tempTree } from '../../support/tempTree.ts';

const promseal = (argv: readonly string[], typed?: string[]) => runPromseal(argv, { typed });

function answersFile(more = 'users: [{ name: alice }]'): string {
  const path = join(tempTree(), 'answers.yml');
  writeFileSync(path, `version: 1\nfolder: setup\nserver: { kind: rehearsal, listen: "127.0.0.1:9" }\nnames: [localhost]\ncertificate: { source: self_signed }\n${more}\n`);
  return path;
}

const problemKeys = ['code', 'severity', 'message', 'hint', 'path', 'line', 'column', 'fix'];

describe('help and version', () => {
  it.each([[['--help']], [['help']], [['-h']]])('%j shows every command', async (argv) => {
    const { code, out } = await promseal(argv);
    expect(code).toBe(0);
    for (const command of ['serve', 'plan', 'apply', 'undo', 'recover', 'check', 'heal', 'probe', 'export']) expect(out).toContain(`promseal ${command}`);
  });

  it.each([[['apply', '--help']], [['help', 'apply']], [['apply', 'answers.yml', '-h']]])('%j shows one command with its options', async (argv) => {
    const { code, out } = await promseal(argv);
    expect(code).toBe(0);
    expect(out).toMatch(/^promseal apply ANSWERS\.yml\n/);
    expect(out).toContain('--yes');
    expect(out).not.toContain('promseal undo');
  });

  it.each([[['--version']], [['version']]])('%j is the version of the package', async (argv) => {
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };
    expect(await promseal(argv)).toEqual({ code: 0, out: `promseal ${version}`, err: '' });
  });
});

describe('a command line that is typed wrong', () => {
  it.each([
    [['frobnicate']],
    [['plan']],
    [['apply']],
    [['apply', 'a', 'b']],
    [['apply', 'a', '--nonsense']],
    [['plan', 'a', '--dir']],
    [['undo']],
    [['recover']],
    [['probe']],
    [['probe', 'https://localhost', '--timeout', 'soon']],
    [['probe', 'https://localhost', '--password-file', 'x']],
    [['probe', 'https://localhost', '--cert', 'x']],
    [['probe', 'https://localhost', '--key', 'x']],
    [['check']],
    [['check', '']],
    [['check', '/', '/etc']],
    [['check', 'a', '--listen', 'localhost:1']],
    [['check', '--listen', 'localhost']],
    [['check', '--listen', 'localhost:1', '--unit', 'x']],
    [['check', '--unit', 'a b']],
    [['check', '--unit', 'x', '--offline']],
    [['check', '/nowhere', '--prometheus-version', 'new']],
    [['check', '/nowhere', '--yes']],
    [['heal']],
    [['heal', '/nowhere', '--offline']],
    [['heal', '/nowhere', '--only', 'NOTHING']],
    [['serve', '--port', '65536']],
    [['export']],
    [['export', 'caddy', 'dir']],
    [['export', 'grafana']],
  ])('%j ends with 2 and says why', async (argv) => {
    const { code, out, err } = await promseal(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^promseal: .+\n\nThis shows how it is used: promseal ([a-z]+ )?--help$/);
  });

  it.each([
    [['aply'], 'there is no command aply; did you mean apply?'],
    [['frobnicate'], 'there is no command frobnicate\n'],
    [['answers.yml'], 'answers.yml is no command; an answers file goes behind plan or apply'],
    [['apply', 'a', '--yess'], 'there is no option --yess; did you mean --yes?'],
    [['plan', '-x'], 'there is no option -x\n'],
    [['apply', 'a', '--yes=no'], '--yes takes no value'],
    [['apply', 'a', '--set'], '--set needs a value after it'],
    [['apply', 'a', '--port', '1'], 'apply takes no --port'],
    [['apply'], 'apply needs the answers file behind it\n\nThis shows how it is used: promseal apply --help'],
    [['apply', 'a', 'b'], 'apply takes one answers file, and 2 were given'],
    [['undo'], 'undo needs the folder of the setup behind it'],
    [['export'], 'export takes grafana or nginx, and then the folder of the setup'],
    [['export', 'nginx'], 'export nginx needs the folder of the setup behind it'],
  ])('%j says: %s', async (argv, words) => {
    expect((await promseal(argv)).err).toContain(`promseal: ${words}`);
  });

  it('repeats no value, which might be a password', async () => {
    for (const argv of [['probe', '--password=hunter2'], ['apply', '--yes=hunter2'], ['probe', '-phunter2']]) {
      const { code, err } = await promseal(argv);
      expect(code).toBe(2);
      expect(err).not.toContain('hunter2');
    }
  });

  it.each(['undo', 'recover'])('%s of a file names what it takes', async (command) => {
    const path = answersFile();
    const { code, err } = await promseal([command, path]);
    expect(code).toBe(2);
    expect(err).toContain(`${command} takes the folder of the setup, and ${path} is a file`);
  });

  it('refuses a password beside the user name, and does not repeat it', async () => {
    const { code, err } = await promseal(['probe', 'https://localhost', '--user', 'alice:hunter2']);
    expect(code).toBe(2);
    expect(err).toContain('--user takes a name without a password');
    expect(err).not.toContain('hunter2');
  });

  it('refuses --set that is none', async () => {
    expect((await promseal(['plan', answersFile(), '--set', 'days'])).code).toBe(2);
  });
});

describe('a failure', () => {
  it('is told on the error stream', async () => {
    const { code, out, err } = await promseal(['plan', '/no/such/answers.yml']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error FILE_NOT_FOUND: \/no\/such\/answers\.yml does not exist\.\n {2}Check the spelling/);
  });

  it('is one object on the output with --json, in the shape of a problem', async () => {
    const { code, out, err } = await promseal(['apply', '/no/such/answers.yml', '--json']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const told = JSON.parse(out) as Record<string, unknown>;
    expect(told).toMatchObject({ type: 'failure', code: 'FILE_NOT_FOUND', severity: 'error' });
    expect(Object.keys(told)).toEqual(expect.arrayContaining(problemKeys));
  });

  it('names the lines of wrong answers', async () => {
    const path = answersFile('users: []\ncolour: red\noptions: { proxy: squid }');
    const { code, err } = await promseal(['apply', path, '--yes']);
    expect(code).toBe(1);
    expect(err).toContain(`(${path}:7:1)`);
    expect(err).toContain(`(${path}:8:12)`);
    const told = JSON.parse((await promseal(['apply', path, '--yes', '--json'])).out) as { problems: Record<string, unknown>[] };
    expect(told.problems).toMatchObject([{ code: 'ANSWER_INVALID', path, line: 8, column: 12 }, { code: 'ANSWER_INVALID', path, line: 7, column: 1 }]);
    for (const each of told.problems) expect(Object.keys(each)).toEqual(expect.arrayContaining(problemKeys));
  });

  it.each([
    ['users: [{ name: alice, password_file: nobody }]', 'PASSWORD_SOURCE_UNREADABLE'],
    ['users: [{ name: alice, password_env: PROMSEAL_TEST_UNSET }]', 'PASSWORD_SOURCE_UNREADABLE'],
  ])('%s: %s', async (users, code) => {
    expect((await promseal(['plan', answersFile(users)])).err).toContain(`error ${code}: The password of alice cannot be read from`);
  });
});

describe('plan', () => {
  it('ends with 2 for changes, and touches nothing', async () => {
    const path = answersFile();
    const { code, out } = await promseal(['plan', path]);
    expect(code).toBe(2);
    expect(out).toMatch(/^1\. /);
    expect(out).toContain('+++ ');
    expect(() => readFileSync(join(path, '../setup/web.yml'))).toThrow(/ENOENT/);
  });

  it('ends with 1 for a plan that cannot be applied', async () => {
    const { code, out } = await promseal(['plan', answersFile('users: [{ name: "a:b" }]')]);
    expect(code).toBe(1);
    expect(out).toMatch(/^error [A-Z_]+: /m);
  });

  it('is one object with --json', async () => {
    const { code, out } = await promseal(['plan', answersFile(), '--json']);
    expect(code).toBe(2);
    const told = JSON.parse(out) as { problems: object[]; actions: object[] };
    expect(told).toMatchObject({ type: 'plan', digest: expect.any(String) as string, diffs: expect.any(Array) as object[] });
    expect(told.actions.length).toBeGreaterThan(3);
    for (const each of told.problems) expect(Object.keys(each)).toEqual(expect.arrayContaining(problemKeys));
  });
});

describe('apply, before anything is changed', () => {
  it('asks nobody where nobody is, and says what to add', async () => {
    const path = answersFile();
    const { code, err } = await promseal(['apply', path]);
    expect(code).toBe(1);
    expect(err).toContain('Nothing was changed: add --yes');
  });

  it('stops at anything but yes', async () => {
    const { code, err } = await promseal(['apply', answersFile()], ['no']);
    expect(code).toBe(1);
    expect(err).toContain('Apply this?');
    expect(err).not.toContain('New password');
  });

  it('refuses a plan with errors and names them', async () => {
    const { code, err } = await promseal(['apply', answersFile('users: [{ name: "a:b" }]'), '--yes']);
    expect(code).toBe(1);
    expect(err).toContain('error PLAN_BLOCKED');
  });

  it('says whose password is missing when nobody can be asked', async () => {
    const path = answersFile();
    const { code, out } = await promseal(['apply', path, '--yes', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ type: 'failure' });
    expect(out).toContain('PASSWORD_MISSING');
    expect(() => readFileSync(join(path, '../setup/web.yml'))).toThrow(/ENOENT/);
  });
});

describe('probe', () => {
  const metricsServer = async (page: readonly [number, string] = [200, '# TYPE up gauge\nup 1\n']) => {
    const server = await fakePrometheus({ '/metrics': page });
    onTestFinished(() => server.close());
    return { url: `http://127.0.0.1:${server.port}/`, requests: server.requests };
  };

  it('ends with 0 when all is well', async () => {
    const server = await metricsServer();
    const { code, out } = await promseal(['probe', server.url, '--json']);
    const told = JSON.parse(out) as Record<string, unknown>;
    expect({ code, told }).toMatchObject({ code: 0, told: { ok: true, url: expect.stringContaining('/metrics') as string } });
    expect(Object.keys(told)).toEqual(expect.arrayContaining(['url', 'ok', 'diagnosis', 'stages', 'clients', 'chain', 'curl']));
    expect(Object.keys(told['diagnosis'] as object)).toEqual(expect.arrayContaining(['code', 'message', 'hint', 'fix']));
    for (const stage of told['stages'] as object[]) expect(Object.keys(stage)).toEqual(expect.arrayContaining(['id', 'ok', 'ms', 'detail']));
  });

  it('ends with 1 when one of several is not', async () => {
    const server = await metricsServer();
    const { code, out } = await promseal(['probe', server.url, 'http://127.0.0.1:9/', '--json', '--timeout', '2']);
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => (JSON.parse(line) as { ok: boolean }).ok)).toEqual([true, false]);
  });

  it('reads a password from its file and sends it where one is wanted', async () => {
    const server = await metricsServer([401, 'Unauthorized']);
    const file = join(tempTree(), 'password');
    writeFileSync(file, 'geheim\n');
    const { code, out } = await promseal(['probe', server.url, '--user', 'alice', '--password-file', file]);
    expect(code).toBe(1);
    expect(server.requests.map(({ headers }) => headers.authorization)).toContain(`Basic ${Buffer.from('alice:geheim').toString('base64')}`);
    expect(out).not.toContain('geheim');
  });

  it('asks for a password where somebody is', async () => {
    const server = await metricsServer([401, 'Unauthorized']);
    const { err } = await promseal(['probe', server.url, '--user', 'alice'], ['geheim']);
    expect(err).toContain('Password for alice: ');
    expect(server.requests.map(({ headers }) => headers.authorization)).toContain(`Basic ${Buffer.from('alice:geheim').toString('base64')}`);
  });

  it.each(['localhost', 'ftp://localhost', 'https://alice:hunter2@localhost'])('takes no %s, in the shape of a result', async (url) => {
    const { code, out } = await promseal(['probe', url, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, diagnosis: { code: 'PROBE_URL_UNUSABLE' }, stages: [] });
    expect(out).not.toContain('hunter2');
  });
});

describe('undo, recover and export of a folder without a setup', () => {
  it.each([
    [['undo'], 'NOTHING_TO_UNDO'],
    [['undo', '--to', '000007'], 'CHECKPOINT_NOT_FOUND'],
    [['recover'], 'NOTHING_TO_RECOVER'],
    [['export', 'grafana'], 'SETUP_NOT_FOUND'],
    [['export', 'nginx'], 'SETUP_NOT_FOUND'],
  ])('%j ends with 1: %s', async (argv, failure) => {
    const { code, err } = await promseal([...argv, tempTree()]);
    expect(code).toBe(1);
    expect(err).toContain(`error ${failure}: `);
  });
});
