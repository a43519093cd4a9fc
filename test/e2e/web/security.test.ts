/** What only a browser can show: L-01, L-02, L-05, L-08, L-09 and E-07 in Chromium against the real server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startLoopback, type RunningServer } from '../../support/loopbackServer.ts';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { expectedViolations, hostilePage, watcher } from './hostilePage.ts';

interface Elsewhere {
  readonly origin: string;
  readonly asked: string[];
  readonly server: Server;
}

/** Another site on this machine: sends whatever page it is told to, and notes who asks. */
async function startElsewhere(page: () => string): Promise<Elsewhere> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Content-Type', 'text/html').end(page());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked, server };
}

/** All files below a folder by their path in it. */
function filesBelow(folder: string): Record<string, string> {
  const paths = (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name));
  return Object.fromEntries(paths.filter((path) => statSync(path).isFile()).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

async function builtPage(): Promise<Record<string, string>> {
  // The test runner's own value would leave react-aria's style out.
  vi.stubEnv('NODE_ENV', 'production');
  const outDir = mkdtempSync(join(tmpdir(), 'promseal-security-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'securityPage'),
    plugins: [react()],
    publicDir: false,
    build: { outDir, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false }, rolldownOptions: { external: ['/watch.js'] } },
  });
  vi.unstubAllEnvs();
  const files = filesBelow(outDir);
  rmSync(outDir, { recursive: true });
  return { ...files, 'watch.js': watcher };
}

const valueOf = <T>(page: Page, expression: string): Promise<T> => page.evaluate(expression);

