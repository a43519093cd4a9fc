/** From the window of an account without rights to a sealed Prometheus of Debian's package: staged by clicks, installed by root, proven from outside. */
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { ensureBuilt } from '../../../scripts/ensureBuilt.ts';
import { checkout } from '../../guards/plantedTree.ts';
import { noBundleMachine, withBundleMachine } from '../../support/bundleMachine.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { nobody, picture } from '../../support/stagedBundle.ts';
import { launchChromium, openWizardPage } from '../../support/wizardPage.ts';
import { askClear, askSealed } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

describeUnless(noBundleMachine(), 'the bundle of the window', () => {
  beforeAll(() => {
    if (!ensureBuilt(checkout)) throw new Error('The build failed; npm run build says why.');
  }, 120_000);

  it('seals the Prometheus of the package, and is taken back byte by byte', async () => {
    await withBundleMachine(async (machine) => {
      const { port, base, root, outside } = machine;
      const before = picture(machine);
      const browser = await launchChromium();
      onTestFinished(() => browser.close());
      const wizard = await openWizardPage(browser);
      const { page, press } = wizard;
      await wizard.start(await machine.serve(nobody));
      await wizard.begin();
      await wizard.choose(`Listens on 127.0.0.1:${String(port)}, run by prometheus as prometheus.service`);
      await page.getByText('runs, in clear').waitFor();
      await wizard.nextTo('Users');
      await wizard.setPassword('prometheus', password);
      await wizard.nextTo('Review');
      await page.getByText('This change needs root', { exact: true }).waitFor();
      await page.getByText('ExecStart=/usr/bin/prometheus $ARGS --web.config.file=/etc/prometheus/web.yml').waitFor();
      const axe = await wizard.findings('review for root, unit');
      await press('Make a bundle');
      await page.getByText('It restarts the unit, and proves the result with curl.').waitFor();
      axe.push(...(await wizard.findings('ready for root, unit')));
      expect(picture(machine)).toBe(before);

      const install = await page.getByRole('figure').filter({ hasText: 'Install it' }).locator('code').innerText();
      expect(install).toBe(`sudo sh ${join(base, 'home/promseal-bundle/install.sh')}`);
      expect(root(install.replace('sudo ', ''))).toMatchObject({ status: 0, stderr: '' });
      expect(await askClear(port)).toBe(400);
      expect(await askSealed(port, outside('/etc/prometheus'))).toBe(401);
      expect(await askSealed(port, outside('/etc/prometheus'), `prometheus:${password}`)).toBe(200);

      const undo = await page.getByRole('figure').filter({ hasText: 'To take it back later' }).locator('code').innerText();
      expect(root(undo.replace('sudo ', ''))).toMatchObject({ status: 0, stderr: '' });
      expect(picture(machine)).toBe(before);
      expect(await askClear(port)).toBe(200);
      expect(axe).toEqual([]);
      expect(wizard.said).toEqual([]);
    });
  }, 90_000);
});
