/** Commands of units that may ask a server, and what comes to them from the unit, the account and the machine. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findUnitCommands } from '../../../electron/inspect/findUnitCommands.ts';
import { fakeMachine } from '../../support/fakeMachine.ts';

const url = 'http://localhost:9090/-/ready';

/** A machine where root has a home folder of the test's own. */
function machineWith(files: Readonly<Record<string, string>>) {
  const machine = fakeMachine([], files);
  mkdirSync(join(machine.root, 'home'), { recursive: true });
  writeFileSync(join(machine.etc, 'passwd'), `root:x:0:0::${machine.root}/home:/bin/sh\n`);
  return machine;
}

describe('findUnitCommands', () => {
  it('gives each command with its place, its prefix and its words', () => {
    const machine = machineWith({
      'units/a.service': `[Unit]\nDescription=x\n\n[Service]\nExecStart=/usr/bin/a \\\n  --x\nExecStartPost=-/usr/bin/curl -f \\\n  ${url}\nExecReload=/bin/kill -HUP $MAINPID ; /usr/bin/curl -X POST \${URL}\nEnvironment=URL=${url}\n`,
      'units/a.service.d/b.conf': `[Service]\nExecStartPre=/usr/bin/wget ${url}\nPassEnvironment=http_proxy\n`,
      'units/other.service': '[Service]\nExecStart=/usr/bin/other\n',
    });
    const units = join(machine.root, 'units');
    const common = { unit: 'a.service', enabled: false, environment: ['URL', 'http_proxy'], ownSettings: [] };
    expect(findUnitCommands(machine, [])).toEqual([
      { ...common, setting: 'ExecStartPre', path: join(units, 'a.service.d/b.conf'), line: 2, words: ['/usr/bin/wget', url], mayFail: false },
      { ...common, setting: 'ExecStartPost', path: join(units, 'a.service'), line: 7, words: ['/usr/bin/curl', '-f', url], mayFail: true },
      { ...common, setting: 'ExecReload', path: join(units, 'a.service'), line: 9, words: ['/usr/bin/curl', '-X', 'POST', url], mayFail: false },
    ]);
  });

  it('leaves out what was replaced, masked or is a template without an instance', () => {
    const machine = machineWith({
      'units/a.service': `[Service]\nExecStartPost=/usr/bin/curl ${url}\n`,
      'units/a.service.d/b.conf': '[Service]\nExecStartPost=\n',
      'units/t@.service': `[Service]\nExecStart=/usr/bin/curl ${url}/%i\n`,
      'lib/m.service': `[Service]\nExecStart=/usr/bin/curl ${url}\n`,
    });
    symlinkSync('/dev/null', join(machine.root, 'units/m.service'));
    const both = { ...machine, unitFolders: [...machine.unitFolders, join(machine.root, 'lib')] };
    expect(findUnitCommands(both, [])).toEqual([]);
    expect(findUnitCommands(both, ['t@one.service']).map(({ unit, words }) => [unit, words.at(-1)])).toEqual([['t@one.service', `${url}/one`]]);
  });

  it('knows which units a target or a timer starts', () => {
    const service = `[Service]\nExecStart=/usr/bin/curl ${url}\n`;
    const machine = machineWith({
      'units/wanted.service': service, 'units/timed.service': service, 'units/named.service': service, 'units/idle.service': service,
      'units/named-by.timer': '[Timer]\nUnit=named.service\n', 'units/timed.timer': '[Timer]\nOnCalendar=daily\n', 'units/idle.timer': '[Timer]\n',
      'units/multi-user.target.wants/wanted.service': '', 'units/timers.target.wants/timed.timer': '', 'units/timers.target.wants/named-by.timer': '',
    });
    expect(findUnitCommands(machine, []).map(({ unit, enabled }) => [unit, enabled])).toEqual([
      ['idle.service', false], ['named.service', true], ['timed.service', true], ['wanted.service', true],
    ]);
  });

  it.each<[string, Record<string, string>, string, string[]]>([
    ['none', { 'etc/wgetrc': '# http_user = x\npassive_ftp = on\n' }, '', []],
    ['.curlrc', { 'home/.curlrc': '-n' }, '', ['curl']],
    ['.config/curlrc', { 'home/.config/curlrc': '-n' }, '', ['curl']],
    ['.netrc', { 'home/.netrc': 'machine x' }, '', ['wget']],
    ['.wgetrc', { 'home/.wgetrc': 'x' }, '', ['wget']],
    ['/etc/wgetrc', { 'etc/wgetrc': '  ca_certificate = /x\n' }, '', ['wget']],
    ['another home', {}, 'Environment=HOME=/srv\n', ['curl', 'wget']],
    ['an account that is not listed', {}, 'User=nobody-here\n', ['curl', 'wget']],
  ])('tells clients with settings of their own: %s', (_, files, more, expected) => {
    const machine = machineWith({ ...files, 'units/a.service': `[Service]\n${more}ExecStart=/usr/bin/curl ${url}\n` });
    expect(findUnitCommands(machine, []).map(({ ownSettings }) => ownSettings)).toEqual([expected]);
  });
});
