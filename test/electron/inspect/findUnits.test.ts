import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findUnits, kindOfUnit, readUnit, serverUnits } from '../../../electron/inspect/findUnits.ts';
import type { Machine } from '../../../electron/inspect/machine.ts';
import { tempTree } from '../../support/tempTree.ts';

/** A machine made of files; paths are relative to its root. */
function machineOf(files: Record<string, string>): Machine {
  const root = tempTree();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { proc: join(root, 'proc'), etc: join(root, 'etc'), unitFolders: ['etc/systemd/system', 'lib/systemd/system'].map((folder) => join(root, folder)), programFolders: [] };
}

const debian = '[Unit]\nDescription=x\n[Service]\nUser=prometheus\nEnvironmentFile=-/etc/default/prometheus\nExecStart=/usr/bin/prometheus $ARGS\n[Install]\nWantedBy=x\n';

describe('findUnits', () => {
  it("reads Debian's unit with its arguments", () => {
    const machine = machineOf({ 'lib/systemd/system/prometheus.service': debian, 'etc/default/prometheus': 'ARGS="--web.listen-address=:9091"\n' });
    expect(findUnits(machine, new Set())).toEqual([
      expect.objectContaining({ unit: 'prometheus.service', args: ['--web.listen-address=:9091'], binary: '/usr/bin/prometheus', user: 'prometheus' }),
    ]);
    expect(findUnits(machine, new Set(['prometheus.service']))[0]?.active).toBe(true);
  });

  it('lets drop-ins replace the command, in the order of their names, those of the administrator first', () => {
    const machine = machineOf({
      'lib/systemd/system/prometheus.service': debian,
      'lib/systemd/system/prometheus.service.d/50-args.conf': '[Service]\nEnvironment="A=1 2" B=3\nExecStart=\nExecStart=/opt/prometheus/prometheus --a=${A} \\\n  --b=${B} --c=$B\n',
      'lib/systemd/system/prometheus.service.d/90-user.conf': '[Service]\nUser=other\n',
      'etc/systemd/system/prometheus.service.d/90-user.conf': '[Service]\nUser=monitor\nWorkingDirectory=-/srv\nGroup=certs\n',
      'etc/systemd/system/prometheus.service.d/ignored.txt': '[Service]\nUser=nobody\n',
    });
    expect(readUnit(machine, 'prometheus.service')).toMatchObject({
      binary: '/opt/prometheus/prometheus', args: ['--a=1 2', '--b=3', '--c=$B'], user: 'monitor', group: 'certs', workingDirectory: '/srv',
    });
  });

  it('prefers the unit of the administrator, and knows instances of templates', () => {
    const machine = machineOf({
      'lib/systemd/system/prometheus.service': debian,
      'etc/systemd/system/prometheus.service': '[Service]\nExecStart=/usr/local/bin/prometheus-3.5.0 --x\n',
      'etc/systemd/system/prometheus@.service': '[Service]\nExecStart=/usr/bin/prometheus --config.file=/etc/%i.yml\n',
    });
    expect(findUnits(machine, new Set(['prometheus@main.service'])).map(({ unit, binary, args }) => [unit, binary, args])).toEqual([
      ['prometheus.service', '/usr/local/bin/prometheus-3.5.0', ['--x']],
      ['prometheus@main.service', '/usr/bin/prometheus', ['--config.file=/etc/main.yml']],
    ]);
  });

  it('tells the other servers from Prometheus, leaves other services out and survives what is no unit', () => {
    const machine = machineOf({
      'lib/systemd/system/prometheus-node-exporter.service': '[Service]\nExecStart=/usr/bin/prometheus-node-exporter $ARGS\n',
      'lib/systemd/system/prometheus-alertmanager.service': '[Service]\nExecStart=/usr/bin/prometheus-alertmanager\n',
      'lib/systemd/system/cron.service': '[Service]\nExecStart=/usr/sbin/cron\n',
      'lib/systemd/system/broken.service': '[Service\nExecStart',
      'lib/systemd/system/empty.service': '',
    });
    expect(findUnits(machine, new Set())).toEqual([]);
    expect(serverUnits(machine, new Set()).map((unit) => [unit.unit, kindOfUnit(unit)])).toEqual([
      ['prometheus-alertmanager.service', 'alertmanager'],
      ['prometheus-node-exporter.service', 'node_exporter'],
    ]);
    expect(readUnit(machine, 'none.service')).toBeNull();
  });

  it('leaves out a unit that the administrator masked', () => {
    const machine = machineOf({ 'lib/systemd/system/prometheus.service': debian, 'etc/systemd/system/prometheus.service': '' });
    expect(findUnits(machine, new Set())).toEqual([]);
  });
});
