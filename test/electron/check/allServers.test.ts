import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allServers } from '../../../electron/check/allServers.ts';
import { fakeMachine, type FakeMachine, type FakeProcess } from '../../support/fakeMachine.ts';

/** A machine with a program and the unit that Debian starts it by. */
function debian(processes: (program: string) => FakeProcess[], more: Record<string, string> = {}): FakeMachine {
  const program = join(fakeMachine([], { prometheus: '' }).root, 'prometheus');
  return fakeMachine(processes(program), {
    'units/prometheus.service': `[Service]\nUser=prometheus\nEnvironmentFile=-/etc/default/prometheus\nExecStart=${program} $ARGS\n`,
    'etc/default/prometheus': 'ARGS="--web.config.file=/etc/prometheus/web.yml"\n',
    ...more,
  });
}

describe('allServers', () => {
  it('sees what a unit would start next time, where that differs from what runs', () => {
    const runs = (args: string[]): ((program: string) => FakeProcess[]) => (program) => [
      { pid: 7, argv: [program, ...args], uid: 111, unit: 'prometheus.service', exe: program },
    ];
    const [changed] = allServers(debian(runs([]))).servers;
    expect(changed).toMatchObject({ kind: 'prometheus', running: true, control: 'systemd', unit: 'prometheus.service', args: [], nextArgs: ['--web.config.file=/etc/prometheus/web.yml'], webConfigFile: null });
    const [same, ...others] = allServers(debian(runs(['--web.config.file=/etc/prometheus/web.yml']))).servers;
    expect(same).toMatchObject({ nextArgs: null, webConfigFile: '/etc/prometheus/web.yml', account: { name: 'prometheus', uid: 111 } });
    expect(others).toEqual([]);
  });

  it('knows what the init script of Debian would start, and takes no other process for it', () => {
    const of = (more: Partial<FakeProcess>): ((program: string) => FakeProcess[]) => (program) => [
      { pid: 7, argv: [program], uid: 111, parent: 1, exe: program, ...more },
    ];
    const script = { 'etc/init.d/prometheus': '#!/bin/sh\n' };
    const nextOf = (machine: FakeMachine): unknown => allServers(machine).servers.map(({ control, running, nextArgs }) => [control, running, nextArgs?.length ?? null]);
    expect(nextOf(debian(of({}), script))).toEqual([['process', true, 1]]);
    const apart = [['process', true, null], ['systemd', false, null]];
    expect(nextOf(debian(of({ parent: 4 }), script))).toEqual(apart);
    expect(nextOf(debian(of({ uid: 0 }), script))).toEqual(apart);
    expect(nextOf(debian(of({})))).toEqual(apart);
  });

  it('describes the server of a unit that does not run, and who it runs as', () => {
    const machine = fakeMachine([], {
      'units/node.service': '[Service]\nUser=prometheus\nGroup=root\nWorkingDirectory=/srv\nExecStart=/opt/node_exporter --web.config.file=w.yml --web.listen-address=:9200\n',
      'units/alert.service': '[Service]\nUser=nobody-knows\nExecStart=/opt/alertmanager\n',
      'units/cron.service': '[Service]\nExecStart=/usr/sbin/cron\n',
    });
    const { servers, problems } = allServers(machine);
    expect(servers).toEqual([
      expect.objectContaining({ kind: 'alertmanager', unit: 'alert.service', account: null, configFile: '/alertmanager.yml', listen: ':9093' }),
      expect.objectContaining({
        kind: 'node_exporter', running: false, pid: null, control: 'systemd', unit: 'node.service', webConfigFile: '/srv/w.yml', configFile: null, listen: ':9200',
        account: { uid: 111, gid: 0, name: 'prometheus' },
      }),
    ]);
    expect(problems.get('alert.service')).toEqual([expect.objectContaining({ code: 'ACCOUNT_UNKNOWN', severity: 'warning' })]);
    expect(problems.get('node.service')).toEqual([]);
  });

  it('tells the processes of containers, whose paths lead elsewhere, from those with private mounts', () => {
    const elsewhere = fakeMachine([]);
    const machine = fakeMachine([
      { pid: 5, argv: ['prometheus'], root: elsewhere.root },
      { pid: 6, argv: ['prometheus'], root: '/' },
      { pid: 7, argv: ['prometheus'] },
    ]);
    expect([...allServers(machine).elsewhere]).toEqual([5]);
  });
});
