/** check and heal on files that no server uses, in this process. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { JsonCheck } from '../../support/checkJsonShape.ts';
import { runPromseal } from '../../support/runPromseal.ts';
import { oneJob } from '../../support/setupFacts.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

let folder = '';
const path = (name: string): string => join(folder, name);
const web = ['# kept', 'tls_server_config:', '  cert_file: prometheus.crt', '  key_file: prometheus.key', ''].join('\n');
const crossed = web.replace('  cert_file', '  min_version: TLS13\n  max_version: TLS12\n  cert_file');

beforeEach(() => {
  folder = tempTree();
  selfSigned(folder);
  writeFileSync(path('web.yml'), web);
  writeFileSync(path('prometheus.yml'), oneJob('localhost:9', ['scheme: https', 'tls_config: { ca_file: prometheus.crt }']));
});

describe('check', () => {
  it('ends with 0 for a sound setup, by its folder and by its files', async () => {
    for (const words of [[folder], [path('web.yml'), path('prometheus.yml')], [path('prometheus.crt'), path('prometheus.key')]]) {
      const { code, out, err } = await runPromseal(['check', ...words, '--offline']);
      expect({ code, err, last: out.split('\n').at(-1) }).toEqual({ code: 0, err: '', last: 'Sound: nothing to find fault with.' });
    }
  });

  it('ends with 1 and shows the command that repairs', async () => {
    writeFileSync(path('web.yml'), crossed);
    const { code, out } = await runPromseal(['check', folder, '--offline'], { columns: 80 });
    expect(code).toBe(1);
    expect(out).toContain(`  ${path('web.yml')}:4:`);
    expect(out).toContain('WEB_TLS_VERSIONS_CROSSED: ');
    expect(out.split('\n').at(-1)).toBe(`  promseal heal ${folder}`);
    expect(out.split('\n').filter((line) => line.length > 80 && !line.includes(folder))).toEqual([]);
  });

  it('is one object with --json, whose fix is the command that repairs', async () => {
    writeFileSync(path('web.yml'), crossed);
    const { code, out } = await runPromseal(['check', folder, path('none.yml'), '--json'].filter((word) => word !== folder));
    expect(code).toBe(1);
    expect(JsonCheck.parse(JSON.parse(out)).problems).toMatchObject([{ code: 'FILE_NOT_FOUND', severity: 'error', path: path('none.yml'), line: null }]);
    const told = JsonCheck.parse(JSON.parse((await runPromseal(['check', folder, '--offline', '--json'])).out));
    const found = told.findings.find((each) => each.code === 'WEB_TLS_VERSIONS_CROSSED');
    expect(told.sound).toBe(false);
    expect(found).toMatchObject({ severity: 'broken', path: path('web.yml'), line: 4, fix: { kind: 'copyCommand', label: found?.repair, command: `promseal heal ${folder} --only '${found?.id ?? ''}'` } });
  });

  it('judges files for the release that is named', async () => {
    writeFileSync(path('web.yml'), `${web}http_server_config:\n  headers:\n    X-Frame-Options: deny\nrate_limit:\n  interval: 1s\n  burst: 5\n`);
    const codes = async (version: string) => JsonCheck.parse(JSON.parse((await runPromseal(['check', folder, '--offline', '--json', '--prometheus-version', version])).out)).findings.map(({ code }) => code);
    expect(await codes('2.30')).not.toEqual(await codes('v3.5.0'));
  });
});

describe('what was never meant to be checked', () => {
  it('ends with 1 and one sentence, at once', async () => {
    spawnSync('mkfifo', [path('pipe.yml')]);
    writeFileSync(path('binary.yml'), Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 131) % 251)));
    writeFileSync(path('huge.yml'), Buffer.alloc(21 * 1024 * 1024, '# a comment\n'));
    for (const [name, code] of [[path('pipe.yml'), 'FILE_NOT_REGULAR'], ['/dev/zero', 'FILE_NOT_REGULAR'], [path('huge.yml'), 'FILE_TOO_LARGE'], [path('binary.yml'), 'CHECK_FILE_UNKNOWN'], [path('none'), 'FILE_NOT_FOUND']] as const) {
      const ran = await runPromseal(['check', name, '--offline']);
      expect(ran.code).toBe(1);
      expect(ran.out).toContain(`  ${code}: `);
      expect(ran.out.split('\n').at(-1)).toBe('Not everything could be looked at.');
    }
  });

  it('a folder of ten thousand other files is told in one sentence', async () => {
    mkdirSync(path('many'));
    for (let index = 0; index < 10_000; index += 1) writeFileSync(path(`many/${String(index)}.yml`), 'x: 1\n');
    const { code, out } = await runPromseal(['check', path('many'), '--offline']);
    expect(code).toBe(1);
    expect(out).toContain('CHECK_FOLDER_EMPTY: ');
    expect(out.length).toBeLessThan(1000);
  });

  it('shows no secret of any file', async () => {
    const accounts = 'root:$6$saltsalt$hunter1:20228:0:99999:7::\n';
    writeFileSync(path('shadow.yml'), accounts);
    writeFileSync(path('shadow'), accounts);
    writeFileSync(path('jobs.yml'), ['scrape_configs:', '  - job_name: a', '    basic_auth: hunter2', '    proxy_url: http://bob:hunter3@proxy:999999', '  - job_name: b', '    authorization: { credentials: hunter4 }', '    basic_auth: { username: a, password: [hunter5] }', '    bearer_token: !!int hunter6', ''].join('\n'));
    writeFileSync(path('web2.yml'), 'basic_auth_users:\n  alice: hunter7\n  bob: *hunter8\ntls_server_config: hunter9\n');
    for (const more of [['--verbose'], ['--json']]) {
      const { code, out, err } = await runPromseal(['check', ...['shadow.yml', 'shadow', 'jobs.yml', 'web2.yml'].map(path), ...more, '--offline']);
      expect(code).toBe(1);
      expect(out + err).not.toMatch(/hunter|saltsalt/);
    }
  });
});

describe('heal', () => {
  it('shows what would be done with --dry-run, and ends as plan does', async () => {
    expect((await runPromseal(['heal', folder, '--dry-run'])).code).toBe(0);
    writeFileSync(path('web.yml'), crossed);
    const { code, out } = await runPromseal(['heal', folder, '--dry-run']);
    expect(code).toBe(2);
    expect(out).toContain('\n-  max_version: TLS12\n');
    expect(readFileSync(path('web.yml'), 'utf8')).toBe(crossed);
  });

  it('asks, and changes nothing without a yes', async () => {
    writeFileSync(path('web.yml'), crossed);
    expect(await runPromseal(['heal', folder], { typed: ['n'] })).toMatchObject({ code: 1, err: 'Repair this?' });
    expect(await runPromseal(['heal', folder])).toMatchObject({ code: 1, err: expect.stringContaining('add --yes') as string });
    expect(readFileSync(path('web.yml'), 'utf8')).toBe(crossed);
  });

  it('repairs files that no server uses, looks again, and says how to go back', async () => {
    writeFileSync(path('web.yml'), crossed);
    const { code, out } = await runPromseal(['heal', folder], { typed: ['y'] });
    expect(code).toBe(0);
    expect(out).toContain(`\n  promseal undo ${folder}\n`);
    expect(out.split('\n').slice(-1)).toEqual(['Checked again. Sound: nothing to find fault with.']);
    expect(readFileSync(path('web.yml'), 'utf8')).toBe(web.replace('  cert_file', '  min_version: TLS13\n  cert_file'));
    expect((await runPromseal(['undo', folder])).code).toBe(0);
    expect(readFileSync(path('web.yml'), 'utf8')).toBe(crossed);
  });

  it('repairs only what is named, and ends with 0 for that', async () => {
    writeFileSync(path('web.yml'), crossed);
    spawnSync('chmod', ['0644', path('prometheus.key')]);
    const { code, out } = await runPromseal(['heal', folder, '--only', 'KEY_READABLE_BY_ALL', '--yes', '--json']);
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => JSON.parse(line) as { type: string });
    expect([lines[0]?.type, lines[1]?.type, lines.at(-2)?.type, lines.at(-1)?.type]).toEqual(['check', 'plan', 'report', 'check']);
    expect(JsonCheck.parse(lines.at(-1))).toMatchObject({ sound: false, findings: [{ code: 'WEB_TLS_VERSIONS_CROSSED' }] });
    expect(statSync(path('prometheus.key')).mode & 0o007).toBe(0);
    expect(readFileSync(path('web.yml'), 'utf8')).toBe(crossed);
  });

  it('ends with 1 where only a person can help, and says what is in the way', async () => {
    writeFileSync(path('prometheus.yml'), oneJob('localhost:9', ['scheme: https', 'tls_config: { ca_file: prometheus.crt }', 'basic_authh: {}']));
    const alone = await runPromseal(['heal', folder, '--yes']);
    expect(alone.code).toBe(1);
    expect(alone.out.split('\n').at(-1)).toBe('None of it can PromSeal repair by itself; the hints say what to do.');
  });
});
