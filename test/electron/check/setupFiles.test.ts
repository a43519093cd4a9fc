import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFile, noFiles, type FileRole, type SetupFiles } from '../../../electron/check/setupFiles.ts';
import { referencesOf } from '../../../shared/check/across/referencesOf.ts';
import { setupView } from '../../../shared/check/across/setupView.ts';
import type { SetupFacts } from '../../../shared/model/setupFacts.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

const emptySetup: SetupFacts = { now: 0, webConfigs: [], scrapeConfigs: [], files: {}, unreadable: {}, servers: [], signIns: [], probeConfigs: [], unitCommands: [], ownNames: [], promtool: [], problems: [] };

const web = 'tls_server_config:\n  cert_file: tls/prometheus.crt\n  key_file: tls/prometheus.key\n  client_ca_file: /none/ca.crt\n';
const job = (name: string, more: string): string => `  - job_name: ${name}\n    ${more}\n`;

function tree(files: Record<string, string>): string {
  const root = tempTree();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function read(root: string, paths: readonly string[], role: FileRole): SetupFiles {
  const setup = noFiles();
  for (const path of paths) addFile(setup, join(root, path), role);
  return setup;
}

describe('addFile', () => {
  it('follows web.yml from its own folder, and says what is not there', () => {
    const root = tree({ 'web.yml': web, 'tls/x': '' });
    const pair = selfSigned(join(root, 'tls'));
    const setup = read(root, ['web.yml'], 'given');
    expect(setup.webs.get(join(root, 'web.yml'))).toMatchObject({ names: [pair.certPath, pair.keyPath, '/none/ca.crt'], config: { text: web } });
    expect(setup.webs.get(join(root, 'web.yml'))?.config.changedAt).toBeGreaterThan(Date.now() - 60_000);
    expect([...setup.files].map(([path, { kind, state }]) => [path, kind, state.kind])).toEqual([
      [join(root, 'web.yml'), 'webConfig', 'file'],
      [pair.certPath, 'certificate', 'file'],
      [pair.keyPath, 'key', 'file'],
      ['/none/ca.crt', 'unknown', 'absent'],
    ]);
    expect(setup.problems).toEqual([]);
  });

  it('follows prometheus.yml and the files it includes, each from its own folder and each once', () => {
    const root = tree({
      'prometheus.yml': `scrape_config_files: ["jobs/*.yml"]\nrule_files: ["rules/*.yml"]\nscrape_configs:\n${job('a', 'basic_auth: {username: u, password_file: u.password}')}${job('b', 'basic_auth: {username: u, password_file: ./u.password}')}`,
      'jobs/c.yml': `scrape_configs:\n${job('c', 'tls_config: {ca_file: ca.crt}')}`,
      'rules/r.yml': 'groups: []\n',
      'u.password': 'secret\n',
    });
    const setup = read(root, ['prometheus.yml'], 'given');
    expect([...setup.files.keys()].map((path) => path.slice(root.length + 1)).sort()).toEqual(['jobs/c.yml', 'jobs/ca.crt', 'prometheus.yml', 'u.password']);
    expect(setup.scrapes.get(join(root, 'prometheus.yml'))?.names.map((path) => path.slice(root.length + 1))).toEqual(['u.password', 'jobs/c.yml', 'jobs/ca.crt']);
    expect(setup.scrapes.get(join(root, 'jobs/c.yml'))?.facts.connections.map(({ name }) => name)).toEqual(['c']);
  });

  it('takes no list of accounts for a configuration, whatever it is called', () => {
    const root = tree({ 'shadow.yml': 'root:$6$salt$hash:20228:0:99999:7::\ndaemon:*:20228:0:99999:7:::\n', 'typo.yml': 'scrape_confgs: []\n', 'indented.yml': '\tscrape_confgs: []\n' });
    const setup = read(root, ['shadow.yml', 'typo.yml', 'indented.yml'], 'given');
    expect([...setup.scrapes.keys()]).toEqual([join(root, 'typo.yml'), join(root, 'indented.yml')]);
    expect(setup.problems).toMatchObject([{ code: 'CHECK_FILE_UNKNOWN', path: join(root, 'shadow.yml') }]);
  });

  it('believes a file that was given, and finds the two configurations alone in a folder', () => {
    const files = {
      'web.yml': '',
      'broken.yml': 'scrape_configs: [\n',
      'alertmanager.yml': 'global:\n  smtp_from: a\nroute:\n  receiver: x\nreceivers: []\n',
      'rules.yml': 'groups: []\n',
      'notes.txt': 'hello\n',
      'other.yml': 'a: 1\n',
      'prometheus.yml': 'global: {}\n',
    };
    const names = Object.keys(files);
    const root = tree(files);
    const given = read(root, names, 'given');
    expect([...given.webs.keys()]).toEqual([join(root, 'web.yml')]);
    expect([...given.scrapes.keys()]).toEqual(['broken.yml', 'other.yml', 'prometheus.yml'].map((name) => join(root, name)));
    expect(given.problems.map(({ code, path }) => [code, path])).toEqual(['alertmanager.yml', 'rules.yml', 'notes.txt'].map((name) => ['CHECK_FILE_UNKNOWN', join(root, name)]));
    const found = read(root, names, 'found');
    expect([...found.webs.keys(), ...found.scrapes.keys()]).toEqual(['web.yml', 'broken.yml', 'prometheus.yml'].map((name) => join(root, name)));
    expect([...found.files.keys()]).toHaveLength(3);
    expect(found.problems).toEqual([]);
  });

  it('takes no private key for the name of a file, which would be shown', () => {
    const pem = '|\n    -----BEGIN PRIVATE KEY-----\n    c2VjcmV0\n    -----END PRIVATE KEY-----\n';
    const root = tree({
      'web.yml': `tls_server_config:\n  cert_file: a.crt\n  key_file: ${pem}`,
      'prometheus.yml': `scrape_configs:\n- tls_config:\n   key_file: ${pem}  job_name: a\n`,
    });
    const setup = read(root, ['web.yml', 'prometheus.yml'], 'given');
    expect([...setup.files.keys()].map((path) => path.slice(root.length + 1))).toEqual(['web.yml', 'a.crt', 'prometheus.yml']);
    const facts = { ...emptySetup, webConfigs: [...setup.webs.values()].map(({ config }) => config), scrapeConfigs: [...setup.scrapes.values()].map(({ config }) => config) };
    expect(referencesOf(setupView(facts)).map(({ written }) => written)).toEqual(['a.crt']);
  });

  it('says of what is called like a configuration in a folder why it is none', () => {
    const root = tree({ 'prometheus.yml': '\u0000\u0001\u0002 no text' });
    mkdirSync(join(root, 'web.yaml'));
    symlinkSync('web.yml', join(root, 'web.yml'));
    const found = read(root, ['prometheus.yml', 'web.yaml', 'web.yml'], 'found');
    expect(found.problems.map(({ code }) => code)).toEqual(['CHECK_FILE_UNKNOWN', 'FILE_NOT_REGULAR', 'FILE_NOT_REGULAR']);
    expect(found.webs.size + found.scrapes.size).toBe(0);
  });

  it('takes what a server takes, whatever it holds, and says which given file cannot be read', () => {
    const root = tree({ 'odd.yml': 'scrape_configs: []\n' });
    symlinkSync(join(root, 'odd.yml'), join(root, 'link.yml'));
    const setup = noFiles();
    addFile(setup, join(root, 'link.yml'), 'webConfig');
    addFile(setup, join(root, 'gone-web.yml'), 'webConfig');
    addFile(setup, join(root, 'gone.yml'), 'given');
    addFile(setup, root, 'given');
    expect([...setup.webs.keys()]).toEqual([join(root, 'link.yml')]);
    expect(setup.files.get(join(root, 'gone-web.yml'))?.state).toEqual({ kind: 'absent' });
    expect(setup.problems.map(({ code, path }) => [code, path])).toEqual([['FILE_NOT_FOUND', join(root, 'gone.yml')], ['FILE_NOT_REGULAR', root]]);
  });

  it('reads a certificate and a key that were given for what they are', () => {
    const root = tempTree();
    const { certPath, keyPath } = selfSigned(root);
    const setup = read(root, ['prometheus.crt', 'prometheus.key'], 'given');
    expect([certPath, keyPath].map((path) => setup.files.get(path)?.kind)).toEqual(['certificate', 'key']);
    expect(setup.problems).toEqual([]);
  });
});
