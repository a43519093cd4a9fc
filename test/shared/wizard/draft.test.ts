import { describe, expect, it } from 'vitest';
import { Answers } from '../../../shared/model/answers.ts';
import type { Discovery, FoundProcess } from '../../../shared/model/discovery.ts';
import { answersFromSetup, chooseProcess, initialAnswers } from '../../../shared/wizard/draft.ts';
import { articleAnswers, hostFacts, usedCertificate } from '../../support/planFixtures.ts';

const discovery: Discovery = {
  hostname: 'mon-1', user: 'anna', home: '/home/anna', names: ['mon-1', 'localhost', '127.0.0.1'], binaries: [], processes: [], units: [],
  releasePlatform: 'linux-amd64', suggestedFolder: '/home/anna/prometheus_sealed', suggestedListen: '127.0.0.1:9091',
};
const found: FoundProcess = {
  pid: 7, user: 'prometheus', binary: '/usr/bin/prometheus', version: '2.42.0', args: [], workingDirectory: '/', listen: '0.0.0.0:9090',
  configFile: '/etc/prometheus/prometheus.yml', webConfigFile: null, unit: null, mayControl: false, managed: false,
};
const hash = `$2b$10$${'a'.repeat(53)}`;

describe('the answers to begin with', () => {
  it('rehearse where no Prometheus is, ended together with PromSeal', () => {
    const answers = initialAnswers(discovery);
    expect(answers.server).toEqual({ kind: 'rehearsal', listen: '127.0.0.1:9091', keep_running: false });
    expect(answers.folder).toBe('/home/anna/prometheus_sealed');
    expect(answers.names).toEqual(discovery.names);
    expect(answers.users).toEqual([{ name: 'prometheus' }]);
  });
  it('start an installed program in a folder of its own', () => {
    const answers = initialAnswers({ ...discovery, binaries: [{ path: '/usr/bin/prometheus', version: '2.42.0', promtool: null, from: 'path' }] });
    expect(answers.server).toEqual({ kind: 'binary', binary: '/usr/bin/prometheus', listen: '127.0.0.1:9091', keep_running: true });
  });
  it('prefer what runs, and are always what the schema takes', () => {
    const answers = initialAnswers({ ...discovery, processes: [found] });
    expect(answers.server).toEqual({ kind: 'running', listen: '0.0.0.0:9090' });
    expect(Answers.safeParse(answers).success).toBe(true);
  });
});

describe('a Prometheus that runs', () => {
  it('keeps its files where they are; a missing web.yml goes beside prometheus.yml', () => {
    const choice = chooseProcess(found, discovery);
    expect(choice).toMatchObject({ folder: '/etc/prometheus', config_file: '/etc/prometheus/prometheus.yml', web_config_file: '/etc/prometheus/web.yml' });
    expect(chooseProcess({ ...found, webConfigFile: '/etc/web.yml' }, discovery).web_config_file).toBe('/etc/web.yml');
  });
  it('is ours in the folder of its setup where PromSeal started it, and comes after those of others', () => {
    const ours = { ...found, pid: 8, listen: '127.0.0.1:9090', workingDirectory: '/home/anna/prometheus_sealed', configFile: '/home/anna/prometheus_sealed/prometheus.yml', managed: true };
    expect(chooseProcess(ours, discovery)).toEqual({
      server: { kind: 'binary', binary: '/usr/bin/prometheus', listen: '127.0.0.1:9090', keep_running: true },
      folder: '/home/anna/prometheus_sealed', config_file: '/home/anna/prometheus_sealed/prometheus.yml', web_config_file: 'web.yml',
    });
    expect(initialAnswers({ ...discovery, processes: [ours, found] }).server.kind).toBe('running');
    expect(initialAnswers({ ...discovery, processes: [ours] }).server.kind).toBe('binary');
  });
  it('is its unit where it has one', () => {
    expect(chooseProcess({ ...found, unit: 'prometheus.service' }, discovery).server).toEqual({ kind: 'service', unit: 'prometheus.service' });
  });
});

describe('a setup that is opened again', () => {
  const webConfig = `basic_auth_users:\n  prometheus: "${hash}"\n  grafana: "${hash}"\n`;
  it('keeps the certificate, its users, and those that others have added', () => {
    const answers = answersFromSetup(articleAnswers(), hostFacts({ webConfig, certificate: usedCertificate(['localhost']) }));
    expect(answers.certificate).toEqual({ source: 'keep' });
    expect(answers.users).toEqual([{ name: 'prometheus', keep: true }, { name: 'grafana', keep: true }]);
  });
  it('asks anew for what is gone, as after an undo', () => {
    const answers = answersFromSetup(articleAnswers(), hostFacts());
    expect(answers.certificate).toEqual(articleAnswers().certificate);
    expect(answers.users).toEqual([{ name: 'prometheus' }]);
    const kept = articleAnswers({ certificate: { source: 'keep' } });
    expect(answersFromSetup(kept, hostFacts()).certificate).toMatchObject({ source: 'self_signed', days: 365 });
  });
  it('keeps everything where the machine could not be looked at', () => {
    expect(answersFromSetup(articleAnswers(), null).users).toEqual([{ name: 'prometheus', keep: true }]);
  });
  it('leaves TLS off where it is off', () => {
    expect(answersFromSetup(articleAnswers({ certificate: { source: 'none' } }), hostFacts({ webConfig })).certificate).toEqual({ source: 'none' });
  });
});
