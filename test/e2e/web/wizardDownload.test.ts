/** A release is downloaded, checked, and sealed; one that is not what its publisher lists is not even unpacked. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startReleaseHost, type ReleaseHost } from '../../support/releaseHost.ts';
import { describeWith } from '../../support/requireTool.ts';
import { askSealed, openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';
const version = '3.5.0';

/** Where the release goes: the working folder that is suggested, in the home folder of the program. */
const intoOf = ({ program }: WizardSession): string => join(program.root, 'home/prometheus_sealed');

/** Chooses the host and begins to download, at once: no pause between the last letter and the press. */
async function beginDownload(wizard: WizardSession, { url }: ReleaseHost): Promise<void> {
  await wizard.begin();
  await wizard.choose('Download a release');
  await wizard.fill('Version', version);
  await wizard.page.locator('summary', { hasText: 'Release host' }).click();
  await wizard.fill('Host', url);
  await wizard.press('Download and check');
}

describeWith(['chromium', 'prometheus', 'promtool'], 'a release that is downloaded', () => {
  it('is watched while it comes, and sealed with the presets', async () => {
    const host = await startReleaseHost(version);
    const wizard = await openWizard();
    const { page } = wizard;
    await beginDownload(wizard, host);
    await page.getByRole('status').getByText(/^Downloading Prometheus 3\.5\.0: \d+\.\d of \d+\.\d MiB$/).waitFor();
    await page.locator('[role=progressbar][aria-valuenow]').waitFor();
    expect(await wizard.findings('1 server, downloading')).toEqual([]);
    host.release();
    const binary = join(intoOf(wizard), host.stem, 'prometheus');
    await page.getByText(binary, { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.getByText(join(intoOf(wizard), host.stem, 'promtool')).waitFor();
    expect(await wizard.findings('1 server, downloaded')).toEqual([]);
    await wizard.place(wizard.folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    await page.getByText('Proven', { exact: true }).waitFor();
    expect(await askSealed(wizard.port, wizard.folder, `prometheus:${password}`)).toBe(200);
    expect(wizard.said).toEqual([]);
  });

  it('leaves nothing when it is stopped', async () => {
    const host = await startReleaseHost(version);
    const wizard = await openWizard();
    await beginDownload(wizard, host);
    await wizard.page.locator('[role=progressbar][aria-valuenow]').waitFor();
    await wizard.press('Cancel');
    await wizard.page.getByRole('progressbar').waitFor({ state: 'detached' });
    expect(await wizard.findings('1 server, download stopped')).toEqual([]);
    // The step has a place where alerts are said; nothing is said in it.
    expect(await wizard.page.getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0);
    expect(existsSync(intoOf(wizard))).toBe(false);
  });

  it('is thrown away when its checksum is another, and the screen says both', async () => {
    const listed = 'a'.repeat(64);
    const host = await startReleaseHost(version, { sha256: listed });
    host.release();
    const wizard = await openWizard();
    await beginDownload(wizard, host);
    await wizard.page
      .getByText(`${host.stem}.tar.gz is not what its publisher lists: SHA-256 ${host.archiveSha256} instead of ${listed}.`)
      .waitFor({ timeout: 60_000 });
    await wizard.page.getByText(/^It was deleted unopened\./).waitFor();
    expect(await wizard.findings('1 server, checksum wrong')).toEqual([]);
    await wizard.onStep('Server');
    expect(existsSync(intoOf(wizard))).toBe(false);
  });
});
