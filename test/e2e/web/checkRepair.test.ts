/** A setup that other tools call good, on a real Prometheus: found, repaired one by one and all at once, proven, and found sound. */
import { chmodSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withBrokenSetup, type BrokenSetup } from '../../support/brokenSetup.ts';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

/** Four of the states: an expired certificate, a scrape over plain HTTP, a key for everybody, and nobody but a user without a name. */
function breakIt({ folder, change, path, server }: BrokenSetup): void {
  selfSigned(folder, 'prometheus', { notBefore: '20240101000000Z', notAfter: '20240201000000Z' });
  change('prometheus.yml', '    scheme: https\n    tls_config: { ca_file: prometheus.crt }\n', '');
  change('web.yml', '  alice:', '  "":');
  chmodSync(path('prometheus.key'), 0o644);
  process.kill(server.pid, 'SIGHUP');
}

async function openCheck(wizard: WizardSession, { port }: BrokenSetup): Promise<void> {
  await wizard.press('Check it');
  await wizard.choose(`Prometheus on 127.0.0.1:${String(port)}`);
  await wizard.press('Check');
  await wizard.page.getByRole('heading', { name: 'What was looked at' }).waitFor();
}

const found = async ({ page }: WizardSession): Promise<string[]> => await page.getByRole('article').getByRole('heading', { level: 3 }).allInnerTexts();
const steps = async ({ page }: WizardSession): Promise<string[]> =>
  (await page.getByRole('navigation', { name: 'Steps' }).getByRole('listitem').allInnerTexts()).map((text) => text.split(/[,\n]/)[0] ?? '');

async function checkAgain({ press, page }: WizardSession): Promise<void> {
  await press('Check again');
  await page.getByRole('heading', { name: 'Check a setup' }).waitFor();
  await page.getByRole('heading', { name: 'What was looked at' }).waitFor();
}

describeWith(['chromium', 'prometheus', 'openssl'], 'repairing what was found', () => {
  it.each(['light', 'dark'] as const)('one by one and all at once, until nothing is left, in %s', async (look) => {
    await withBrokenSetup(toolPath('prometheus'), async (setup) => {
      breakIt(setup);
      const wizard = await openWizard({ look });
      const { page, press } = wizard;
      await press('Check it');
      const axe = await wizard.findings('check, choosing');
      await press('Back to the start');
      await openCheck(wizard, setup);
      const first = await found(wizard);
      expect(first.join('\n')).toMatch(/Broken now:\s+The certificate expired[^]*plain HTTP[^]*Unsafe:/);
      await page.getByRole('status').filter({ hasText: /^Checked\. .*3 broken now, 2 unsafe\.$/ }).waitFor({ state: 'attached' });
      for (const more of await page.locator('summary').all()) await more.click();
      axe.push(...(await wizard.findings('check, found')));

      await press('Fix: Close prometheus.key to other users');
      await wizard.onStep('Review');
      expect(await steps(wizard)).toEqual(['Review', 'Apply', 'Proof', 'Finish']);
      axe.push(...(await wizard.findings('repair, review')));
      await press('Back');
      expect(await found(wizard)).toEqual(first);
      await press('Fix: Close prometheus.key to other users');
      await wizard.applyAndWait();
      expect((await wizard.readGrid()).filter((row) => row.includes('not found any more'))).toHaveLength(1);
      expect(statSync(setup.path('prometheus.key')).mode & 0o007).toBe(0);
      await page.getByText('What you chose is repaired', { exact: true }).waitFor();
      axe.push(...(await wizard.findings('repair, one proven')));
      await checkAgain(wizard);
      expect(await found(wizard)).toEqual(first.filter((text) => !text.includes('can read the private key')));

      await press(/^Fix all that can be fixed \(4\)$/);
      await wizard.applyAndWait();
      await page.getByText('Proven', { exact: true }).waitFor();
      await page.getByText('PromSeal made a new password', { exact: true }).waitFor();
      await press('Next: Finish');
      await wizard.onStep('Finish');
      await page.getByText(setup.path('prometheus.password'), { exact: true }).first().waitFor();
      expect(statSync(setup.path('prometheus.password')).mode & 0o777).toBe(0o600);
      axe.push(...(await wizard.findings('repair, finish')));
      expect(await page.content()).not.toContain(setup.read('prometheus.password').trim());
      await checkAgain(wizard);
      await page.getByText('Sound', { exact: true }).waitFor();
      expect(await found(wizard)).toEqual([]);
      axe.push(...(await wizard.findings('check, sound')));
      expect(setup.read('web.yml')).toContain('# by hand since 2021: keep this line');
      expect(setup.read('prometheus.yml')).toContain('# every byte of it matters');
      expect(axe).toEqual([]);
      expect(wizard.said).toEqual([]);
    });
  });

  it('leaves the wizard where somebody left it, and finds its way back after the page was loaded again', async () => {
    await withBrokenSetup(toolPath('prometheus'), async (setup) => {
      breakIt(setup);
      const wizard = await openWizard();
      const { page, press } = wizard;
      await wizard.begin();
      await wizard.useRehearsal(wizard.folder, wizard.listen);
      await wizard.nextTo('Names');
      await press('Start screen');
      await openCheck(wizard, setup);
      const first = await found(wizard);
      await press('Fix: Make a new certificate and key');
      await wizard.onStep('Review');
      await page.getByRole('button', { name: 'Apply', exact: true }).and(page.locator(':enabled')).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'What was looked at' }).waitFor();
      expect(await found(wizard)).toEqual(first);
      await press(/^Fix all/);
      await page.getByRole('button', { name: 'Apply', exact: true }).and(page.locator(':enabled')).click();
      await page.getByRole('list', { name: 'What is done' }).waitFor();
      await page.reload();
      await page.getByText(`A change is being made in ${setup.folder}.`).waitFor();
      await page.getByText('Sound', { exact: true }).waitFor({ timeout: 60_000 });
      await press('Back to the start');
      await press(`Go on with ${wizard.folder}`);
      await wizard.onStep('Names');
      expect(wizard.said).toEqual([]);
    });
  });

  it('says which faults are left to a person before anything is tried, and puts back what promtool refuses', async () => {
    await withBrokenSetup(toolPath('prometheus'), async (setup) => {
      breakIt(setup);
      setup.change('web.yml', '  key_file', '  client_allowed_sans: [a.example]\n  key_file');
      const wizard = await openWizard();
      const { page } = wizard;
      await openCheck(wizard, setup);
      await page.getByRole('heading', { name: 'What you have to do' }).waitFor();
      await page.getByRole('button', { name: /^Fix all/ }).click();
      await page.getByText('One fault is left to you', { exact: true }).waitFor();
      expect(await wizard.findings('repair, one left')).toEqual([]);
      const before = setup.read('web.yml');
      await page.getByRole('button', { name: 'Apply', exact: true }).and(page.locator(':enabled')).click();
      await page.getByText('PROMTOOL_REJECTED').waitFor({ timeout: 60_000 });
      expect(setup.read('web.yml')).toBe(before);
      await wizard.press('Back to Review');
      await wizard.press('Back');
      await page.getByRole('heading', { name: 'What was looked at' }).waitFor();
    });
  });
});
