/** The wizard in Chromium, as a person uses it: what is on the screen is found by its words and pressed. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { toolPath } from './requireTool.ts';

export type StepTitle = 'Server' | 'Names' | 'Certificate' | 'Users' | 'Options' | 'Review' | 'Apply' | 'Proof' | 'Finish';
const order: readonly StepTitle[] = ['Server', 'Names', 'Certificate', 'Users', 'Options', 'Review', 'Apply', 'Proof', 'Finish'];

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const shots = process.env['PROMSEAL_SHOTS'];

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox', '--disable-gpu'] });
}

export interface WizardPage {
  readonly page: Page;
  /** Console errors, page errors and breaches of the policy. */
  readonly said: string[];
  /** Opens the link and waits for the start screen. */
  start(link: string): Promise<void>;
  begin(): Promise<void>;
  onStep(title: StepTitle, timeout?: number): Promise<void>;
  /** Presses the primary action until the step is reached. */
  nextTo(title: StepTitle): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  choose(option: string | RegExp): Promise<void>;
  /** The Server step for a program, in a folder and on a port of its own, ended together with PromSeal. */
  useBinary(path: string, folder: string, listen: string): Promise<void>;
  useRehearsal(folder: string, listen: string): Promise<void>;
  /** Folder and address of the server that is chosen, ended together with PromSeal. */
  place(folder: string, listen: string): Promise<void>;
  setPassword(user: string, password: string): Promise<void>;
  /** Apply on the Review step, until it has ended. @param during what to do as soon as it is under way */
  applyAndWait(during?: () => Promise<void>): Promise<void>;
  /** The rows of the proof grid, as text. */
  readGrid(): Promise<string[]>;
  /** What axe-core has against the screen, and how far it scrolls sideways. With PROMSEAL_SHOTS=folder it is kept as a picture. */
  findings(name: string): Promise<string[]>;
  close(): Promise<void>;
}

async function findingsOf(page: Page, name: string, look: string): Promise<string[]> {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-${look}-${String(page.viewportSize()?.width)}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return [
    ...violations.map((one) => `${name} ${look}: ${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`),
    ...(sideways === 0 ? [] : [`${name} ${look}: scrolls sideways by ${String(sideways)}`]),
  ];
}

export async function openWizardPage(browser: Browser, options: { look?: 'light' | 'dark'; width?: number; height?: number } = {}): Promise<WizardPage> {
  const { look = 'light', width = 1360, height = 860 } = options;
  const context = await browser.newContext({ colorScheme: look, reducedMotion: 'reduce', viewport: { width, height } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));

  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: typeof name === 'string' }).click();
  const fill = (label: string, text: string): Promise<void> => page.getByRole('textbox', { name: label, exact: true }).fill(text);
  const choose = (option: string | RegExp): Promise<void> => page.locator('label', { hasText: option }).first().click();
  const onStep = (title: StepTitle, timeout = 10_000): Promise<void> =>
    page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor({ timeout });
  const place = async (folder: string, listen: string): Promise<void> => {
    await fill('Working folder', folder);
    await fill('Listen on', listen);
    const keep = page.getByRole('switch', { name: /Keep it running/ });
    if (await keep.isChecked()) await page.locator('label', { hasText: 'Keep it running' }).click();
  };
  return {
    page, said, press, fill, choose, onStep, place,
    start: async (link) => {
      await page.goto(link);
      await page.getByRole('button', { name: 'Begin' }).waitFor();
    },
    begin: async () => {
      await press('Begin');
      await onStep('Server');
    },
    nextTo: async (title) => {
      for (;;) {
        const now = (await page.getByRole('heading', { level: 1 }).textContent()) as StepTitle;
        if (now === title) return;
        await page.locator('button[type=submit]').click();
        await onStep(order[order.indexOf(now) + 1] ?? title);
      }
    },
    useBinary: async (path, folder, listen) => {
      await choose('A prometheus program elsewhere');
      await fill('Path of the prometheus program', path);
      await press('Use this program');
      await page.getByRole('textbox', { name: 'Listen on' }).waitFor();
      await place(folder, listen);
    },
    useRehearsal: async (folder, listen) => {
      await choose('Rehearse without Prometheus');
      await place(folder, listen);
    },
    setPassword: async (user, password) => {
      const card = page.getByRole('group', { name: `User ${user}`, exact: true });
      await card.getByLabel('Password', { exact: true }).fill(password);
    },
    applyAndWait: async (during) => {
      await page.getByRole('button', { name: 'Apply', exact: true }).and(page.locator(':enabled')).click();
      await page.getByRole('heading', { level: 1, name: /^(Apply|Proof)$/ }).waitFor();
      await during?.();
      await onStep('Proof', 60_000);
    },
    readGrid: async () => {
      const rows = page.getByRole('table').filter({ hasText: 'Who knocks' }).locator('tbody tr');
      return (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
    },
    findings: (name) => findingsOf(page, name, look),
    close: () => context.close(),
  };
}
