/** Answers files as people write them: whole, changed on the command line, and broken in every way. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Overrides } from '../../../electron/cli/answersDocument.ts';
import { loadAnswers } from '../../../electron/cli/loadAnswers.ts';
import { UsageError } from '../../../electron/cli/usageError.ts';
import { WizardError } from '../../../electron/wizardError.ts';
import { tempTree } from '../../support/tempTree.ts';

const whole = `version: 1
folder: setup # beside this file
server: { kind: rehearsal }
names:
  - localhost
certificate:
  source: self_signed
users:
  - name: alice
    password_file: secrets/alice
`;

function written(text: string | Uint8Array): string {
  const path = join(tempTree(), 'answers.yml');
  writeFileSync(path, text);
  return path;
}

/** @returns the failure that loading gives */
function failureOf(text: string | Uint8Array, overrides?: Overrides) {
  const path = written(text);
  try {
    loadAnswers(path, overrides);
  } catch (error) {
    if (error instanceof WizardError) return { ...error.failure, path };
    throw error;
  }
  throw new Error('it was taken');
}

describe('paths in an answers file', () => {
  it('are relative to the file', () => {
    const path = written(whole);
    const answers = loadAnswers(path);
    expect(answers.folder).toBe(join(path, '../setup'));
    expect(answers.users[0]?.password_file).toBe(join(path, '../secrets/alice'));
  });

  it('are relative to the file for a CA as well', () => {
    const path = written(whole.replace('source: self_signed', 'source: keep\n  ca_file: tls/ca.pem'));
    expect(loadAnswers(path).certificate).toEqual({ source: 'keep', ca_file: join(path, '../tls/ca.pem') });
  });

  it('may begin with the home folder', () => {
    expect(loadAnswers(written(whole.replace('setup', '~/setup'))).folder).toBe(join(homedir(), 'setup'));
  });

  it('find a program by its bare name as the shell does, and beside the file when it is nowhere', () => {
    const server = (binary: string): string => whole.replace('{ kind: rehearsal }', `{ kind: binary, binary: ${binary} }`);
    const found = loadAnswers(written(server('sh'))).server;
    expect(found).toMatchObject({ binary: expect.stringMatching(/^\/.*\/sh$/) as string });
    const path = written(server('no-such-program'));
    expect(loadAnswers(path).server).toMatchObject({ binary: join(path, '../no-such-program') });
  });

  it('are relative to the shell where --dir gives them', () => {
    expect(loadAnswers(written(whole), { dir: 'elsewhere' }).folder).toBe(join(process.cwd(), 'elsewhere'));
  });
});

