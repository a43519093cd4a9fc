/** The two other ways from the start screen, against servers that really answer. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startRehearsal } from '../../support/realPrometheus.ts';
import { describeWith } from '../../support/requireTool.ts';
import { sealedFolder } from '../../support/sealedFolder.ts';
import { pictureOf } from '../../support/tempTree.ts';
import { askClear, openWizard, sealRehearsal, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';
const isState = (name: string): boolean => /^(\.promseal|data)(\/|$)/.test(name);

async function sealedServer(): Promise<{ url: string; caFile: string }> {
  const folder = sealedFolder({ tls: true, users: { prometheus: password } });
  const server = await startRehearsal({ folder: folder.path, webConfig: 'web.yml' });
  onTestFinished(() => server.stop());
  return { url: `https://localhost:${String(server.port)}`, caFile: join(folder.path, 'prometheus.crt') };
}

async function check(wizard: WizardSession): Promise<void> {
  await wizard.page.locator('button[type=submit]').click();
  await wizard.page.getByText('The same by hand', { exact: true }).first().waitFor();
}

describeWith('chromium', 'checking a connection', () => {
  it.each(['light', 'dark'] as const)('says what is wrong until nothing is, in %s', async (look) => {
    const { url, caFile } = await sealedServer();
    const wizard = await openWizard({ look });
    await wizard.press('Check');
    await wizard.page.getByRole('heading', { name: 'Check a connection' }).waitFor();
    const found = await wizard.findings('check');
    await wizard.fill('Address', url);
    await check(wizard);
    await wizard.page.getByText('There is a problem', { exact: true }).waitFor();
    found.push(...(await wizard.findings('check refused')));
    await wizard.fill('CA file', caFile);
    await wizard.fill('User name', 'prometheus');
    await wizard.page.getByLabel('Password', { exact: true }).fill('not this one');
    await check(wizard);
    await wizard.page.getByText('There is a problem', { exact: true }).waitFor();
    await wizard.page.getByLabel('Password', { exact: true }).fill(password);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.page.getByText('All is well', { exact: true }).waitFor();
    await wizard.page.getByText('the same certificate', { exact: true }).waitFor();
    found.push(...(await wizard.findings('check well')));
    expect(await wizard.page.content()).not.toContain(password);
    expect(found).toEqual([]);
    expect(wizard.said).toEqual([]);
  });
});

describeWith('chromium', 'opening an existing setup', () => {
  it.each(['light', 'dark'] as const)('offers what can be done with it, and undoes it, in %s', async (look) => {
    const wizard = await openWizard({ look });
    await sealRehearsal(wizard, password);
    await wizard.press('Start screen');
    await wizard.page.getByRole('heading', { name: 'What do you want to do?' }).waitFor();
    expect(await wizard.page.getByText('You were in the middle of something').count()).toBe(0);
    const found = await wizard.findings('start, after a run');
    await wizard.press('Open');
    await wizard.page.getByRole('heading', { name: 'Open an existing setup' }).waitFor();
    found.push(...(await wizard.findings('open')));
    await wizard.fill('Folder', wizard.folder);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.page.getByText('What was changed here').waitFor();
    found.push(...(await wizard.findings('open setup')));
    await wizard.press('Undo the last change');
    found.push(...(await wizard.findings('open setup, undo asked')));
    await wizard.press('Undo now');
    await wizard.page.getByText('Put back', { exact: true }).waitFor();
    found.push(...(await wizard.findings('open undone')));
    expect(await askClear(wizard.port)).toBe('ECONNREFUSED');
    expect(existsSync(join(wizard.folder, 'web.yml'))).toBe(false);
    await wizard.press('Set it up again');
    await wizard.onStep('Server');
    await wizard.page.getByText('Nothing has been changed yet').waitFor();
    expect(found).toEqual([]);
    expect(wizard.said).toEqual([]);
  });

  it('proves it again by one press, and writes nothing', async () => {
    const wizard = await openWizard();
    await sealRehearsal(wizard, password);
    const before = pictureOf(wizard.folder, isState);
    await wizard.press('Start screen');
    await wizard.press('Open');
    await wizard.fill('Folder', wizard.folder);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.press('Prove it again');
    await wizard.onStep('Review');
    await wizard.page.getByText('Applied earlier, unchanged').waitFor();
    await wizard.page.getByText('Nothing is written; every check is tried once more.').waitFor();
    expect(await wizard.findings('6 review, nothing to change')).toEqual([]);
    await wizard.press('Prove it again');
    await wizard.onStep('Proof', 60_000);
    expect((await wizard.readGrid()).length).toBeGreaterThanOrEqual(9);
    expect(pictureOf(wizard.folder, isState)).toEqual(before);
    await wizard.press('Undo the last change');
    await wizard.page.getByText('This run changed nothing, so the change before it is undone.').waitFor();
    expect(wizard.said).toEqual([]);
  });

  it('says of a folder without a setup where to begin', async () => {
    const wizard = await openWizard();
    mkdirSync(wizard.folder);
    await wizard.press('Open');
    await wizard.fill('Folder', wizard.folder);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.page.getByText('PromSeal has not set up anything here').waitFor();
  });
});
