import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleManifest, bundleSums, type BundleSum } from '../../../shared/exports/bundleManifest.ts';
import { bundleScript } from '../../../shared/exports/bundleScript.ts';
import type { BundleFile, BundleSpec } from '../../../shared/exports/bundleSpec.ts';
import { findProgram } from '../../support/findProgram.ts';
import { tempTree } from '../../support/tempTree.ts';

const hostile = `it's "$(touch was-run)" \`touch was-run\` $HOME; touch was-run & | > <'`;

const file = (number: string, path: string, configuration: boolean): BundleFile => ({
  staged: `${number}-${hostile}`, path, configuration, mode: 0o640, owner: 'root', group: hostile, before: null, why: `A line\n touch was-run`,
});

function specOf(changes: Partial<BundleSpec> = {}): BundleSpec {
  const files = [file('001', `/srv/${hostile}/a.key`, false), file('002', `/srv/${hostile}/web.yml`, true)];
  return {
    id: '0123456789abcdef', sumsSha256: 'f'.repeat(64), files,
    folders: [{ path: `/srv/${hostile}`, mode: 0o750, owner: 'root', group: hostile }],
    promtool: `/opt/${hostile}`, account: hostile,
    checks: [{ what: 'web-config', staged: files[1]?.staged ?? '', copy: `/srv/${hostile}/.web.yml`, mode: 0o640, owner: 'root', group: hostile }],
    process: { kind: 'restart', unit: hostile },
    proofs: [{ title: hostile, curl: 'curl https://localhost:9090/metrics', credentials: '001.curl', expect: ['200'] }],
    rereads: false, ownWord: { curl: 'curl https://localhost:9090/metrics', credentials: '001.curl' },
    knockBack: 'curl http://localhost:9090/metrics',
    ...changes,
  };
}

const shells = [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([shell = '']) => findProgram(shell) !== null);

/** Runs the lists of a script with a callback that prints its words one a line. */
function wordsOf(script: string, shell: readonly string[], call: string, folder: string): string[] {
  const lists = script.slice(0, script.indexOf('\nsay() {'));
  const [program = '', ...args] = shell;
  const done = spawnSync(program, [...args, '-c', `${lists}\nwork=w state=s\nshow() { printf '%s\\n' "$@"; }\ncheck() { show "$@"; }\n${call}`], { cwd: folder, encoding: 'utf8' });
  expect(done.stderr).toBe('');
  return done.stdout.split('\n').slice(0, -1);
}

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('the script of a bundle in %s', (_name, shell) => {
  it.each(['restart', 'hands', 'none', 'reload'] as const)('can be read, whatever names stand in it (%s)', (kind) => {
    const process = kind === 'none' ? { kind } : kind === 'hands' ? { kind, commands: [hostile], back: [`kill PID ${hostile}`] } : { kind, unit: hostile };
    const path = join(tempTree(), 'install.sh');
    writeFileSync(path, bundleScript(specOf({ process })));
    const [program = '', ...args] = shell;
    expect(spawnSync(program, [...args, '-n', path], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('passes on every name as it is and runs none of them', () => {
    const folder = tempTree();
    const script = bundleScript(specOf());
    const rights = ['640', 'root', hostile];
    expect(wordsOf(script, shell, 'files show', folder)).toEqual([
      `001-${hostile}`, `/srv/${hostile}/a.key`, ...rights, '-', '-', '-',
      `002-${hostile}`, `/srv/${hostile}/web.yml`, ...rights, '-', '-', '-',
    ]);
    expect(wordsOf(script, shell, 'files_back show', folder).slice(0, 2)).toEqual([`002-${hostile}`, `/srv/${hostile}/web.yml`]);
    expect(wordsOf(script, shell, 'folders show', folder)).toEqual([`/srv/${hostile}`, '750', 'root', hostile]);
    expect(wordsOf(script, shell, 'checks', folder)).toEqual(['web-config', `002-${hostile}`, `/srv/${hostile}/.web.yml`, ...rights]);
    expect(wordsOf(script, shell, 'proofs show; own_word show; printf "%s\\n" "$promtool" "$account" "$unit"', folder)).toEqual([
      hostile, '200', '001.curl', 'curl', 'https://localhost:9090/metrics', '001.curl', 'curl', 'https://localhost:9090/metrics', `/opt/${hostile}`, hostile, hostile,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cleans up its own temporary names and nothing else', () => {
    const folder = join(tempTree(), hostile.replaceAll('/', ''));
    mkdirSync(join(folder, 'w'), { recursive: true });
    for (const name of ['.web.yml', 'web.yml']) writeFileSync(join(folder, name), '');
    const files = [{ ...file('001', `${folder}/web.yml`, true) }];
    const checks = [{ what: 'config' as const, staged: '', copy: `${folder}/.web.yml`, mode: 0, owner: '', group: '' }];
    wordsOf(bundleScript(specOf({ files, folders: [], checks })), shell, 'clean_up', folder);
    expect(readdirSync(folder)).toEqual(['web.yml']);
  });
});

describe('the script of a bundle', () => {
  it('says what a person has to run, and that PID is to be filled in', () => {
    const script = bundleScript(specOf({ process: { kind: 'hands', commands: ['kill PID'], back: [] } }));
    expect(script).toContain("printf '  %s\\n' 'kill PID'");
    expect(script).toContain('PID stands for the number of the process of Prometheus');
  });

  it('asks promtool nothing where there is none', () => {
    expect(bundleScript(specOf({ promtool: null }))).toContain('checks() {\n  :\n}');
  });
});

describe('the list and the manifest of a bundle', () => {
  const spec = specOf({ files: [{ ...file('001', '/etc/prometheus/web.yml', true), staged: '001-web.yml', before: { mode: 0o644, owner: 'root', group: 'root' } }, { ...file('002', '/srv/a', false), staged: '002-a' }] });
  const sums = new Map<string, BundleSum>([['001-web.yml', { before: 'b1', after: 'a1' }], ['002-a', { before: null, after: 'a2' }]]);

  it('give each file its hashes by number', () => {
    expect(bundleSums(spec.files, sums)).toBe('001 b1 a1\n002 absent a2\n');
  });

  it('name path, mode and owner before and after', () => {
    expect(JSON.parse(bundleManifest(spec, sums))).toMatchObject({
      version: 1,
      files: [
        { path: '/etc/prometheus/web.yml', staged: 'files/001-web.yml', sha256: 'a1', mode: '0640', owner: 'root', before: { sha256: 'b1', mode: '0644', owner: 'root', group: 'root' } },
        { path: '/srv/a', sha256: 'a2', before: null },
      ],
    });
  });
});
