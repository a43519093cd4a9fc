import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DownloadSlot } from '../../electron/release/downloadSlot.ts';
import { downloadForPlan } from '../../electron/release/downloadForPlan.ts';
import { downloadRelease, type DownloadInput } from '../../electron/release/downloadRelease.ts';
import { releasePlatform } from '../../electron/release/releasePlatform.ts';
import { saveSettings } from '../../electron/settings/settings.ts';
import { Settings } from '../../shared/model/settings.ts';
import { prometheusLines } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';

const version = '3.5.0';
const platform = releasePlatform() ?? 'linux-amd64';
const stem = `prometheus-${version}.${platform}`;
const base = `/prometheus/prometheus/releases/download/v${version}`;
/** A stand-in that answers --version as Prometheus does. */
const fake = `#!/bin/sh\necho "prometheus, version ${version} (branch: HEAD, revision: x)"\n`;

interface Piece extends Partial<Header> {
  name: string;
  content?: Buffer | string;
}
const usual: Piece[] = [
  { name: `${stem}/`, type: 'directory', mode: 0o777 },
  { name: `${stem}/prometheus`, content: fake, mode: 0o4755, uid: 1000 },
  { name: `${stem}/promtool`, content: fake.replace('prometheus,', 'promtool,'), mode: 0o600 },
  { name: `${stem}/LICENSE`, content: 'licence', mode: 0o600 },
  { name: `${stem}/NOTICE`, content: 'notice' },
  { name: `${stem}/prometheus.yml`, content: 'global: {}' },
  { name: `${stem}/consoles/index.html`, content: 'x' },
];

async function archiveOf(pieces: Piece[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = '', ...header } of pieces) tar.entry(header, content);
  tar.finalize();
  const parts: Buffer[] = [];
  await new Promise<void>((resolve) => tar.on('data', (part) => part instanceof Uint8Array && parts.push(Buffer.from(part))).on('end', () => resolve()));
  return gzipSync(Buffer.concat(parts), { level: 1 });
}

const sumsOf = (archive: Buffer): string =>
  `${'0'.repeat(64)}  prometheus-${version}.darwin-arm64.tar.gz\n${createHash('sha256').update(archive).digest('hex')}  ${stem}.tar.gz\n`;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const body = (content: Buffer | string): Answer => (_, response) => response.end(content);

let into = '';
let asked: string[] = [];

/** A release host on loopback; what is not listed is not found. */
async function host(answers: Record<string, Answer>): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[(request.url ?? '').replace(base, '')];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

async function hostOf(archive: Buffer, sums = sumsOf(archive)): Promise<string> {
  return await host({ '/sha256sums.txt': body(sums), [`/${stem}.tar.gz`]: body(archive) });
}

const download = (at: string, more: Partial<DownloadInput> = {}) =>
  downloadRelease({ version, platform, into, host: at, signal: new AbortController().signal, onProgress: () => undefined, ...more });
const left = (): string[] => (existsSync(into) ? readdirSync(into) : []);

