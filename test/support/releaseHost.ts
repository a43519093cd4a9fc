/** A release host on loopback: one archive, made of the Prometheus of this machine, and its list of checksums. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { onTestFinished } from 'vitest';
import { releasePlatform } from '../../electron/release/releasePlatform.ts';
import { toolPath } from './requireTool.ts';

export interface ReleaseHost {
  readonly url: string;
  /** Such as prometheus-3.5.0.linux-amd64. */
  readonly stem: string;
  readonly archiveSha256: string;
  /** Lets the second half of the archive go; until then a download stands still. */
  release(): void;
}

async function archiveOf(stem: string): Promise<Buffer> {
  const tar = pack();
  for (const tool of ['prometheus', 'promtool'] as const) tar.entry({ name: `${stem}/${tool}`, mode: 0o755 }, readFileSync(toolPath(tool)));
  tar.finalize();
  const parts: Buffer[] = [];
  await new Promise<void>((resolve) => tar.on('data', (part) => part instanceof Uint8Array && parts.push(Buffer.from(part))).on('end', () => resolve()));
  return gzipSync(Buffer.concat(parts), { level: 1 });
}

/** @param options.sha256 what the list says of the archive; the truth unless given */
export async function startReleaseHost(version: string, options: { sha256?: string } = {}): Promise<ReleaseHost> {
  const stem = `prometheus-${version}.${releasePlatform() ?? ''}`;
  const archive = await archiveOf(stem);
  const archiveSha256 = createHash('sha256').update(archive).digest('hex');
  const path = `/prometheus/prometheus/releases/download/v${version}/`;
  const half = Math.floor(archive.length / 2);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const server = createServer((request, response) => {
    if (request.url === `${path}sha256sums.txt`) {
      response.end(`${options.sha256 ?? archiveSha256}  ${stem}.tar.gz\n`);
    } else if (request.url === `${path}${stem}.tar.gz`) {
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, half));
      void released.then(() => response.end(archive.subarray(half)));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, stem, archiveSha256, release };
}
