/** A certificate of a private authority that somebody brings along, and a server of ours that is chosen a second time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { makeAuthority, makeCertificate, makeKeys } from '../../support/certificateMaker.ts';
import { openWizard } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

/** A certificate for localhost and its key as their owner would have them, and the CA that signed it. */
async function writeBrought(folder: string): Promise<void> {
  mkdirSync(folder, { mode: 0o700 });
  const authority = await makeAuthority(await makeKeys('p256'), 'CN=Our CA');
  const server = await makeCertificate({ keys: await makeKeys('p256'), subject: 'CN=localhost', issuer: authority, names: ['DNS:localhost'] });
  writeFileSync(join(folder, 'our-ca.crt'), authority.certificatePem);
  writeFileSync(join(folder, 'server.crt'), server.certificatePem);
  writeFileSync(join(folder, 'server.key'), server.keyPem, { mode: 0o600 });
}

describeWith(['chromium', 'prometheus'], 'a certificate that is there already', () => {
  it('is kept once web.yml names it, and proven by the CA that is given', async () => {
    const wizard = await openWizard();
    const { page, folder } = wizard;
    await writeBrought(folder);
    await wizard.begin();
    await wizard.useBinary(toolPath('prometheus'), folder, wizard.listen);
    await wizard.nextTo('Certificate');
    expect(await page.getByRole('radio', { name: /The one in web.yml/ }).count()).toBe(0);
    await page.getByText('You have a certificate of a CA already').click();
    await wizard.press('Look again');
    await page.getByText(`${folder}/web.yml names no certificate yet.`).waitFor();
    // What the step says to write, as it stands there.
    const shown = await page.getByRole('figure').filter({ hasText: `${folder}/web.yml` }).locator('code').innerText();
    writeFileSync(join(folder, 'web.yml'), shown, { mode: 0o600 });
    await wizard.press('Look again');
    await page.getByText(`names ${folder}/server.crt`).waitFor();
    expect(await page.getByLabel('Authority that signed it').count()).toBe(0);
    await wizard.choose('The one in web.yml');
    // CERTIFICATE_CA_UNKNOWN
    await page.getByText('Another authority signed').waitFor();
    await wizard.fill('Authority that signed it', join(folder, 'none.crt'));
    // CERTIFICATE_CA_UNREADABLE
    await page.getByText('cannot be used: it is not there').first().waitFor();
    await page.locator('button[type=submit]').click();
    await wizard.onStep('Certificate');
    await wizard.fill('Authority that signed it', join(folder, 'our-ca.crt'));
    await page.getByText('cannot be used').first().waitFor({ state: 'detached' });
    expect(await wizard.findings('3 certificate, kept')).toEqual([]);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    await page.getByText('Proven', { exact: true }).waitFor();
    expect((await wizard.readGrid()).join('\n')).not.toContain('not as it should');

    // The same server is found again: once, and as ours.
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: /^Server/ }).click();
    await wizard.onStep('Server');
    await wizard.press('Look again');
    const ours = page.getByRole('radio', { name: new RegExp(`Listens on ${wizard.listen}`) });
    await ours.waitFor();
    expect(await ours.count()).toBe(1);
    expect(await ours.isChecked()).toBe(true);
    await page.getByText(`PromSeal started it for the setup in ${folder}`).waitFor();
    expect(wizard.said).toEqual([]);
  });
});
