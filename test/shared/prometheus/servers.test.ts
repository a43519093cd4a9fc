import { describe, expect, it } from 'vitest';
import { kindOfProgram, serverKinds, webConfigOf } from '../../../shared/prometheus/servers.ts';

describe('kindOfProgram', () => {
  it.each([
    ['prometheus', 'prometheus'],
    ['prometheus-3.5.0', 'prometheus'],
    ['prometheus_v2.53.4', 'prometheus'],
    ['prometheus.exe', 'prometheus'],
    ['node_exporter', 'node_exporter'],
    ['node_exporter-1.8.2', 'node_exporter'],
    ['prometheus-node-exporter', 'node_exporter'],
    ['prometheus-alertmanager', 'alertmanager'],
    ['pushgateway', 'pushgateway'],
    ['prometheus-blackbox-exporter', 'blackbox_exporter'],
    ['blackbox_exporter.exe', 'blackbox_exporter'],
    ['prometheus-mysqld-exporter', null],
    ['promtool', null],
    ['node', null],
    ['amtool', null],
    ['', null],
  ])('%s: %s', (program, kind) => {
    expect(kindOfProgram(program)).toBe(kind);
  });
});

describe('webConfigOf', () => {
  it('knows the flag of every server, and the older name of the node exporter alone', () => {
    expect(serverKinds.map((kind) => webConfigOf(kind, ['--web.config.file=w.yml']))).toEqual(serverKinds.map(() => 'w.yml'));
    expect(serverKinds.filter((kind) => webConfigOf(kind, ['--web.config', 'w.yml']) !== null)).toEqual(['node_exporter']);
    expect(webConfigOf('node_exporter', ['--web.config=old.yml', '--web.config.file=new.yml'])).toBe('new.yml');
    expect(webConfigOf('prometheus', ['--web.config.file='])).toBeNull();
    expect(webConfigOf('prometheus', [])).toBeNull();
  });
});
