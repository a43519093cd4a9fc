import { describe, expect, it } from 'vitest';
import {
  flagIsOn,
  flagValue,
  listenAddressesOf,
  listenAddressOf,
  listensBeyondLoopback,
  parseFlags,
  prometheusArgs,
  setFlags,
  splitListen,
} from '../../../shared/prometheus/flags.ts';

describe('parseFlags', () => {
  it('reads both ways of giving a value, switches and their negation', () => {
    const flags = parseFlags(['--config.file=a=b.yml', '--web.config.file', 'web.yml', '--web.enable-lifecycle', '--no-agent', '-h', 'word']);
    expect(flags).toEqual([
      { name: 'config.file', value: 'a=b.yml', index: 0, words: 1 },
      { name: 'web.config.file', value: 'web.yml', index: 1, words: 2 },
      { name: 'web.enable-lifecycle', value: null, index: 3, words: 1 },
      { name: 'agent', value: 'false', index: 4, words: 1 },
      { name: 'h', value: null, index: 5, words: 1 },
    ]);
  });

  it('takes nothing after -- for a flag and survives a value that is missing', () => {
    expect(parseFlags(['--', '--config.file=x'])).toEqual([]);
    expect(parseFlags(['--config.file'])).toEqual([{ name: 'config.file', value: null, index: 0, words: 1 }]);
  });

  it('takes a word with a dash for a flag, never for a value, as kingpin does', () => {
    expect(flagValue(['--collector.systemd', '--web.config.file=x'], 'web.config.file')).toBe('x');
    expect(flagValue(['--collector.systemd', '--web.config.file=x'], 'collector.systemd')).toBeNull();
    expect(flagValue(['--log.level', 'web.config.file=x'], 'web.config.file')).toBeNull();
    expect(flagValue(['--web.config.file', '-'], 'web.config.file')).toBe('-');
  });

  it('takes the last value and knows whether a switch is on', () => {
    expect(flagValue(['--config.file=a', '--config.file=b'], 'config.file')).toBe('b');
    expect(flagIsOn(['--web.enable-lifecycle'], 'web.enable-lifecycle')).toBe(true);
    expect(flagIsOn(['--web.enable-lifecycle', '--no-web.enable-lifecycle'], 'web.enable-lifecycle')).toBe(false);
    expect(flagIsOn([], 'web.enable-lifecycle')).toBe(false);
  });
});

describe('setFlags', () => {
  const before = ['--config.file', '/etc/p.yml', '--log.level=warn', '--web.enable-lifecycle', '--storage.tsdb.path=/x'];

  it('changes in place, adds at the end, removes, and keeps every other word in order', () => {
    expect(setFlags(before, { 'config.file': 'new.yml', 'web.config.file': 'web.yml', 'web.enable-lifecycle': null })).toEqual([
      '--config.file=new.yml',
      '--log.level=warn',
      '--storage.tsdb.path=/x',
      '--web.config.file=web.yml',
    ]);
  });

  it('changes nothing when asked for nothing, and nothing more the second time', () => {
    expect(setFlags(before, {})).toEqual(before);
    const once = setFlags(before, { 'web.config.file': 'w', agent: true });
    expect(setFlags(once, { 'web.config.file': 'w', agent: true })).toEqual(once);
  });

  it('replaces a flag given twice by one', () => {
    expect(setFlags(['--web.listen-address=:1', '--x=1', '--web.listen-address', ':2'], { 'web.listen-address': ':3' })).toEqual([
      '--web.listen-address=:3',
      '--x=1',
    ]);
  });

  it('adds before the end of the flags', () => {
    expect(setFlags(['--', 'word'], { agent: true })).toEqual(['--agent', '--', 'word']);
  });

  it('does not read a flag called like a property of every object as a change', () => {
    expect(setFlags(['--constructor=x'], {})).toEqual(['--constructor=x']);
  });
});

describe('listen addresses', () => {
  it('has the default of Prometheus, and all of several', () => {
    expect(listenAddressOf([])).toBe('0.0.0.0:9090');
    expect(listenAddressesOf(['--web.listen-address=:1', '--web.listen-address', '[::1]:2'])).toEqual([':1', '[::1]:2']);
  });

  it.each([
    [':9090', { host: '', port: 9090 }],
    ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
    ['[::1]:9090', { host: '::1', port: 9090 }],
    ['localhost:65535', { host: 'localhost', port: 65535 }],
    ['::1:9090', null],
    ['localhost', null],
    ['localhost:65536', null],
    ['http://localhost:9090', null],
  ])('splits %s', (listen, expected) => {
    expect(splitListen(listen)).toEqual(expected);
  });

  it.each([
    ['127.0.0.1:1', false],
    ['127.9.9.9:1', false],
    ['localhost:1', false],
    ['[::1]:1', false],
    [':1', true],
    ['0.0.0.0:1', true],
    ['192.168.1.2:1', true],
    ['127.0.0.1.example.org:1', true],
  ])('knows whether %s is reachable from elsewhere', (listen, beyond) => {
    expect(listensBeyondLoopback(listen)).toBe(beyond);
  });
});

describe('prometheusArgs', () => {
  it('gives the flags of a managed start', () => {
    const start = { configFile: '/f/p.yml', webConfigFile: '/f/web.yml', listen: ':9090', dataFolder: '/f/data', externalUrl: 'https://a/', lifecycle: true, adminApi: true };
    expect(prometheusArgs(start)).toEqual([
      '--config.file=/f/p.yml',
      '--web.config.file=/f/web.yml',
      '--web.listen-address=:9090',
      '--storage.tsdb.path=/f/data',
      '--web.external-url=https://a/',
      '--web.enable-lifecycle',
      '--web.enable-admin-api',
    ]);
    expect(prometheusArgs({ ...start, webConfigFile: null, externalUrl: null, lifecycle: false, adminApi: false })).toEqual([
      '--config.file=/f/p.yml',
      '--web.listen-address=:9090',
      '--storage.tsdb.path=/f/data',
    ]);
  });
});
