/** The desktop program starts, shows the page, and gives it one function and nothing of Node. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseFace } from '../../../electron/cli/chooseFace.ts';
import { ensureBuilt } from '../../../scripts/ensureBuilt.ts';
import { findElectron } from '../../../electron/cli/findElectron.ts';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { describeUnless } from '../../support/requireTool.ts';

const electron = findElectron(projectRoot);
const face = chooseFace({ platform: process.platform, environment: process.env, electron });

describeUnless(face.kind === 'window' ? null : face.because, 'the window', () => {
  let program: ElectronApplication;
  let page: Page;
  let home: string;

  beforeAll(async () => {
    if (!ensureBuilt(projectRoot)) throw new Error('The build failed; npm run build says why.');
    home = mkdtempSync(join(tmpdir(), 'promseal-window-'));
    // Chromium refuses its sandbox to root; the page's own isolation is what this test is about.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    program = await _electron.launch({
      executablePath: electron ?? '',
      args: [...asRoot, `--user-data-dir=${home}`, projectRoot],
    });
    page = await program.firstWindow();
  });
  afterAll(async () => {
    await program.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('shows the page from its own address', async () => {
    expect(page.url()).toMatch(/^app:\/\/promseal\//);
    await page.getByRole('heading').first().waitFor();
  });

  it('gives the page one function', async () => {
    expect(await page.evaluate(() => Object.keys((globalThis as { promseal?: object }).promseal ?? {}))).toEqual(['call']);
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))).toEqual([]);
  });

  it('opens no other window and goes nowhere else', async () => {
    expect(await page.evaluate(() => globalThis.open('https://example.com/') === null)).toBe(true);
    const before = page.url();
    await page.evaluate(() => globalThis.location.assign('https://example.com/'));
    expect(page.url()).toBe(before);
  });
});