describeWith('chromium', 'the browser face in Chromium', () => {
  let browser: Browser;
  let built: Record<string, string>;
  let elsewhere: Elsewhere;
  let attack = '';
  let running: RunningServer;
  let calls: string[] = [];

  beforeAll(async () => {
    built = await builtPage();
    elsewhere = await startElsewhere(() => attack);
    browser = await chromium.launch({
      executablePath: toolPath('chromium'),
      args: ['--no-sandbox', '--host-resolver-rules=MAP evil.test 127.0.0.1'],
    });
  });
  afterAll(async () => {
    await browser.close();
    elsewhere.server.closeAllConnections();
    elsewhere.server.close();
  });
  beforeEach(async () => {
    calls = [];
    elsewhere.asked.length = 0;
    running = await startLoopback(
      async (method) => {
        calls.push(method);
        return { ok: true, value: { cancelled: false } };
      },
      { ...built, ...hostilePage(elsewhere.origin) },
    );
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await running.close();
  });

  const link = (): string => `${running.origin}/#k=${running.server.key}`;

  async function openLink(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(link());
    await expect.poll(() => page.title()).toBe('connected');
    calls = [];
    return page;
  }

  it('answers a rebound name with 421, for the page and for calls (L-01)', async () => {
    const page = await browser.newPage();
    const rebound = `http://evil.test:${String(running.port)}`;
    for (const path of ['/', '/index.html', '/session', '/rpc/apply.status']) {
      expect((await page.goto(rebound + path))?.status()).toBe(421);
    }
    const statuses = await page.evaluate(async () => {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: 'Bearer x' }, body: '{}' };
      const answers = [await fetch('/rpc/apply.status', init), await fetch('/session', init), await fetch('/')];
      return answers.map(({ status }) => status);
    });
    expect(statuses).toEqual([421, 421, 421]);
    expect(calls).toEqual([]);
  });

  it('answers through the names that a tunnel uses', async () => {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${String(running.port)}/#k=${running.server.key}`);
    await expect.poll(() => page.title()).toBe('connected');
  });

  it('runs no call of a page on another port, whatever it tries (L-02)', async () => {
    await openLink();
    const target = `${running.origin}/rpc/apply.cancel`;
    const page = await browser.newPage();
    attack = `<!doctype html><form id="f" method="post" enctype="text/plain" action="${target}" target="sink"><input name='{"a":"' value='"}'></form>
      <iframe name="sink"></iframe><img src="${target}">`;
    await page.goto(elsewhere.origin);
    const outcomes = await page.evaluate(async (url) => {
      (document.getElementById('f') as HTMLFormElement).submit();
      navigator.sendBeacon(url, '{}');
      navigator.sendBeacon(url, new Blob(['{}'], { type: 'application/json' }));
      const settled = async (promise: Promise<Response>): Promise<string> => promise.then((answer) => answer.type, () => 'failed');
      const json = { 'Content-Type': 'application/json' };
      const fetched = [
        await settled(fetch(url, { method: 'POST', mode: 'no-cors', body: '{}', credentials: 'include' })),
        await settled(fetch(url, { method: 'POST', body: '{}', credentials: 'include' })),
        await settled(fetch(url, { method: 'POST', headers: json, body: '{}' })),
        await settled(fetch(url, { method: 'POST', headers: { ...json, Authorization: 'Bearer x' }, body: '{}' })),
        await settled(fetch(new URL('/', url))),
      ];
      const socket = await new Promise((resolve) => {
        const opened = new WebSocket(url.replace('http', 'ws'));
        opened.onopen = () => resolve('opened');
        opened.onerror = () => resolve('failed');
      });
      const events = await new Promise((resolve) => {
        const source = new EventSource(url);
        source.onopen = () => resolve('opened');
        source.onerror = () => resolve('failed');
      });
      return [...fetched, socket, events];
    }, target);
    // An opaque answer is one that the page cannot read; here it is refused before that.
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'failed', 'failed', 'failed', 'failed']);
    await page.waitForTimeout(200);
    expect(calls).toEqual([]);
    expect(running.lockedOut.count).toBe(0);
  });

  it('leaves the key nowhere in the browser, and the token in the tab only (L-05)', async () => {
    const page = await openLink();
    const { key } = running.server;
    expect(page.url()).toBe(`${running.origin}/`);
    const token = await page.evaluate(() => sessionStorage.getItem('promseal.session') ?? '');
    expect(token).toHaveLength(43);
    const rest = await page.evaluate(() => [
      document.documentElement.outerHTML, document.cookie, document.referrer, JSON.stringify(localStorage), JSON.stringify(history.state),
    ]);
    for (const text of rest) {
      expect(text).not.toContain(key);
      expect(text).not.toContain(token);
    }
    expect(await page.context().cookies()).toEqual([]);
    await page.goBack();
    expect(page.url()).not.toContain(key);
  });

  it('survives a reload, and tells both tabs when the link is opened again (L-05)', async () => {
    const page = await openLink();
    await page.reload();
    await expect.poll(() => page.title()).toBe('connected');
    expect(await valueOf(page, 'linkReusedAt()')).toBeNull();
    const second = await (await browser.newContext()).newPage();
    await second.goto(link());
    await expect.poll(() => second.title()).toBe('SESSION_LINK_USED');
    expect(await valueOf(page, 'ask()')).toMatchObject({ ok: true });
    expect(await valueOf(page, 'linkReusedAt()')).toBe(running.clock.now);
  });

  it('stops and wipes the token when another program has the port (L-08)', async () => {
    const page = await openLink();
    await running.server.close(0);
    const asked: string[] = [];
    const stranger = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.end('{"result":{"ok":true,"value":{"cancelled":true}}}\n');
    });
    await new Promise<void>((resolve) => stranger.listen(running.port, '127.0.0.1', resolve));
    expect(await valueOf(page, 'ask()')).toMatchObject({ ok: false, failure: { code: 'SERVER_CHANGED' } });
    expect(await valueOf(page, 'ask()')).toMatchObject({ ok: false, failure: { code: 'SERVER_CHANGED' } });
    expect(asked).toEqual(['GET /session']);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    stranger.closeAllConnections();
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('shows itself in no frame (L-09)', async () => {
    attack = `<!doctype html><iframe id="f" src="${running.origin}/"></iframe>`;
    const page = await browser.newPage();
    await page.goto(elsewhere.origin, { waitUntil: 'load' });
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    expect(calls).toEqual([]);
  });

  it('stops each thing that a hostile page tries, and reports it (E-07)', async () => {
    const page = await browser.newPage();
    await page.goto(`${running.origin}/hostile.html`, { waitUntil: 'commit' });
    await expect.poll(() => valueOf<string>(page, 'tried.fetch')).toBe('TypeError');
    expect(await valueOf(page, 'tried')).toEqual({
      eval: 'EvalError', 'new Function': 'EvalError', innerHTML: 'TypeError', 'script.src': 'TypeError',
      'a trusted types policy': 'TypeError', 'a worker': expect.stringMatching(/Error$/) as unknown, fetch: 'TypeError',
    });
    await expect.poll(async () => {
      const violations = await valueOf<string[]>(page, 'violations');
      return expectedViolations.filter((wanted) => !violations.some((each) => each.startsWith(wanted)));
    }).toEqual([]);
    expect(await valueOf(page, 'document.title')).toBe('hostile');
    expect(page.url()).toBe(`${running.origin}/hostile.html`);
    expect(elsewhere.asked).toEqual([]);
  });

  it('is broken by nothing that our own page does: React, buttons, overlays, calls (E-07, E-01)', async () => {
    const page = await browser.newPage();
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(link());
    await expect.poll(() => page.title()).toBe('connected');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Open' }).waitFor();
    expect(await valueOf(page, 'violations')).toEqual([]);
    // The style that react-aria adds is applied, not merely let through.
    const rules = await page.evaluate(() => {
      const style = document.getElementById('react-aria-pressable-style') as HTMLStyleElement | null;
      return style?.sheet?.cssRules.length ?? 0;
    });
    expect(rules).toBe(1);
    expect(requested.filter((url) => !url.startsWith(`${running.origin}/`))).toEqual([]);
  });
});
