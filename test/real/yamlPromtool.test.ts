/** What PromSeal writes, judged by the reader that counts: go-yaml, through promtool. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spliceYaml } from '../../shared/yaml/spliceYaml.ts';
import { quoteScalar } from '../../shared/yaml/quoteScalar.ts';
import { readScrapeConfig } from '../../shared/prometheus/scrapeConfig.ts';
import { readWebConfig } from '../../shared/prometheus/webConfig.ts';
import { describeWith, toolPath } from '../support/requireTool.ts';
import { tempTree } from '../support/tempTree.ts';
import { hostileNames } from '../shared/yaml/hostileNames.ts';
import { append, edited, job, remove, set } from '../shared/yaml/edits.ts';

const fixtures = join(import.meta.dirname, '../fixtures/prometheus');
const hash = '$2y$10$EYxs8IOG46m9CtpB/XlPxO1ei7E4BjAen0SUv6di7mD4keR/8JO6m';

function promtool(what: 'config' | 'web-config', text: string): { ok: boolean; output: string } {
  const path = join(tempTree(), 'checked.yml');
  writeFileSync(path, text);
  const { status, stdout, stderr } = spawnSync(toolPath('promtool'), ['check', what, path], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return { ok: status === 0, output: stdout + stderr };
}

/** Every character as an escape: correct without knowing which ones need it. */
function fullyEscaped(text: string): string {
  return `"${[...text].map((character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`).join('')}"`;
}

/** How many of the keys go-yaml takes for the same as their fully escaped form. */
function sameToGo(names: readonly string[]): number {
  const once = names.map((name) => {
    const scalar = quoteScalar(name);
    return `  ${scalar.ok ? scalar.text : ''}: "${hash}"\n`;
  });
  const again = names.map((name) => `  ${fullyEscaped(name)}: "${hash}"\n`);
  expect(promtool('web-config', `basic_auth_users:\n${once.join('')}`).output).toContain('SUCCESS');
  const { output } = promtool('web-config', `basic_auth_users:\n${once.join('')}${again.join('')}`);
  return output.match(/already set in map/g)?.length ?? 0;
}

describeWith('promtool', 'quoteScalar (K-30)', () => {
  // The escape is ten characters long and a key 1024 at most.
  const names = hostileNames.filter((name) => [...name].length <= 100);

  it('is read by go-yaml as exactly the same hostile names', () => {
    expect(sameToGo(names)).toBe(names.length);
  });

  it('is read by go-yaml as exactly the same random strings', () => {
    const random = [...new Set(fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), 5000))];
    expect(sameToGo(random)).toBe(random.length);
  });
});

describeWith('promtool', 'a web.yml for hostile names', () => {
  it('is accepted and has exactly these users', () => {
    const names = hostileNames.filter((name) => name.length <= 64);
    const text = edited('', ...names.map((name) => set(['basic_auth_users', name], hash)));
    expect(promtool('web-config', text).output).toContain('SUCCESS');
    expect(readWebConfig(text).users.map((user) => user.name)).toEqual(names);
  });
});

const signIn = [
  set(['scrape_configs', job('prometheus'), 'scheme'], 'https'),
  set(['scrape_configs', job('prometheus'), 'basic_auth', 'username'], 'alice: "a" #1'),
  set(['scrape_configs', job('prometheus'), 'basic_auth', 'password_file'], 'alice.password'),
  remove(['scrape_configs', job('prometheus'), 'basic_auth', 'password']),
];
const trust = set(['scrape_configs', job('prometheus'), 'tls_config', 'ca_file'], 'prometheus.crt');
const another = append(['scrape_configs'], { job_name: 'another', static_configs: [{ targets: ['localhost:9443'] }] });
const interval = set(['global', 'scrape_interval'], '20s');

describeWith('promtool', 'edited files (R-10)', () => {
  const files = readdirSync(fixtures).filter((name) => name.endsWith('.good.yml'));
  const scrapeFiles = files.filter((name) => !name.endsWith('.web.good.yml'));

  it.each(scrapeFiles)('%s stays good for promtool, and no other job changes', (name) => {
    const source = readFileSync(join(fixtures, name), 'utf8');
    expect(promtool('config', source).ok).toBe(true);
    const before = readScrapeConfig(source);
    const isSelf = before.jobs.some((each) => each.name === 'prometheus');
    const isShared = name === 'anchors.good.yml';
    const edits = [...(isSelf ? signIn : []), ...(isSelf && !isShared ? [trust] : []), another, interval];
    const text = edited(source, ...edits);
    expect(promtool('config', text).output).toMatch(/SUCCESS/);
    const after = readScrapeConfig(text);
    expect(after.scrapeIntervalMs).toBe(20_000);
    expect(after.jobs.map((each) => each.name)).toEqual([...before.jobs.map((each) => each.name), 'another']);
    const others = (jobs: typeof after.jobs): unknown[] =>
      jobs.filter((each) => !['prometheus', 'another'].includes(each.name)).map(({ line: _line, ...facts }) => facts);
    expect(others(after.jobs)).toEqual(others(before.jobs));
    if (!isSelf) return;
    expect(after.jobs.find((each) => each.name === 'prometheus')).toMatchObject({
      scheme: 'https',
      basicAuth: { username: 'alice: "a" #1', passwordSource: 'file', passwordFile: 'alice.password' },
      ...(isShared ? {} : { caFile: 'prometheus.crt' }),
    });
  });

  it.each(files.filter((name) => name.endsWith('.web.good.yml')))('%s takes and loses users', (name) => {
    const source = readFileSync(join(fixtures, name), 'utf8');
    expect(promtool('web-config', source).ok).toBe(true);
    const added = edited(source, set(['basic_auth_users', 'carol'], hash));
    expect(promtool('web-config', added).output).toContain('SUCCESS');
    const users = readWebConfig(added).users.map((user) => user.name);
    expect(users).toEqual([...readWebConfig(source).users.map((user) => user.name), 'carol']);
    const emptied = edited(added, ...users.map((user) => remove(['basic_auth_users', user])));
    expect(promtool('web-config', emptied).output).toContain('SUCCESS');
    expect(readWebConfig(emptied)).toMatchObject({ users: [], problems: [] });
  });
});

describeWith('promtool', 'files that PromSeal refuses', () => {
  it.each([
    ['tabs', 'scrape_configs:\n\t- job_name: a\n'],
    ['duplicate keys', 'global: {}\nglobal: {}\n'],
    ['templates', 'scrape_configs: {{ x }}\n'],
    ['a NUL', 'global: {}\n# \u0000\n'],
    ['a line separator that starts a key', '# comment\u2028globl: {}\n'],
    ['an unknown alias', 'global: *x\n'],
    ['unclosed braces', 'global: {\n'],
    ['two jobs of one name', 'scrape_configs:\n- job_name: a\n- job_name: a\n'],
  ])('are refused by Prometheus too: %s', (_what, text) => {
    expect(promtool('config', text).ok).toBe(false);
    const problems = readScrapeConfig(text).problems;
    expect(problems).not.toEqual([]);
    if (problems[0]?.code !== 'SCRAPE_JOB_TWICE') expect(spliceYaml(text, [interval]).ok).toBe(false);
  });
});
