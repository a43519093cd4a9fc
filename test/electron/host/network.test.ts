import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../../electron/host/network.ts';
import { selfSigned, type SelfSigned } from '../../support/selfSigned.ts';
import { recordingServer, stubServer, type Stub } from '../../support/stubServers.ts';

let folder = '';
let pair: SelfSigned;
const open: Stub[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-network-'));
  pair = selfSigned(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const stub of open.splice(0)) await stub.close();
});

describe('openConnection', () => {
  it('times its stages one after the other and reads the chain without trusting it', async () => {
    const server = await recordingServer((_request, response) => response.end(), pair);
    open.push(server);
    const opened = await openConnection({ host: 'localhost', port: server.port, serverName: 'localhost' }, AbortSignal.timeout(2000));
    expect(opened.ok).toBe(true);
    expect(opened.stages.map(({ id, ok }) => [id, ok])).toEqual([['resolve', true], ['tcp', true], ['tls', true]]);
    for (const [index, stage] of opened.stages.entries()) {
      const before = opened.stages[index - 1];
      expect(stage.ms).toBeGreaterThanOrEqual(0);
      if (before !== undefined) expect(stage.startMs).toBeGreaterThanOrEqual(before.startMs + before.ms - 0.5);
    }
    if (!opened.ok) return;
    expect(opened.connection.served).toMatchObject({ version: 'TLS 1.3', alpn: 'http/1.1' });
    expect(opened.connection.served?.chain).toHaveLength(1);
    expect(opened.connection.mayCarryCredentials()).toBe(false);
    opened.connection.vouch();
    expect(opened.connection.mayCarryCredentials()).toBe(true);
    opened.connection.close();
    expect(server.requests).toEqual([]);
  });

  it('finds the one address of localhost that answers', async () => {
    const server = await stubServer(() => undefined, '127.0.0.1');
    open.push(server);
    const opened = await openConnection({ host: 'localhost', port: server.port, serverName: null }, AbortSignal.timeout(2000));
    expect(opened.ok && opened.connection.socket.remoteAddress).toBe('127.0.0.1');
    if (opened.ok) opened.connection.close();
  });

  it('does nothing once the signal was given', async () => {
    const opened = await openConnection({ host: 'localhost', port: 1, serverName: null }, AbortSignal.abort());
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'timedOut', stage: 'resolve' } });
  });

  it('leaves a lookup that hangs when the signal comes', async () => {
    const started = performance.now();
    const opened = await openConnection({ host: 'promseal-nowhere.invalid', port: 1, serverName: null }, AbortSignal.timeout(150));
    expect(performance.now() - started).toBeLessThan(250);
    expect(opened).toMatchObject({ ok: false, failure: { stage: 'resolve' } });
  });
});
