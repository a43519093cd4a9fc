/** L-05 and L-13: the browser face as a process: what it prints, what it leaves on disk, how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTab, smallPage, writePage } from '../support/loopbackServer.ts';

interface Served {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly port: number;
  readonly key: string;
  readonly said: { stdout: string; stderr: string };
  readonly exit: Promise<{ code: number | null; signal: string | null; afterMs: number }>;
  /** Begins to measure the time to the exit. */
  readonly mark: () => void;
}

let folder = '';
let page = '';
let served: Served | null = null;

async function start({ open = false, idleMs = 600_000, busy = false, opener = true } = {}): Promise<Served> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // Stands for the desktop: notes what it was started with, and stays as a browser does.
  if (opener) writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$@" > "${folder}/opened"\n/bin/sleep 1\n`, { mode: 0o755 });
  const args = [join(import.meta.dirname, '../support/serveProgram.ts'), page, open ? 'open' : 'closed', String(idleMs), busy ? 'busy' : 'free'];
  const child = spawn(process.execPath, args, { env: { PATH: bin, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (piece) => (said.stdout += String(piece)));
  child.stderr.on('data', (piece) => (said.stderr += String(piece)));
  let marked = performance.now();
  const exit = new Promise<Awaited<Served['exit']>>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, afterMs: performance.now() - marked }));
  });
  await expect.poll(() => said.stdout, { timeout: 10_000 }).toContain('\n');
  const [, origin = '', port = '', key = ''] = /^PromSeal is at (http:\/\/127\.0\.0\.1:(\d+))\/#k=([\w-]{43})\n$/.exec(said.stdout) ?? [];
  served = { child, origin, port: Number(port), key, said, exit, mark: () => (marked = performance.now()) };
  return served;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-serve-'));
  page = writePage(smallPage);
});
afterEach(async () => {
  served?.child.kill('SIGKILL');
  await served?.exit;
  served = null;
  rmSync(folder, { recursive: true });
  rmSync(page, { recursive: true });
});

/** Folders of redirect pages that are on the disk. */
const redirects = (): string[] => readdirSync(folder).filter((name) => name.startsWith('promseal-'));

describe('the link', () => {
  it('is the one line on standard output, and its key is nowhere else', async () => {
    const { key, origin, said, child } = await start();
    expect(key).toHaveLength(43);
    const { transport } = await openTab(origin, { key });
    expect(await transport.call('settings.load', {}, () => undefined)).toMatchObject({ ok: true });
    expect(said.stdout.split('\n')).toHaveLength(2);
    expect(said.stderr).not.toContain(key);
    expect(readFileSync(`/proc/${String(child.pid)}/cmdline`, 'utf8')).not.toContain(key);
    expect(readFileSync(`/proc/${String(child.pid)}/environ`, 'utf8')).not.toContain(key);
    expect(redirects()).toEqual([]);
  });

  it('reaches the browser by a page that only its owner reads, and that goes away on first use', async () => {
    const { key, origin } = await start({ open: true });
    await expect.poll(() => existsSync(join(folder, 'opened'))).toBe(true);
    await expect.poll(() => readFileSync(join(folder, 'opened'), 'utf8')).toMatch(/open\.html\n$/);
    const opened = readFileSync(join(folder, 'opened'), 'utf8').trim();
    expect(opened).not.toContain(key);
    expect(readFileSync(opened, 'utf8')).toContain(`content="0; url=${origin}/#k=${key}"`);
    expect(statSync(opened).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(opened)).mode & 0o777).toBe(0o700);
    await openTab(origin, { key });
    await expect.poll(redirects).toEqual([]);
  });

  it('stays usable where no browser can be started, and nothing stays on the disk', async () => {
    const { said } = await start({ open: true, opener: false });
    await expect.poll(() => said.stderr).toContain('No browser could be started here.');
    expect(redirects()).toEqual([]);
  });

  it('takes its page away on exit too', async () => {
    const { child, exit } = await start({ open: true });
    await expect.poll(redirects).toHaveLength(1);
    await expect.poll(() => existsSync(join(folder, 'opened'))).toBe(true);
    child.kill('SIGTERM');
    await exit;
    expect(redirects()).toEqual([]);
  });
});

describe('the end', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('comes within two seconds of %s, with slow connections and a call open', async (signal) => {
    const { child, port, origin, key, exit, said, mark } = await start();
    const slow = connect(port, '127.0.0.1', () => slow.write('GET / HTTP/1.1\r\n')).on('error', () => undefined);
    const { transport } = await openTab(origin, { key });
    const call = transport.call('apply.status', {}, () => undefined).catch(() => 'broken');
    await new Promise((resolve) => setTimeout(resolve, 100));
    mark();
    child.kill(signal);
    const { code, afterMs } = await exit;
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(2000);
    expect(said.stderr).toContain('onExit was called');
    expect(await call).toBe('broken');
    slow.destroy();
  });

  it('comes within two seconds even when the program does not let go', async () => {
    const { child, exit, mark } = await start({ busy: true });
    mark();
    child.kill('SIGTERM');
    expect((await exit).afterMs).toBeLessThan(2000);
  });

  it('comes at once with a second signal', async () => {
    const { child, exit, mark } = await start({ busy: true });
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    mark();
    child.kill('SIGINT');
    const { code, afterMs } = await exit;
    expect(code).toBe(130);
    expect(afterMs).toBeLessThan(500);
  });

  it('comes when nobody calls', async () => {
    const { exit, said } = await start({ idleMs: 400 });
    expect((await exit).code).toBe(0);
    expect(said.stderr).toContain('since nobody used it');
  });

  it('does not come while a change is applied or a call runs', async () => {
    const busy = await start({ idleMs: 400, busy: true });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(busy.child.exitCode).toBeNull();
    busy.child.kill('SIGKILL');
    await busy.exit;
    rmSync(join(folder, 'bin'), { recursive: true });
    const calling = await start({ idleMs: 400 });
    const { transport } = await openTab(calling.origin, { key: calling.key });
    void transport.call('apply.status', {}, () => undefined).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(calling.child.exitCode).toBeNull();
  });

  it('comes after 20 wrong keys, and says so', async () => {
    const { origin, exit, said } = await start();
    for (let tries = 0; tries < 20; tries += 1) await openTab(origin, { key: `wrong${String(tries)}` });
    expect((await exit).code).toBe(1);
    expect(said.stderr).toContain('a wrong key was tried 20 times');
  });
});