beforeEach(() => {
  into = mkdtempSync(join(tmpdir(), 'release-'));
  asked = [];
});
afterEach(() => rmSync(into, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('downloadRelease', () => {
  it('unpacks what is needed with modes of its own, and asks for nothing the second time', async () => {
    const at = await hostOf(await archiveOf(usual));
    const progress: [number, number | null][] = [];
    const found = await download(at, { onProgress: (done, total) => progress.push([done, total]) });
    const folder = join(into, stem);
    expect(found).toMatchObject({ path: join(folder, 'prometheus'), version, promtool: join(folder, 'promtool'), from: 'download' });
    expect(left()).toEqual([stem]);
    expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o7777])).toEqual([
      ['LICENSE', 0o644], ['NOTICE', 0o644], ['prometheus', 0o755], ['promtool', 0o755],
    ]);
    expect(readFileSync(join(folder, 'prometheus'), 'utf8')).toBe(fake);
    expect(progress.at(-1)?.[0]).toBe(progress.at(-1)?.[1]);
    expect(asked).toEqual([`${base}/sha256sums.txt`, `${base}/${stem}.tar.gz`]);
    await download(at);
    expect(asked).toHaveLength(2);
  });

  it('follows redirects to itself or to TLS, and to nothing else', async () => {
    const archive = await archiveOf(usual);
    const real = await hostOf(archive);
    const redirect = (target: string): Answer => (_, response) => response.writeHead(302, { location: target }).end();
    const at = await host({ '/sha256sums.txt': redirect(`${real}${base}/sha256sums.txt`), [`/${stem}.tar.gz`]: redirect('http://192.0.2.1/x') });
    await expect(download(at)).rejects.toMatchObject({ code: 'RELEASE_REDIRECT_REFUSED', message: expect.stringContaining('http://192.0.2.1') });
    const circle = await host({ '/sha256sums.txt': redirect(`${base}/sha256sums.txt`) });
    await expect(download(circle)).rejects.toMatchObject({ code: 'RELEASE_HOST_UNREACHABLE', message: expect.stringContaining('circle') });
    expect(left()).toEqual([]);
  });

  it.each<[string, string, (archive: Buffer) => string]>([
    ['RELEASE_CHECKSUM_WRONG', 'another sum', () => `${'a'.repeat(64)}  ${stem}.tar.gz\n`],
    ['RELEASE_CHECKSUM_MISSING', 'no sum', () => `${'a'.repeat(64)}  other.tar.gz\n`],
    ['RELEASE_CHECKSUM_MISSING', 'a sum for a longer name', (archive) => sumsOf(archive).replaceAll(stem, `x/${stem}`)],
    ['RELEASE_CHECKSUM_MISSING', 'two sums', (archive) => sumsOf(archive) + `${'a'.repeat(64)}  ${stem}.tar.gz\n`],
  ])('%s: %s, and nothing is unpacked', async (code, _, sums) => {
    const archive = await archiveOf(usual);
    await expect(download(await hostOf(archive, sums(archive)))).rejects.toMatchObject({ code });
    expect(left()).toEqual([]);
  });

  it('says what the host does not have and what it cannot reach', async () => {
    await expect(download(await host({}))).rejects.toMatchObject({ code: 'RELEASE_NOT_FOUND' });
    const archive = await archiveOf(usual);
    await expect(download(await host({ '/sha256sums.txt': body(sumsOf(archive)) }))).rejects.toMatchObject({ code: 'RELEASE_NOT_FOUND' });
    const failing: Answer = (_, response) => response.writeHead(503).end();
    await expect(download(await host({ '/sha256sums.txt': failing }))).rejects.toMatchObject({ code: 'RELEASE_HOST_UNREACHABLE', message: expect.stringContaining('503') });
    await expect(download('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'RELEASE_HOST_UNREACHABLE' });
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 100));
      setTimeout(() => response.destroy(), 20);
    };
    await expect(download(await host({ '/sha256sums.txt': body(sumsOf(archive)), [`/${stem}.tar.gz`]: cut }))).rejects.toMatchObject({ code: 'RELEASE_HOST_UNREACHABLE' });
    expect(left()).toEqual([]);
  });

  it.each(['ftp://x', 'http://example.org', 'not a url', 'https://user:pass@example.org'])('refuses %s for a host, without showing a password', async (at) => {
    const error: unknown = await download(at).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'RELEASE_HOST_INVALID' });
    expect(String(error)).not.toContain('pass@');
  });

  it.each<[string, string | undefined, string]>([
    ['v3.5.0', undefined, 'RELEASE_VERSION_INVALID'],
    ['../3.5.0', undefined, 'RELEASE_VERSION_INVALID'],
    ['3.5.0+ds1', undefined, 'RELEASE_VERSION_INVALID'],
    ['2.23.0', undefined, 'RELEASE_TOO_OLD'],
    ['3.5.0', 'windows-amd64', 'RELEASE_WINDOWS_ZIP'],
  ])('refuses %s for %s', async (wanted, on, code) => {
    await expect(download('https://example.org', { version: wanted, ...(on === undefined ? {} : { platform: on }) })).rejects.toMatchObject({ code });
  });

  it('stops at its limit, said or unsaid', async () => {
    const said: Answer = (_, response) => response.writeHead(200, { 'content-length': 401 * 1024 * 1024 }).write('x');
    const sums = body(`${'a'.repeat(64)}  ${stem}.tar.gz\n`);
    await expect(download(await host({ '/sha256sums.txt': sums, [`/${stem}.tar.gz`]: said }))).rejects.toMatchObject({ code: 'RELEASE_TOO_LARGE' });
    const endless: Answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(randomBytes(65_536)));
        response.once('drain', more);
      };
      more();
    };
    await expect(download(await host({ '/sha256sums.txt': endless }))).rejects.toMatchObject({ code: 'RELEASE_TOO_LARGE' });
    expect(left()).toEqual([]);
  });

  const oddities: [string, Piece[]][] = [
    ['a path upwards', [...usual, { name: `${stem}/../evil`, content: 'x' }]],
    ['an absolute path', [...usual, { name: '/tmp/promseal-evil', content: 'x' }]],
    ['a second folder', [...usual, { name: 'other/prometheus', content: 'x' }]],
    ['a symbolic link', [{ name: `${stem}/prometheus`, type: 'symlink', linkname: '/bin/sh' }]],
    ['a hard link', [...usual.slice(0, 2), { name: `${stem}/promtool`, type: 'link', linkname: `${stem}/prometheus` }]],
    ['a program twice', [...usual, { name: `${stem}/prometheus`, content: 'x' }]],
    ['no promtool', usual.filter(({ name }) => !name.endsWith('promtool'))],
    ['nothing', []],
  ];
  it.each(oddities)('refuses an archive with %s, and leaves nothing', async (_, pieces) => {
    await expect(download(await hostOf(await archiveOf(pieces)))).rejects.toMatchObject({ code: 'RELEASE_ARCHIVE_ODD' });
    expect(left()).toEqual([]);
    expect(existsSync('/tmp/promseal-evil')).toBe(false);
  });

  it.each<[string, (archive: Buffer) => Buffer]>([
    ['no gzip', () => Buffer.from('hello')],
    ['a cut gzip', (archive) => archive.subarray(0, archive.length - 20)],
    ['gzip of no tar', () => gzipSync(randomBytes(5000))],
    ['a cut tar', () => gzipSync(Buffer.alloc(700, 1))],
  ])('refuses %s with the right checksum', async (_, change) => {
    await expect(download(await hostOf(change(await archiveOf(usual))))).rejects.toMatchObject({ code: 'RELEASE_ARCHIVE_ODD' });
    expect(left()).toEqual([]);
  });

  it('does not keep a program that does not run', async () => {
    const other = usual.map((piece) => (piece.name.endsWith('/prometheus') ? { ...piece, content: '#!/bin/sh\nexit 1\n' } : piece));
    await expect(download(await hostOf(await archiveOf(other)))).rejects.toMatchObject({ code: 'RELEASE_DOES_NOT_RUN' });
    expect(left()).toEqual([]);
  });

  it('leaves nothing when it is cancelled, not even the folder it made', async () => {
    const archive = await archiveOf(usual);
    const dripping: Answer = (_, response) => response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 50));
    const at = await host({ '/sha256sums.txt': body(sumsOf(archive)), [`/${stem}.tar.gz`]: dripping });
    const inner = join(into, 'new', 'folder');
    const slot = new DownloadSlot();
    const events: { done: number; total: number | null; text: string }[] = [];
    const running = slot.run({ version, into: inner }, at, (event) => {
      events.push(event);
      expect(slot.cancel()).toBe(true);
    });
    await expect(slot.run({ version, into: inner }, at, () => undefined)).rejects.toMatchObject({ code: 'DOWNLOAD_RUNNING' });
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([left(), slot.cancel(), events.length]).toEqual([[], false, 1]);
    expect(events[0]?.text).toMatch(/^Downloading Prometheus 3\.5\.0: 0\.0 of /);
  });

  it('downloads for a plan from the host of the settings', async () => {
    const settingsFolder = join(into, 'settings');
    saveSettings(settingsFolder, Settings.parse({ releaseHost: await hostOf(await archiveOf(usual)) }));
    const told: unknown[] = [];
    const run = { context: { settingsFolder }, tell: (event: unknown) => told.push(event), signal: new AbortController().signal };
    await downloadForPlan({ kind: 'release.download', version, into, why: '' }, run);
    expect(existsSync(join(into, stem, 'prometheus'))).toBe(true);
    expect(told[0]).toMatchObject({ type: 'progress' });
  });
});

const [real] = prometheusLines().filter(({ line }) => line === '2.42');
describeUnless(real === undefined ? 'no Prometheus 2.42 on this machine' : null, 'a release made from a real Prometheus', () => {
  it('unpacks byte for byte and runs', async () => {
    if (real === undefined) return;
    const [prometheus, promtool] = [readFileSync(real.prometheus), readFileSync(real.promtool)];
    const archive = await archiveOf([{ name: `${stem}/prometheus`, content: prometheus }, { name: `${stem}/promtool`, content: promtool }]);
    const before = process.memoryUsage().rss;
    const found = await download(await hostOf(archive));
    expect(found.version).toMatch(/^2\.42/);
    expect(readFileSync(found.path).equals(prometheus)).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});
