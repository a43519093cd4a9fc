import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherSetup } from '../../../electron/check/gatherSetup.ts';
import type { Machine } from '../../../electron/inspect/machine.ts';
import { CheckTarget } from '../../../shared/model/checkTarget.ts';
import type { SetupFacts } from '../../../shared/model/setupFacts.ts';
import { fakeMachine, type FakeProcess } from '../../support/fakeMachine.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

const now = Date.UTC(2026, 10, 23);

async function gather(target: CheckTarget, machine: Machine = fakeMachine([])): Promise<SetupFacts> {
  return await gatherSetup(CheckTarget.parse(target), { now: () => now, machine, rehearsalCommand: ['/nowhere'] });
}

const codes = ({ problems }: SetupFacts): string[] => problems.map(({ code }) => code);

/** A folder with a certificate, web.yml and prometheus.yml with a job for each port. */
function folderWith(ports: readonly number[]): string {
  const root = tempTree();
  selfSigned(root);
  writeFileSync(join(root, 'web.yml'), 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n');
  const jobs = ports.map((port) => `  - job_name: on-${port}\n    static_configs: [{targets: ["localhost:${port}"]}]\n`);
  writeFileSync(join(root, 'prometheus.yml'), `scrape_configs:\n${jobs.join('')}`);
  return root;
}

/** Prometheus and node exporter on ports that nothing answers. */
function processesOf(root: string): FakeProcess[] {
  return [
    { pid: 7, argv: ['prometheus', '--config.file=prometheus.yml', '--web.config.file=web.yml', '--web.listen-address=127.0.0.1:2'], cwd: root, uid: 111 },
    { pid: 8, argv: ['node_exporter', '--web.listen-address=127.0.0.1:3', '--web.config.file=/none/node-web.yml'] },
    { pid: 9, argv: ['alertmanager', '--web.listen-address=127.0.0.1:4'] },
  ];
}

describe('gatherSetup', () => {
  it('joins the servers that use a file, and those that its jobs lead to', async () => {
    const root = folderWith([2, 3, 5]);
    const facts = await gather({ kind: 'files', paths: [join(root, 'web.yml')] }, fakeMachine(processesOf(root)));
    expect(facts.now).toBe(now);
    expect(facts.servers.map(({ kind, pid, listen, webConfigFile }) => [kind, pid, listen, webConfigFile])).toEqual([
      ['prometheus', 7, '127.0.0.1:2', join(root, 'web.yml')],
      ['node_exporter', 8, '127.0.0.1:3', '/none/node-web.yml'],
    ]);
    expect(facts.servers[0]).toMatchObject({ running: true, account: { name: 'prometheus' }, version: null, capabilities: [], live: null, served: { speaks: 'nothing' } });
    expect(facts.scrapeConfigs.map(({ path }) => path)).toEqual([join(root, 'prometheus.yml')]);
    expect(Object.keys(facts.files)).toEqual(expect.arrayContaining([join(root, 'prometheus.crt'), join(root, 'prometheus.key'), '/none/node-web.yml']));
    expect(codes(facts)).toEqual([]);
    expect(facts.ownNames).toContain('localhost');
  });

  it('reads the modules of the exporter that a job probes through, and the commands of units', async () => {
    const root = folderWith([]);
    const rules = '[{source_labels: [__address__], target_label: __param_target}, {target_label: __address__, replacement: "localhost:6"}]';
    writeFileSync(join(root, 'prometheus.yml'), `scrape_configs:\n  - {job_name: p, metrics_path: /probe, static_configs: [{targets: [a]}], relabel_configs: ${rules}}\n`);
    writeFileSync(join(root, 'bb.yml'), 'modules: {}\n');
    const exporter = { pid: 10, argv: ['blackbox_exporter', '--config.file=bb.yml', '--web.listen-address=127.0.0.1:6'], cwd: root };
    const processes = [...processesOf(root), exporter, { ...exporter, pid: 11, argv: ['blackbox_exporter', '--config.file=none.yml', '--web.listen-address=127.0.0.1:12'] }];
    const machine = fakeMachine(processes, { 'units/health.service': '[Service]\nExecStart=/usr/bin/curl localhost:2\n' });
    const target = { kind: 'files' as const, paths: [join(root, 'web.yml')] };
    const facts = await gather(target, machine);
    expect(facts.servers.map(({ kind, pid, trustedBySystem }) => [kind, pid, trustedBySystem])).toEqual([['prometheus', 7, false], ['blackbox_exporter', 10, null]]);
    expect(facts.probeConfigs.map(({ path, text }) => [path, text])).toEqual([[join(root, 'bb.yml'), 'modules: {}\n']]);
    expect(facts.unitCommands.map(({ unit, words }) => [unit, words])).toEqual([['health.service', ['/usr/bin/curl', 'localhost:2']]]);
    expect(codes(facts)).toEqual([]);
    expect((await gather({ ...target, offline: true }, machine)).unitCommands).toEqual([]);
  });

  it('names the files that the account of the server cannot read', async () => {
    const root = folderWith([]);
    execFileSync('chmod', ['755', root]);
    execFileSync('chmod', ['644', ...['web.yml', 'prometheus.yml', 'prometheus.crt'].map((name) => join(root, name))]);
    execFileSync('chmod', ['600', join(root, 'prometheus.key')]);
    const facts = await gather({ kind: 'folder', folder: root }, fakeMachine(processesOf(root)));
    expect(facts.unreadable).toEqual({ [join(root, 'prometheus.key')]: 'prometheus' });
  });

  it('takes the path by which a server knows the file, and reads it once', async () => {
    const root = folderWith([]);
    const links = tempTree();
    symlinkSync(join(root, 'web.yml'), join(links, 'web.yml'));
    const facts = await gather({ kind: 'files', paths: [join(links, 'web.yml')] }, fakeMachine(processesOf(root)));
    expect(facts.webConfigs.map(({ path }) => path)).toEqual([join(root, 'web.yml')]);
    expect(facts.servers).toHaveLength(1);
  });

  it('looks for no server when it is told not to', async () => {
    const root = folderWith([2]);
    const machine = fakeMachine(processesOf(root));
    const targets: CheckTarget[] = [{ kind: 'files', paths: ['web.yml', 'prometheus.yml'].map((name) => join(root, name)), offline: true }, { kind: 'folder', folder: root, offline: true }];
    for (const target of targets) {
      const facts = await gather(target, machine);
      expect(facts.servers).toEqual([]);
      expect([facts.webConfigs.length, facts.scrapeConfigs.length, codes(facts)]).toEqual([1, 1, []]);
    }
  });

  it('finds a server by its address or its unit', async () => {
    const root = folderWith([]);
    const [prometheus] = processesOf(root);
    const machine = fakeMachine(prometheus === undefined ? [] : [prometheus], {
      'units/node.service': '[Service]\nUser=lost\nExecStart=/opt/node_exporter\n',
      'units/cron.service': '[Service]\nExecStart=/usr/sbin/cron\n',
    });
    expect((await gather({ kind: 'server', listen: 'localhost:2' }, machine)).webConfigs).toHaveLength(1);
    const unit = await gather({ kind: 'unit', unit: 'node' }, machine);
    expect(unit.servers).toEqual([expect.objectContaining({ kind: 'node_exporter', running: false, unit: 'node.service', served: null })]);
    expect(codes(unit)).toEqual(['ACCOUNT_UNKNOWN']);
    expect(codes(await gather({ kind: 'unit', unit: 'cron.service' }, machine))).toEqual(['CHECK_UNIT_OTHER']);
    expect(codes(await gather({ kind: 'unit', unit: 'none' }, machine))).toEqual(['UNIT_NOT_FOUND']);
    expect(codes(await gather({ kind: 'server', listen: '127.0.0.1:1' }, machine))).toEqual(['SERVER_NOT_RUNNING']);
  });

  it('leaves the files of a container alone', async () => {
    const elsewhere = tempTree();
    const machine = fakeMachine([{ pid: 7, argv: ['prometheus', '--web.listen-address=:2'], root: elsewhere, cwd: folderWith([]) }]);
    const facts = await gather({ kind: 'server', listen: ':2' }, machine);
    expect([facts.servers, facts.webConfigs, facts.scrapeConfigs, codes(facts)]).toEqual([[], [], [], ['CHECK_SERVER_IN_CONTAINER']]);
  });

  it('says why there is nothing to look at', async () => {
    const root = tempTree();
    expect(codes(await gather({ kind: 'folder', folder: root }))).toEqual(['CHECK_FOLDER_EMPTY']);
    mkdirSync(join(root, 'pipes'));
    execFileSync('mkfifo', [join(root, 'pipes', 'web.yml')]);
    expect(codes(await gather({ kind: 'folder', folder: join(root, 'pipes') }))).toEqual(['FILE_NOT_REGULAR']);
    expect(codes(await gather({ kind: 'folder', folder: join(root, 'none') }))).toEqual(['FILE_NOT_FOUND']);
    expect(codes(await gather({ kind: 'files', paths: [join(root, 'none.yml')] }))).toEqual(['FILE_NOT_FOUND']);
    mkdirSync(join(root, 'sub'));
    expect(codes(await gather({ kind: 'files', paths: [join(root, 'sub')] }))).toEqual(['FILE_NOT_REGULAR']);
  });

  it('reads a configuration of 10,000 jobs and three password files in seconds', async () => {
    const root = folderWith([]);
    const job = (index: number): string => `  - job_name: j${index}\n    scheme: https\n    tls_config: {ca_file: prometheus.crt}\n    basic_auth: {username: u, password_file: ${index % 3}.password}\n    static_configs: [{targets: ["10.0.0.1:${index}"]}]\n`;
    writeFileSync(join(root, 'prometheus.yml'), `scrape_configs:\n${Array.from({ length: 10_000 }, (_, index) => job(index)).join('')}`);
    const started = performance.now();
    const facts = await gather({ kind: 'files', paths: [join(root, 'prometheus.yml')] });
    expect(performance.now() - started).toBeLessThan(15_000);
    // With the key beside the certificate: where a file is missing, its neighbours are looked at.
    expect(Object.keys(facts.files)).toHaveLength(6);
  }, 30_000);
});