describe('--set', () => {
  const changed = (...set: string[]) => loadAnswers(written(whole), { set });

  it.each([
    ['certificate.days=90', { certificate: { days: 90 } }],
    ['certificate.key=rsa2048', { certificate: { key: 'rsa2048' } }],
    ['options.lifecycle=true', { options: { lifecycle: true } }],
    ['certificate.subject.organization="1234"', { certificate: { subject: { organization: '1234' } } }],
    ['certificate.subject.organization=a=b', { certificate: { subject: { organization: 'a=b' } } }],
    ['users.0.name=bob', { users: [{ name: 'bob' }] }],
    ['names=[a.example, 10.0.0.1]', { names: ['a.example', '10.0.0.1'] }],
    ['names.1=second.example', { names: ['localhost', 'second.example'] }],
    ['server={kind: rehearsal, listen: ":9443"}', { server: { listen: ':9443' } }],
    ['users=[]', { users: [] }],
  ])('%s', (assignment, expected) => {
    expect(changed(assignment)).toMatchObject(expected);
  });

  it.each([
    ['users.0.name="007"', { users: [{ name: '007' }] }],
    ["users.0.name='true'", { users: [{ name: 'true' }] }],
    ['users.0.name=no', { users: [{ name: 'no' }] }],
    ['users.0.name=12:30', { users: [{ name: '12:30' }] }],
    ['users.0={name: "42", generate: true}', { users: [{ name: '42', generate: true }] }],
    ['names=[]', { names: [] }],
    ['names=["::1", 10.0.0.1]', { names: ['::1', '10.0.0.1'] }],
    ['folder=~/sealed', { folder: join(homedir(), 'sealed') }],
  ])('takes the odd value %s', (assignment, expected) => {
    expect(changed(assignment)).toMatchObject(expected);
  });

  it('without a value takes the answer out of the file', () => {
    const path = written(`${whole}options: { external_url: "https://a.example/", lifecycle: true }\n`);
    const { options, scrape } = loadAnswers(path, { set: ['options.external_url=', 'scrape.job='] });
    expect(options).not.toHaveProperty('external_url');
    expect({ options, scrape }).toMatchObject({ options: { lifecycle: true }, scrape: { job: 'prometheus' } });
    expect(failureOf(whole, { set: ['folder='] }).problems?.[0]?.message).toBe('folder: it is missing; it takes text.');
  });

  it.each([
    ['users.0.name=007', 'users.0.name: it takes text; put 7 in quotation marks where it is text.'],
    ['users.0.name=1e3', 'users.0.name: it takes text; put 1000 in quotation marks where it is text.'],
    ['users.0.name=true', 'users.0.name: it takes text; put true in quotation marks where it is text.'],
    ['users.0.name=~', 'users.0.name: it is missing; it takes text.'],
    ['options.lifecycle=yes', 'options.lifecycle: it takes true or false, and yes is text.'],
    ['options.lifecycle=1', 'options.lifecycle: it takes true or false.'],
    ['certificate.days="90"', 'certificate.days: it takes a number.'],
    ['names=localhost', 'names: it takes a list, such as [a, b].'],
    ['names.3=late.example', 'names.1: it is missing; it takes text.'],
    ['options.external_url=null', 'options.external_url: it is missing; it takes text.'],
  ])('says what the odd value %s should be', (assignment, message) => {
    expect(failureOf(whole, { set: [assignment] }).problems?.[0]?.message).toBe(message);
  });

  it('adds an answer whose parents the file does not have', () => {
    expect(changed('options.external_url=https://a.example/', 'scrape.job=self')).toMatchObject({
      options: { external_url: 'https://a.example/' },
      scrape: { job: 'self' },
    });
  });

  it('comes in order: the last one counts', () => {
    expect(changed('certificate.days=1', 'certificate.days=2')).toMatchObject({ certificate: { days: 2 } });
  });

  it.each(['days', '=90', '.days=90', 'certificate..days=90', 'a b=1', ''])('refuses %j', (assignment) => {
    expect(() => changed(assignment)).toThrow(new UsageError('--set takes path.to.answer=value, such as certificate.days=90'));
  });

  it('refuses a value that is no YAML, without repeating it', () => {
    expect(() => changed('names=[hunter2')).toThrow(new UsageError('--set names: the value is no YAML; quote it if it is text'));
  });

  it('refuses to go through an answer without parts', () => {
    expect(() => changed('version.major=1')).toThrow(new UsageError('--set version.major: an answer above it has no parts'));
  });

  it('has no place in the file for what it got wrong', () => {
    const failed = failureOf(whole, { set: ['options.proxy=squid'] });
    expect(failed.problems).toMatchObject([{ code: 'ANSWER_INVALID', field: 'options.proxy', message: 'options.proxy: it takes one of none, nginx.' }]);
    expect(failed.problems?.[0]).not.toHaveProperty('line');
  });

  it('takes no password', () => {
    const failed = failureOf(whole, { set: ['users.0.password=hunter2'] });
    expect(JSON.stringify(failed)).not.toContain('hunter2');
    expect(failed.problems?.[0]?.message).toContain('a password comes from password_file, password_env or a prompt');
  });
});

