/** Builds the gallery as the product is built, and serves it behind the product's policy to a real browser. */
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface OpenPage {
  page: Page;
  /** Errors of the page and breaches of the policy. */
  said: string[];
  readonly close: () => Promise<void>;
}

export interface Gallery {
  open(name: string, how?: { look?: 'light' | 'dark'; width?: number; permissions?: string[] }): Promise<OpenPage>;
  readonly close: () => Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = path === '/' ? '/index.html' : path;
    readFile(join(folder, name)).then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain', 'content-security-policy': policy }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gallery has no port');
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  return {
    async open(name, { look = 'light', width = 1280, permissions = [] } = {}) {
      const context = await browser.newContext({ colorScheme: look, reducedMotion: 'reduce', viewport: { width, height: 860 }, permissions });
      const page = await context.newPage();
      const said: string[] = [];
      page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      await page.goto(`http://127.0.0.1:${address.port}/?page=${name}`);
      await page.locator('h1').first().waitFor();
      return { page, said, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
