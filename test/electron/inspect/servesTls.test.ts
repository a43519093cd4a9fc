import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portAnswers, reachableHost } from '../../../electron/inspect/portAnswers.ts';
import { servesTls } from '../../../electron/inspect/servesTls.ts';
import { describeWith } from '../../support/requireTool.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

describeWith('openssl', 'servesTls on TLS servers', () => {
  it('sees TLS whatever the certificate is worth, and leaves the server without an error', async () => {
    const { certPem: cert, keyPem: key } = selfSigned(tempTree(), 'wrong', { names: 'DNS:elsewhere.example' });
    const server = createTlsServer({ cert, key });
    const errors: unknown[] = [];
    let finished = 0;
    server.on('tlsClientError', (error) => errors.push(error)).on('secureConnection', () => (finished += 1));
    expect(await servesTls('127.0.0.1', await portOf(server))).toBe(true);
    await expect.poll(() => finished).toBe(1);
    expect(errors).toEqual([]);
  });

  it('sees TLS behind an alert and behind a wish for a client certificate', async () => {
    const { certPem: cert, keyPem: key } = selfSigned(tempTree());
    const broken = createTlsServer({ ciphers: 'aNULL' });
    broken.on('tlsClientError', () => undefined);
    expect(await servesTls('127.0.0.1', await portOf(broken))).toBe(true);
    expect(await servesTls('127.0.0.1', await portOf(createTlsServer({ cert, key, requestCert: true, rejectUnauthorized: true })))).toBe(true);
  });
});

describe('servesTls on others', () => {
  it('sees clear HTTP', async () => {
    expect(await servesTls('127.0.0.1', await portOf(createHttpServer()))).toBe(false);
  });

  it('says nothing of a port that is shut, silent or rude, within its second', async () => {
    const silent = await portOf(createServer(() => undefined));
    const rude = await portOf(createServer((socket) => socket.destroy()));
    const started = performance.now();
    expect(await Promise.all([servesTls('127.0.0.1', silent), servesTls('127.0.0.1', rude), servesTls('127.0.0.1', 1)])).toEqual([null, null, null]);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe('portAnswers', () => {
  it('knows whether anything listens', async () => {
    const port = await portOf(createServer());
    expect([await portAnswers('', port), await portAnswers('127.0.0.1', 1)]).toEqual([true, false]);
  });

  it('knocks on this machine for an address that stands for all', () => {
    expect(['', '0.0.0.0', '::', '10.0.0.1'].map(reachableHost)).toEqual(['127.0.0.1', '127.0.0.1', '::1', '10.0.0.1']);
  });
});