describe('an answer that is wrong', () => {
  it.each([
    ['version: 1', 'version: 2', 1, 1, 'version: it takes 1.'],
    ['folder: setup # beside this file', 'folder: 7', 2, 1, 'folder: it takes text; put 7 in quotation marks where it is text.'],
    ['folder: setup # beside this file', 'folder:', 2, 1, 'folder: it is missing; it takes text.'],
    ['folder: setup', 'folder: "a\\nb"', 2, 1, 'folder: must not contain line breaks or control characters.'],
    ['{ kind: rehearsal }', '{ kind: cloud }', 3, 11, 'server.kind: it takes one of binary, download, running, service, files, rehearsal.'],
    ['{ kind: rehearsal }', '{ kind: binary }', 3, 1, 'server.binary: it is missing; it takes text.'],
    ['{ kind: rehearsal }', '{ kind: rehearsal, keep_running: perhaps }', 3, 28, 'server.keep_running: it takes true or false.'],
    ['  - localhost', `  - ${'a'.repeat(254)}`, 5, 5, 'names.0: it takes at most 253 characters.'],
    ['  - localhost', '  - [a, b]', 5, 5, 'names.0: it takes text.'],
    ['names:\n  - localhost', 'names: localhost\n# comment', 4, 1, 'names: it takes a list, such as [a, b].'],
    ['source: self_signed', 'source: self_signed\n  days: 0', 8, 3, 'certificate.days: it takes at least 1.'],
    ['source: self_signed', 'source: self_signed\n  days: 4000', 8, 3, 'certificate.days: it takes at most 3650.'],
    ['source: self_signed', 'source: self_signed\n  days: 1.5', 8, 3, 'certificate.days: it takes a whole number.'],
    ['source: self_signed', 'source: self_signed\n  key: dsa', 8, 3, 'certificate.key: it takes one of p256, p384, rsa2048, rsa3072, rsa4096.'],
    ['source: self_signed', 'colour: red', 6, 1, 'certificate.source: it is missing; it takes one of self_signed, keep, none.'],
    ['source: self_signed', 'source: self_signed\n  subject:\n    country: BEL', 9, 5, 'certificate.subject.country: it takes at most 2 characters.'],
    ['  - name: alice', '  - nom: alice', 9, 5, 'users.0.name: it is missing; it takes text.'],
    ['password_file: secrets/alice', 'generate: false', 10, 5, 'users.0.generate: it takes true.'],
    ['version: 1', 'version: 1\nextra: 1', 2, 1, 'answers: there is no answer called extra.'],
  ])('%j as %j is told with its place', (sound, broken, line, column, message) => {
    const { code, path, problems } = failureOf(whole.replace(sound, broken));
    expect(code).toBe('ANSWERS_UNREADABLE');
    expect(problems?.[0]).toMatchObject({ code: 'ANSWER_INVALID', severity: 'error', message, path, line, column });
  });

  it('comes with all the others', () => {
    const { message, problems, path } = failureOf('folder: /srv\nnames: 1\n');
    expect(problems?.map(({ field }) => field)).toEqual(['version', 'server', 'names', 'certificate']);
    expect(message).toBe(`The answers file ${path} cannot be used: 4 answers are wrong.`);
  });
});

describe('a file that holds no answers', () => {
  it.each([
    ['nothing', '', 'it is empty'],
    ['only a comment', '# answers\n', 'it is empty'],
    ['a sentence', 'hello', 'it holds no keys with values (line 1, column 1)'],
    ['a web.yml', 'tls_server_config: {}\n', 'it is a web.yml of Prometheus, with tls_server_config; an answers file is another one, and names the folder where this is'],
    ['a prometheus.yml', 'global: {}\n', 'it is a prometheus.yml, with global; an answers file is another one, and names the folder where this is'],
    ['a list', '\n- version: 1\n', 'it holds no keys with values (line 2, column 1)'],
    ['two documents', 'version: 1\n---\nversion: 1\n', 'it holds more than one document (line 2, column 1)'],
    ['a key twice', 'version: 1\nversion: 1\n', 'Map keys must be unique (line 2, column 1)'],
    ['an alias without an anchor', 'version: *one\n', 'Unresolved alias (the anchor must be set before the alias)'],
    ['an open bracket', 'names: [a\n', 'Flow sequence in block collection must be sufficiently indented and end with a ] (line 2, column 1)'],
    ['a tab for indentation', 'server:\n\tkind: rehearsal\n', 'Tabs are not allowed as indentation (line 2, column 1)'],
    ['bytes that are no text', Uint8Array.from([0, 1, 2, 0xff]), 'it holds no keys with values (line 1, column 1)'],
  ])('%s', (_what, text, reason) => {
    const { code, message, path } = failureOf(text);
    expect({ code, message }).toEqual({ code: 'ANSWERS_UNREADABLE', message: `The answers file ${path} cannot be used: ${reason}.` });
  });

  it('is named in full, since the folder one is in is often another', () => {
    expect(() => loadAnswers('no-such-answers.yml')).toThrow(`${join(process.cwd(), 'no-such-answers.yml')} does not exist.`);
    expect(() => loadAnswers(tempTree())).toThrow('it is a folder, and the file in it has to be named');
  });

  it('aliases that grow without end', () => {
    const levels = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`);
    const { message } = failureOf(`l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(message).toMatch(/Excessive alias count/);
  });

  it('a file that is none', () => {
    const folder = tempTree();
    mkdirSync(join(folder, 'answers'));
    const code = (path: string): string => {
      try {
        loadAnswers(path);
      } catch (error) {
        if (error instanceof WizardError) return error.code;
      }
      return 'taken';
    };
    expect(code(join(folder, 'answers'))).toBe('ANSWERS_UNREADABLE');
    expect(code(join(folder, 'missing.yml'))).toBe('FILE_NOT_FOUND');
    writeFileSync(join(folder, 'large.yml'), '#'.repeat(4 * 1024 * 1024 + 1));
    expect(code(join(folder, 'large.yml'))).toBe('FILE_TOO_LARGE');
  });
});
