/** What cannot be done is said in the step where it can be put right, and Next stays there. */
import { copyFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import type { StepTitle } from '../../support/wizardPage.ts';
import { askSealed, openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

/** Somebody else on a port. */
async function takenPort(): Promise<number> {
  const server = createServer((_, response) => response.end('somebody else'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Next does not leave the step, and the field says that it is wrong. */
async function expectHeld({ page, onStep }: WizardSession, step: StepTitle, field: Locator): Promise<void> {
  await page.locator('button[type=submit]').click();
  await field.and(page.locator('[aria-invalid=true]')).waitFor();
  await onStep(step);
}

describeWith('chromium', 'what is refused', () => {
  it('names the program that has the port, and goes on once another port is given', async () => {
    const wizard = await openWizard();
    const port = await takenPort();
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, `127.0.0.1:${String(port)}`);
    await wizard.page.getByText(`127.0.0.1:${String(port)} is in use by`).waitFor();
    await wizard.page.locator('button[type=submit]').click();
    await wizard.onStep('Server');
    await wizard.fill('Listen on', wizard.listen);
    await wizard.page.getByText('is in use by').first().waitFor({ state: 'detached' });
    await wizard.nextTo('Names');
  });

  it('says each rule in the field that breaks it', async () => {
    const wizard = await openWizard();
    const { page } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, 'nonsense');
    await expectHeld(wizard, 'Server', page.getByRole('textbox', { name: 'Listen on' }));
    await wizard.fill('Listen on', wizard.listen);
    // FOLDER_NOT_ABSOLUTE
    await wizard.fill('Working folder', 'relative/folder');
    await expectHeld(wizard, 'Server', page.getByRole('textbox', { name: 'Working folder' }));
    await wizard.fill('Working folder', wizard.folder);
    await wizard.nextTo('Certificate');
    await page.getByLabel('Valid for (days)').fill('5000');
    await expectHeld(wizard, 'Certificate', page.getByLabel('Valid for (days)'));
    await page.getByLabel('Valid for (days)').fill('365');
    await wizard.fill('Country', 'B1');
    await expectHeld(wizard, 'Certificate', page.getByRole('textbox', { name: 'Country' }));
    await wizard.fill('Country', 'BE');
    await wizard.nextTo('Users');
    await wizard.fill('User name', 'a:b');
    await expectHeld(wizard, 'Users', page.getByRole('textbox', { name: 'User name' }));
    await wizard.fill('User name', 'grafana');
    await wizard.setPassword('grafana', 'x'.repeat(73));
    await expectHeld(wizard, 'Users', page.getByLabel('Password', { exact: true }));
    await wizard.setPassword('grafana', password);
    await wizard.nextTo('Options');
  });

  it('holds a plan back that cannot work, and says why on Review', async () => {
    const wizard = await openWizard();
    mkdirSync(wizard.folder, { mode: 0o700 });
    writeFileSync(join(wizard.folder, 'web.yml'), 'tls_server_config: [not a mapping\n');
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.page.getByText('Put right what is listed at the top first.').waitFor();
    expect(await wizard.page.getByRole('button', { name: 'Apply', exact: true }).isDisabled()).toBe(true);
    expect(await wizard.page.getByText(`${wizard.folder}/web.yml`).count()).toBeGreaterThan(0);
  });
});

describeWith(['chromium', 'prometheus'], 'a machine without promtool', () => {
  it('says so and seals Prometheus all the same', async () => {
    const wizard = await openWizard({ env: { PATH: '/nowhere' } });
    const alone = join(wizard.program.root, 'alone');
    mkdirSync(alone);
    copyFileSync('/usr/bin/prometheus', join(alone, 'prometheus'));
    chmodSync(join(alone, 'prometheus'), 0o755);
    await wizard.begin();
    await wizard.useBinary(join(alone, 'prometheus'), wizard.folder, wizard.listen);
    await wizard.page.getByText('not found: the new files are checked by PromSeal alone').waitFor();
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    expect(await wizard.page.getByText('promtool check').count()).toBe(0);
    await wizard.applyAndWait();
    expect(await askSealed(wizard.port, wizard.folder, `prometheus:${password}`)).toBe(200);
  });
});
