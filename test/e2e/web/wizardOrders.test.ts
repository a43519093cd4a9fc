/** The orders in which people seal a server: TLS first and users later, users alone, and a renewal; each by opening the folder again. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { managedPid } from '../../support/wizardProgram.ts';
import { describeWith } from '../../support/requireTool.ts';
import { askClear, askSealed, openWizard, sealRehearsal, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';
const prometheus = '/usr/bin/prometheus';

/** Begins on the Server step and goes to Certificate. */
async function beginWithPrometheus(wizard: WizardSession): Promise<void> {
  await wizard.begin();
  await wizard.useBinary(prometheus, wizard.folder, wizard.listen);
  await wizard.nextTo('Certificate');
}

/** From the proof to the end, and into the same folder by the start screen. */
async function openAgain(wizard: WizardSession): Promise<void> {
  await wizard.nextTo('Finish');
  await wizard.press('Done');
  // What is complete is nothing to go on with.
  await wizard.page.getByRole('heading', { name: 'What do you want to do?' }).waitFor();
  expect(await wizard.page.getByText('You were in the middle of something').count()).toBe(0);
  await wizard.press('Open');
  await wizard.page.getByRole('link', { name: wizard.folder }).click();
  await wizard.page.getByText('What was changed here').waitFor();
}

describeWith(['chromium', 'prometheus'], 'the order of things', () => {
  it('turns TLS on first, and lets users in later without a restart', async () => {
    const wizard = await openWizard();
    await beginWithPrometheus(wizard);
    await wizard.nextTo('Users');
    await wizard.press('Remove this user');
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    expect(await askClear(wizard.port)).toBe(400);
    expect(await askSealed(wizard.port, wizard.folder)).toBe(200);
    const before = managedPid(wizard.folder);
    const certificate = readFileSync(join(wizard.folder, 'prometheus.crt'), 'utf8');

    await openAgain(wizard);
    await wizard.press('Add or change a user');
    await wizard.onStep('Users');
    await wizard.press('Add a user');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    expect(await askSealed(wizard.port, wizard.folder)).toBe(401);
    expect(await askSealed(wizard.port, wizard.folder, `prometheus:${password}`)).toBe(200);
    expect(managedPid(wizard.folder)).toBe(before);
    expect(readFileSync(join(wizard.folder, 'prometheus.crt'), 'utf8')).toBe(certificate);
    expect(wizard.said).toEqual([]);
  });

  it('asks for passwords without TLS, and says what that means', async () => {
    const wizard = await openWizard();
    await beginWithPrometheus(wizard);
    await wizard.choose('No TLS');
    await wizard.page.getByText('Prometheus listens on this machine only').waitFor();
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    expect(await askClear(wizard.port)).toBe(401);
    expect(await askClear(wizard.port, `prometheus:${password}`)).toBe(200);
    expect(wizard.said).toEqual([]);
  });
});

describeWith('chromium', 'a setup that is opened again', () => {
  it('renews the certificate and keeps the user, its password and the key private', async () => {
    const wizard = await openWizard();
    await sealRehearsal(wizard, password);
    const webConfig = readFileSync(join(wizard.folder, 'web.yml'), 'utf8');
    const hash = /\$2[aby]\$10\$[./A-Za-z0-9]{53}/.exec(webConfig)?.[0];
    expect(hash).toBeDefined();

    await openAgain(wizard);
    await wizard.press('Renew the certificate');
    await wizard.onStep('Review');
    await wizard.page.getByText('Applied earlier, unchanged').waitFor();
    await wizard.applyAndWait();
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    const renewed = readFileSync(join(wizard.folder, 'web.yml'), 'utf8');
    const [, certFile = ''] = /cert_file: (\S+)/.exec(renewed) ?? [];
    const [, keyFile = ''] = /key_file: (\S+)/.exec(renewed) ?? [];
    expect(renewed).toContain(hash);
    expect(webConfig).not.toContain(certFile);
    expect(statSync(join(wizard.folder, keyFile)).mode & 0o777).toBe(0o600);
    expect(wizard.said).toEqual([]);
  });
});
