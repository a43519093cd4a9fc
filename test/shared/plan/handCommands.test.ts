import { describe, expect, it } from 'vitest';
import { quoteForUnit, reloadCommand, restartCommands, unitBackCommands, unitCommands, withProcessNumber } from '../../../shared/plan/handCommands.ts';

const theirs = { mayControl: true, account: null, workingDirectory: '/srv/my data', isRoot: false };
const account = { uid: 104, gid: 111, name: 'prometheus' };

describe('commands for a process', () => {
  it('ends it, waits until its port is free, and starts it where it ran', () => {
    expect(withProcessNumber(restartCommands(theirs, ['/usr/bin/prometheus', '--a=b c']), 42)).toEqual([
      'kill 42',
      'while [ -e /proc/42 ]; do sleep 0.2; done',
      "cd '/srv/my data' && /usr/bin/prometheus '--a=b c'",
    ]);
  });

  it.each([
    [true, "runuser -u prometheus -- sh -c 'cd /srv && prometheus'"],
    [false, "sudo -u prometheus -- sh -c 'cd /srv && prometheus'"],
  ])('starts it as the account it ran as (root: %s)', (isRoot, command) => {
    const commands = restartCommands({ ...theirs, account, isRoot, mayControl: isRoot, workingDirectory: '/srv' }, ['prometheus']);
    expect(commands[0]).toBe(isRoot ? 'kill PID' : 'sudo kill PID');
    expect(commands[2]).toBe(command);
  });

  it('puts the number only where it stands for the process', () => {
    expect(withProcessNumber([reloadCommand(null), "cd /srv/PID && 'kill PID'", reloadCommand('a.service')], 7)).toEqual([
      'sudo kill -HUP 7', "cd /srv/PID && 'kill PID'", 'sudo systemctl kill --signal=HUP a.service',
    ]);
  });
});

describe('commands for a unit', () => {
  it.each([
    ['--plain=/a/b', '--plain=/a/b'],
    ['--x=50%', '--x=50%%'],
    ['--x=$HOME', '--x=$$HOME'],
    ['--x=a b', '"--x=a b"'],
    ['--x="\\', '"--x=\\"\\\\"'],
  ])('quotes %s as systemd reads it', (word, quoted) => {
    expect(quoteForUnit(word)).toBe(quoted);
  });

  it('takes away by undoing what it put there', () => {
    const [, written] = unitCommands('prometheus.service', ['prometheus']);
    expect(written).toContain('/etc/systemd/system/prometheus.service.d/promseal.conf');
    expect(unitBackCommands('prometheus.service')[0]).toBe('sudo rm -f /etc/systemd/system/prometheus.service.d/promseal.conf');
  });
});
