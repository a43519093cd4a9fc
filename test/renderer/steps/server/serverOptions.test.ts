import { describe, expect, it } from 'vitest';
import { optionOf, serverOptions } from '../../../../renderer/steps/server/serverOptions.ts';
import type { Discovery } from '../../../../shared/model/discovery.ts';
import { articleAnswers } from '../../../support/planFixtures.ts';

const discovery: Discovery = {
  hostname: 'mon-1', user: 'anna', home: '/home/anna', names: [], units: [], releasePlatform: 'linux-amd64',
  suggestedFolder: '/home/anna/prometheus_sealed', suggestedListen: '127.0.0.1:9091',
  binaries: [{ path: '/usr/bin/prometheus', version: '2.42.0', promtool: null, from: 'path' }],
  processes: [
    {
      pid: 7, user: 'prometheus', binary: '/usr/bin/prometheus', version: '2.42.0', args: [], workingDirectory: '/', listen: '0.0.0.0:9090',
      configFile: '/etc/prometheus/prometheus.yml', webConfigFile: null, unit: 'prometheus.service', mayControl: false, managed: false,
    },
  ],
};
const options = serverOptions(discovery);

describe('what can be chosen', () => {
  it('is what runs, what is installed, and the ways to get one', () => {
    expect(options.map(({ id }) => id)).toEqual(['process 0.0.0.0:9090', 'binary /usr/bin/prometheus', 'choose', 'download', 'rehearsal']);
  });
  it('is no download where there is no release for the machine', () => {
    expect(serverOptions({ ...discovery, releasePlatform: null }).map(({ id }) => id)).not.toContain('download');
  });
  it('says of a running one what PromSeal may do to it', () => {
    expect(options[0]?.text).toContain('PromSeal may not signal it, and tells you what to restart.');
  });
});

describe('a server that PromSeal started before', () => {
  const sealed = '/home/anna/sealed';
  const ours = {
    pid: 8, user: 'anna', binary: '/usr/bin/prometheus', version: '2.42.0', args: [], workingDirectory: sealed, listen: '127.0.0.1:9090',
    configFile: `${sealed}/prometheus.yml`, webConfigFile: `${sealed}/web.yml`, unit: null, mayControl: true, managed: true,
  };
  const listed = serverOptions({ ...discovery, processes: [...discovery.processes, ours] });
  it('is listed once, as ours', () => {
    expect(listed.map(({ id }) => id)).toEqual(['process 0.0.0.0:9090', `managed ${sealed}`, 'binary /usr/bin/prometheus', 'choose', 'download', 'rehearsal']);
    expect(listed[1]?.text).toContain(`PromSeal started it for the setup in ${sealed}`);
  });
  it.each([
    [{ kind: 'binary', binary: '/usr/bin/prometheus', listen: '127.0.0.1:9090' }, sealed, `managed ${sealed}`],
    [{ kind: 'download', version: '3.5.0' }, sealed, `managed ${sealed}`],
    [{ kind: 'running', listen: '127.0.0.1:9090' }, '/elsewhere', `managed ${sealed}`],
    [{ kind: 'binary', binary: '/usr/bin/prometheus' }, '/elsewhere', 'binary /usr/bin/prometheus'],
  ] as const)('is what the answers %j in %s stand for: %s', (server, folder, id) => {
    expect(optionOf(articleAnswers({ server }), listed, folder)).toBe(id);
  });
});

describe('the option that the answers stand for', () => {
  it.each([
    [{ kind: 'binary', binary: '/usr/bin/prometheus' }, 'binary /usr/bin/prometheus'],
    [{ kind: 'binary', binary: '/opt/prometheus' }, 'choose'],
    [{ kind: 'service', unit: 'prometheus.service' }, 'process 0.0.0.0:9090'],
    [{ kind: 'running', listen: '0.0.0.0:9090' }, 'process 0.0.0.0:9090'],
    [{ kind: 'rehearsal' }, 'rehearsal'],
    [{ kind: 'download', version: '3.5.0' }, 'download'],
  ] as const)('of %j is %s', (server, id) => {
    expect(optionOf(articleAnswers({ server }), options)).toBe(id);
  });
});
