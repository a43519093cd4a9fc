/**
 * The components in a real browser, behind the policy that the product has: axe-core finds nothing, nothing breaks
 * the policy, nothing scrolls sideways. With GALLERY_SHOTS=folder the pictures are kept, for people to look at.
 */
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const pages = ['fields', 'feedback', 'frame', 'pictures', 'proof'];
const looks = ['light', 'dark'] as const;
const widths = [360, 640, 1280];
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

let folder = '';
let server: Server;
let browser: Browser;
let origin = '';

async function listen(): Promise<void> {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = path === '/' ? '/index.html' : path;
    readFile(join(folder, name)).then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain', 'content-security-policy': policy }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, '../gallery'),
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  await listen();
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function open(name: string, look: 'light' | 'dark', width: number) {
  const context = await browser.newContext({ colorScheme: look, reducedMotion: 'reduce', viewport: { width, height: 860 }, bypassCSP: false });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(`${origin}/?page=${name}`);
  await page.locator('h1').first().waitFor();
  return { page, said, close: () => context.close() };
}

describe.each(pages)('gallery page %s', (name) => {
  it.each(looks.flatMap((look) => widths.map((width) => ({ look, width }))))('holds in $look at $width', async ({ look, width }) => {
    const { page, said, close } = await open(name, look, width);
    const shots = process.env['GALLERY_SHOTS'];
    if (shots) await page.screenshot({ path: join(shots, `${name}-${look}-${width}.png`), fullPage: true });
    const findings = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(findings.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(said).toEqual([]);
    await close();
  }, 30_000);
});
