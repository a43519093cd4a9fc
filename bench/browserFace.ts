/** The browser face: from the start of the process to a first screen that can be used, its weight, and its memory. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../test/support/wizardPage.ts';
import { startWizardProgram, type WizardProgram } from '../test/support/wizardProgram.ts';
import { findProgram } from './programs.ts';
import type { Measurement } from './row.ts';
import { sideBySide } from './samples.ts';

const restMs = 2000;

/** Sums up everything a page fetches, as gzip would send it. */
function weigh(page: Page): () => Promise<number> {
  const bodies: Promise<number>[] = [];
  page.on('response', (response) => {
    bodies.push(response.body().then((body) => gzipSync(body).length, () => 0));
  });
  return async () => (await Promise.all(bodies)).reduce((sum, length) => sum + length, 0) / 1000;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}

export async function measureBrowserFace(runs: number): Promise<Measurement> {
  if (findProgram('chromium') === null) return { rows: [], notes: ['The browser face was not measured: chromium is not installed.'] };
  const browser: Browser = await launchChromium();
  const weights: number[] = [];
  const memory: number[] = [];
  let program: WizardProgram | null = null;
  let page: Page | null = null;
  let weight: () => Promise<number> = () => Promise.resolve(Number.NaN);
  try {
    const [ours] = await sideBySide(
      [
        {
          name: 'PromSeal',
          run: async () => {
            // A new context has no cache.
            page = await (await browser.newContext()).newPage();
            weight = weigh(page);
            const begun = performance.now();
            program = await startWizardProgram();
            await page.goto(program.link);
            await page.getByRole('button', { name: 'Begin' }).click({ trial: true });
            return performance.now() - begun;
          },
          after: async () => {
            await wait(restMs);
            weights.push(await weight());
            if (program !== null) memory.push(residentMegabytes(program.pid));
            await page?.context().close();
            await program?.remove();
          },
        },
      ],
      runs,
    );
    if (ours === undefined) return { rows: [], notes: [] };
    return {
      rows: [
        { what: 'browser face, start to a usable first screen', unit: 'ms', ours, other: null, aim: { kind: 'value', limit: 1500 } },
        { what: 'browser face, what the first screen loads, gzip', unit: 'kB', ours: { name: 'PromSeal', values: weights.slice(1) }, other: null, aim: { kind: 'value', limit: 250 } },
        { what: 'serve at rest, resident memory', unit: 'MB', ours: { name: 'PromSeal', values: memory.slice(1) }, other: null, aim: { kind: 'value', limit: 120 } },
      ],
      notes: [`The browser runs already when the clock starts. Memory is read ${restMs / 1000} s after the first screen, with the page open.`],
    };
  } finally {
    await browser.close();
  }
}
