/** The check of a setup where nothing is wrong, where nothing is there, and where it cannot look. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withBrokenSetup } from '../../support/brokenSetup.ts';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { sealedFolder } from '../../support/sealedFolder.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

async function checkFolder({ press, choose, fill, page }: WizardSession, folder: string): Promise<void> {
  await press('Check it');
  await choose('A folder');
  await fill('Folder', folder);
  await page.getByRole('textbox', { name: 'Folder', exact: true }).press('Enter');
}

describeWith(['chromium', 'prometheus', 'openssl'], 'a sound setup', () => {
  it.each([['light', 360], ['dark', 1280]] as const)('is called sound, with all that was looked at, in %s at %i px', async (look, width) => {
    await withBrokenSetup(toolPath('prometheus'), async (setup) => {
      const wizard = await openWizard({ look, width });
      const { page } = wizard;
      await checkFolder(wizard, setup.folder);
      await page.getByText('Sound', { exact: true }).waitFor();
      const looked = page.getByRole('region', { name: 'What was looked at' });
      for (const seen of [`127.0.0.1:${String(setup.port)}`, setup.path('prometheus.key'), 'Both accept it.', 'starts and serves TLS']) {
        await looked.getByText(seen, { exact: true }).first().waitFor();
      }
      expect(await page.getByRole('button', { name: /^Fix/ }).count()).toBe(0);
      expect(await wizard.findings('check, sound')).toEqual([]);
      await wizard.press('Check again');
      await page.getByText('Sound', { exact: true }).waitFor();
      expect(wizard.said).toEqual([]);
    });
  });
});

describeWith('chromium', 'a check that has little to look at', () => {
  it('says of files alone that no server was asked, and is walked through by keyboard', async () => {
    const { path } = sealedFolder({ tls: true, users: { prometheus: 'korenbloem 7 vuurtoren' } });
    const wizard = await openWizard();
    const { page } = wizard;
    await wizard.press('Check it');
    await wizard.choose('Files');
    await wizard.fill('File 1', join(path, 'web.yml'));
    await wizard.fill('File 2', join(path, 'prometheus.crt'));
    await wizard.fill('Release of Prometheus', '2.53.0');
    await page.getByRole('textbox', { name: 'File 2', exact: true }).press('Enter');
    await page.getByText('No server: only files were looked at.').waitFor();
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    expect(await focused()).toBe('Check a setup');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Check again');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Check something else');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /^Files/ }).waitFor();
    expect(wizard.said).toEqual([]);
  });

  it('finds nothing in an empty folder, and does not call it sound', async () => {
    const wizard = await openWizard({ width: 360 });
    mkdirSync(wizard.folder);
    await checkFolder(wizard, wizard.folder);
    await wizard.page.getByText('There is nothing here to check', { exact: true }).waitFor();
    await wizard.page.getByText('There is no web.yml and no prometheus.yml in').waitFor();
    expect(await wizard.page.getByText('Sound').count()).toBe(0);
    expect(await wizard.findings('check, nothing there')).toEqual([]);
  });

  it('says why a server cannot be looked at, and why a path is refused', async () => {
    const wizard = await openWizard({ look: 'dark' });
    await wizard.press('Check it');
    await wizard.choose('Another server here');
    await wizard.fill('Listens on', wizard.listen);
    await wizard.press('Check');
    await wizard.page.getByText('There is nothing here to check', { exact: true }).waitFor();
    expect(await wizard.findings('check, no server')).toEqual([]);
    await wizard.press('Check something else');
    await wizard.choose('A folder');
    await wizard.fill('Folder', `/${'a'.repeat(5000)}`);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.page.getByRole('alert').waitFor();
    expect(await wizard.findings('check, refused')).toEqual([]);
    await wizard.press('Try again');
    await wizard.page.getByRole('alert').waitFor();
  });

  it('is reached from a folder that is opened', async () => {
    const wizard = await openWizard();
    const { path } = sealedFolder({ tls: true, users: { prometheus: 'korenbloem 7 vuurtoren' } });
    await wizard.press('Open');
    await wizard.fill('Folder', path);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.press('Check what is here');
    await wizard.page.getByText(`Setup: ${path}`).waitFor();
    await wizard.page.getByRole('heading', { name: 'What was looked at' }).waitFor();
  });
});
