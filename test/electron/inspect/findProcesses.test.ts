import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findListener, findServerOn, programOn, sameListen } from '../../../electron/inspect/findListener.ts';
import { findProcesses, findServers } from '../../../electron/inspect/findProcesses.ts';
import { listeningSockets, socketsOf } from '../../../electron/inspect/listeningSockets.ts';
import type { Machine } from '../../../electron/inspect/machine.ts';
import { tempTree } from '../../support/tempTree.ts';

interface Fake {
  pid: number;
  argv: string[];
  uid?: number;
  cgroup?: string;
  comm?: string;
  sockets?: number[];
  exe?: string;
}

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (address: string, state: string, inode: number): string => `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;

/** A /proc made of files and links, with a unit or two beside it. */
function machineOf(processes: Fake[], tcp = '', tcp6 = '', units: Record<string, string> = {}): Machine {
  const root = tempTree();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('proc/net/tcp', header + tcp);
  write('proc/net/tcp6', header + tcp6);
  write('etc/passwd', 'root:x:0:0::/root:/bin/sh\nprometheus:x:111:112::/var:/bin/false\n');
  write('srv/prometheus', '');
  for (const [name, text] of Object.entries(units)) write(`units/${name}`, text);
  for (const { pid, argv, uid = 0, cgroup = '0::/user.slice/session-1.scope', comm = 'x', sockets = [], exe } of processes) {
    write(`proc/${pid}/cmdline`, argv.map((word) => `${word}\0`).join(''));
    write(`proc/${pid}/comm`, `${comm}\n`);
    write(`proc/${pid}/status`, `Name:\tx\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t112\t112\t112\t112\n`);
    write(`proc/${pid}/cgroup`, `${cgroup}\n`);
    mkdirSync(join(root, `proc/${pid}/fd`));
    sockets.forEach((inode, fd) => symlinkSync(`socket:[${inode}]`, join(root, `proc/${pid}/fd/${fd}`)));
    symlinkSync(join(root, 'srv'), join(root, `proc/${pid}/cwd`));
    if (exe !== undefined) symlinkSync(exe === '' ? join(root, 'srv/prometheus') : exe, join(root, `proc/${pid}/exe`));
  }
  return { proc: join(root, 'proc'), etc: join(root, 'etc'), unitFolders: [join(root, 'units')], programFolders: [] };
}

describe('listeningSockets', () => {
  it('reads both families, and only what listens', () => {
    const tcp = row('0100007F:2382', '0A', 1) + row('00000000:2383', '0A', 2) + row('0100007F:1000', '01', 3) + 'garbage\n';
    const tcp6 = row('00000000000000000000000001000000:2384', '0A', 4) + row('00000000000000000000000000000000:2385', '0A', 5) + row('B80D0120000000000000000001000000:2386', '0A', 6);
    expect(listeningSockets(machineOf([], tcp, tcp6).proc)).toEqual([
      { host: '127.0.0.1', port: 9090, inode: '1' },
      { host: '0.0.0.0', port: 9091, inode: '2' },
      { host: '::1', port: 9092, inode: '4' },
      { host: '::', port: 9093, inode: '5' },
      { host: '2001:db8::1', port: 9094, inode: '6' },
    ]);
  });

  it('knows the sockets of a process, and when it may not know', () => {
    const { proc } = machineOf([{ pid: 1, argv: ['a'], sockets: [5, 6] }, { pid: 2, argv: ['b'] }]);
    expect(socketsOf(proc, 1)).toEqual(new Set(['5', '6']));
    expect([socketsOf(proc, 2), socketsOf(proc, 3)]).toEqual([null, null]);
  });
});

describe('findProcesses', () => {
  it('finds it by name or by its flags, and takes no other server for it', () => {
    const machine = machineOf([
      { pid: 10, argv: ['/usr/bin/prometheus', '--config.file=p.yml'] },
      { pid: 11, argv: ['./prometheus-3.5.0', '--web.config.file', 'web.yml'] },
      { pid: 12, argv: ['/opt/monitor', '--config.file=a', '--storage.tsdb.path=b'] },
      { pid: 13, argv: ['/usr/bin/prometheus-node-exporter', '--web.config.file=w'] },
      { pid: 14, argv: ['/usr/bin/alertmanager', '--config.file=a', '--storage.path=b'] },
      { pid: 15, argv: ['/usr/bin/node', 'rehearsal.js', '--config.file=a', '--storage.tsdb.path=b'] },
      { pid: 16, argv: ['vim', 'prometheus.yml'] },
      { pid: 17, argv: [] },
    ]);
    expect(findProcesses(machine).map(({ pid }) => pid)).toEqual([10, 11, 12]);
    expect(findServers(machine).map(({ pid, kind }) => [pid, kind])).toEqual([
      [10, 'prometheus'], [11, 'prometheus'], [12, 'prometheus'], [13, 'node_exporter'], [14, 'alertmanager'],
    ]);
  });

  it('knows the flags, defaults and units of the other servers', () => {
    const machine = machineOf(
      [
        { pid: 20, argv: ['node_exporter-1.4.0', '--web.config=web.yml', '--collector.systemd'] },
        { pid: 21, argv: ['/usr/bin/prometheus-node-exporter', '--collector.systemd', '--web.config.file=/etc/w.yml'], cgroup: '0::/system.slice/prometheus-node-exporter.service' },
        { pid: 22, argv: ['alertmanager', '--web.listen-address=127.0.0.1:9'] },
        { pid: 23, argv: ['prometheus-pushgateway'], cgroup: '0::/system.slice/prometheus.service' },
        { pid: 24, argv: ['blackbox_exporter', '--config.file', 'b.yml'] },
      ],
      '',
      '',
      {
        'prometheus-node-exporter.service': '[Service]\nExecStart=/usr/bin/prometheus-node-exporter $ARGS\n',
        'prometheus.service': '[Service]\nExecStart=/usr/bin/prometheus\n',
      },
    );
    const srv = join(machine.proc, '..', 'srv');
    expect(findServers(machine).map(({ kind, configFile, webConfigFile, listens, unit }) => [kind, configFile, webConfigFile, listens, unit])).toEqual([
      ['node_exporter', null, join(srv, 'web.yml'), [':9100'], null],
      ['node_exporter', null, '/etc/w.yml', [':9100'], 'prometheus-node-exporter.service'],
      ['alertmanager', join(srv, 'alertmanager.yml'), null, ['127.0.0.1:9'], null],
      ['pushgateway', null, null, [':9091'], null],
      ['blackbox_exporter', join(srv, 'b.yml'), null, [':9115'], null],
    ]);
    expect(findProcesses(machine)).toEqual([]);
    expect(findServerOn('localhost:9093', machine)).toBeNull();
    expect(findServerOn('127.0.0.1:9', machine)?.pid).toBe(22);
  });

  it('resolves paths against its folder and knows account, unit and listeners', () => {
    const unit = '[Service]\nUser=prometheus\nExecStart=/usr/bin/prometheus\n';
    const machine = machineOf(
      [
        { pid: 7, argv: ['prometheus', '--config.file=conf/p.yml', '--web.config.file=/etc/w.yml'], uid: 111, cgroup: '0::/system.slice/prometheus.service', sockets: [1], exe: '' },
        { pid: 8, argv: ['prometheus', '--web.listen-address=:1'], cgroup: '1:name=systemd:/system.slice/cron.service', sockets: [2] },
      ],
      row('0100007F:2382', '0A', 1) + row('00000000:2383', '0A', 2),
      '',
      { 'prometheus.service': unit, 'cron.service': '[Service]\nExecStart=/usr/sbin/cron\n' },
    );
    const srv = join(machine.proc, '..', 'srv');
    expect(findProcesses(machine)).toEqual([
      {
        kind: 'prometheus',
        pid: 7,
        account: { uid: 111, gid: 112, name: 'prometheus' },
        binary: join(srv, 'prometheus'),
        args: ['--config.file=conf/p.yml', '--web.config.file=/etc/w.yml'],
        workingDirectory: srv,
        configFile: join(srv, 'conf/p.yml'),
        webConfigFile: '/etc/w.yml',
        listens: ['0.0.0.0:9090'],
        unit: 'prometheus.service',
        mayControl: process.geteuid?.() === 0,
      },
      expect.objectContaining({ pid: 8, unit: null, binary: null, listens: ['0.0.0.0:9091'], configFile: join(srv, 'prometheus.yml'), webConfigFile: null }),
    ]);
  });
});

describe('who listens', () => {
  it.each([
    ['127.0.0.1:1', '127.0.0.1:1', true],
    [':1', '127.0.0.1:1', true],
    ['[::1]:1', 'localhost:1', true],
    ['0.0.0.0:1', '192.168.0.9:1', true],
    ['10.0.0.1:1', '192.168.0.9:1', false],
    ['127.0.0.1:1', '[::1]:1', false],
    ['127.0.0.1:1', '127.0.0.1:2', false],
    ['nonsense', 'nonsense', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(sameListen(one, other)).toBe(same);
  });

  it('tells the Prometheus of an address, the name of any other program, and an address that is free', async () => {
    const machine = machineOf(
      [
        { pid: 7, argv: ['prometheus', '--web.listen-address=127.0.0.1:9090'], sockets: [1] },
        { pid: 8, argv: ['nginx: worker'], comm: 'nginx', sockets: [2] },
      ],
      row('0100007F:2382', '0A', 1) + row('00000000:2383', '0A', 2) + row('00000000:2384', '0A', 3),
    );
    expect(findListener('localhost:9090', machine)?.pid).toBe(7);
    expect(findListener('127.0.0.1:9091', machine)).toBeNull();
    expect(await programOn('127.0.0.1:9091', machine)).toBe('nginx');
    expect(await programOn('127.0.0.1:9092', machine)).toBe('another program');
    expect(await programOn('127.0.0.1:1', machine)).toBeNull();
    expect(await programOn('nonsense', machine)).toBeNull();
  });
});
