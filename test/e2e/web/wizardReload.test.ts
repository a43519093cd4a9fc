/** What a person does to the page in the middle of things, and what changes under it. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, it } from 'vitest';
import { selfScrapeText } from '../../support/sealedFolder.ts';
import { describeWith } from '../../support/requireTool.ts';
import { askSealed, openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

async function toOptions(wizard: WizardSession): Promise<void> {
  await wizard.begin();
  await wizard.useRehearsal(wizard.folder, wizard.listen);
  await wizard.nextTo('Users');
  await wizard.setPassword('prometheus', password);
  await wizard.nextTo('Options');
}

/** The draft is written shortly after each change. */
const saved = (wizard: WizardSession): Promise<unknown> => wizard.page.waitForResponse((response) => response.url().endsWith('/rpc/settings.save'));

/** Opens the page that was kept: it asks for nothing else, and axe-core finds nothing, by day and by night. */
async function expectReadable({ page }: WizardSession, path: string): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 780 } });
    const report = await context.newPage();
    const asked: string[] = [];
    report.on('request', (request) => asked.push(request.url()));
    await report.goto(pathToFileURL(path).href);
    await report.getByRole('heading', { level: 1, name: 'Proven' }).waitFor();
    expect(await report.getByText('holds', { exact: false }).count()).toBeGreaterThanOrEqual(9);
    expect(asked).toEqual([pathToFileURL(path).href]);
    const { violations } = await new AxeBuilder({ page: report }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    expect(await report.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await context.close();
  }
}

describeWith('chromium', 'the page in the middle of things', () => {
  it('finds its answers again when it is loaded anew, and asks for the password again', async () => {
    const wizard = await openWizard();
    await toOptions(wizard);
    const written = saved(wizard);
    await wizard.fill('External URL', `https://localhost:${String(wizard.port)}/`);
    await written;
    await wizard.page.reload();
    await wizard.onStep('Options');
    expect(await wizard.page.getByRole('textbox', { name: 'External URL' }).inputValue()).toBe(`https://localhost:${String(wizard.port)}/`);
    await wizard.nextTo('Review');
    await wizard.page.getByText('The password of prometheus is needed to apply this.').first().waitFor();
    expect(await wizard.page.getByRole('button', { name: 'Apply', exact: true }).isDisabled()).toBe(true);
    await wizard.press('Go to Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    expect(await askSealed(wizard.port, wizard.folder, `prometheus:${password}`)).toBe(200);
    expect(wizard.said).toEqual([]);
  });

  it('finds the run again that goes on without it', async () => {
    const wizard = await openWizard();
    await toOptions(wizard);
    await wizard.nextTo('Review');
    const written = saved(wizard);
    await wizard.page.getByRole('button', { name: 'Apply', exact: true }).and(wizard.page.locator(':enabled')).click();
    await written;
    await wizard.page.reload();
    await wizard.onStep('Proof', 60_000);
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    expect((await wizard.readGrid()).length).toBeGreaterThanOrEqual(9);
  });

  it('stays at the proof, whose report can be kept as a page without a secret', async () => {
    const wizard = await openWizard();
    await toOptions(wizard);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    const written = saved(wizard);
    await written;
    await wizard.page.reload();
    await wizard.onStep('Proof');
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    const download = wizard.page.waitForEvent('download');
    await wizard.press('Save report');
    const file = await download;
    expect(file.suggestedFilename()).toBe('promseal-report.html');
    const path = join(wizard.program.root, 'report.html');
    await file.saveAs(path);
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain(password);
    await expectReadable(wizard, path);
    expect(wizard.said).toEqual([]);
  });

  it('goes back to Review with the new plan when a file has changed since', async () => {
    const wizard = await openWizard();
    mkdirSync(wizard.folder, { mode: 0o700 });
    const config = join(wizard.folder, 'prometheus.yml');
    writeFileSync(config, selfScrapeText(wizard.port, false, null));
    await toOptions(wizard);
    await wizard.nextTo('Review');
    await wizard.page.getByRole('heading', { name: 'Every file' }).waitFor();
    appendFileSync(config, '# written by somebody else\n');
    await wizard.press('Apply');
    await wizard.page.getByText('Something changed on this machine since you looked at the plan, so it was not applied.').waitFor();
    await wizard.onStep('Review');
    // The password is still held: nothing was applied.
    await wizard.applyAndWait();
    expect(readFileSync(config, 'utf8')).toContain('# written by somebody else\n');
    expect(readFileSync(config, 'utf8')).toContain('scheme: https');
  });
});
