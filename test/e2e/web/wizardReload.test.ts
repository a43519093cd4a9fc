/** What a person does to the page in the middle of things, and what changes under it. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    await wizard.page.getByText('The password of prometheus is needed to apply this.').waitFor();
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
