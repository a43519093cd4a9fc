/** A Prometheus whose files this user may not write: the window stages the change, and says what root has to run. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openScrape, stranger, withClosedSetup, type ClosedSetup } from '../../support/closedSetup.ts';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { pictureOf } from '../../support/tempTree.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';
const account = stranger === undefined ? {} : { uid: stranger };

/** To Review, with the article's answers for the server that runs there. */
async function toReview(wizard: WizardSession, { port }: ClosedSetup): Promise<void> {
  await wizard.begin();
  await wizard.press('Look again');
  await wizard.choose(`Listens on 127.0.0.1:${String(port)}, run by`);
  await wizard.page.getByText('runs, in clear').waitFor();
  await wizard.nextTo('Users');
  await wizard.setPassword('prometheus', password);
  await wizard.nextTo('Review');
  await wizard.page.getByText('This change needs root', { exact: true }).waitFor();
}

const shown = async ({ page }: WizardSession, title: string): Promise<string> => await page.getByRole('figure').filter({ hasText: title }).locator('code').innerText();

describeWith(['chromium', 'prometheus', 'promtool', 'openssl'], 'a setup that only root may write', () => {
  it.each([['light', 1280], ['dark', 360]] as const)('is staged from Review, in %s at %i', async (look, width) => {
    await withClosedSetup(toolPath('prometheus'), (folder, port) => (openScrape(folder, port), {}), async (setup) => {
      const before = pictureOf(setup.folder);
      const wizard = await openWizard({ look, width, ...account });
      const { page, press, fill } = wizard;
      await toReview(wizard, setup);
      expect(await page.getByRole('button', { name: 'Apply', exact: true }).count()).toBe(0);
      const axe = await wizard.findings('review for root');

      // A place that is taken is said, and another one is asked for.
      await fill('New folder for the bundle', wizard.program.root);
      await press('Make a bundle');
      await page.getByRole('textbox', { name: 'New folder for the bundle' }).and(page.locator('[aria-invalid=true]')).waitFor();
      await page.getByText('is there already, and a bundle is only written into a new folder').first().waitFor();
      axe.push(...(await wizard.findings('review for root, taken')));
      await fill('New folder for the bundle', '~/for root');
      await press('Make a bundle');
      await page.getByRole('heading', { level: 1, name: 'Ready for root' }).waitFor();
      axe.push(...(await wizard.findings('ready for root')));

      const folder = join(wizard.program.root, 'home/for root');
      await page.getByText(folder, { exact: true }).waitFor();
      const dryRun = await shown(wizard, 'See what it would do');
      expect(dryRun).toBe(`sudo sh '${folder}/install.sh' --dry-run`);
      expect(await shown(wizard, 'Install it')).toBe(`sudo sh '${folder}/install.sh'`);
      expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(5);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(readFileSync(join(folder, 'install.sh'), 'utf8')).not.toContain(password);
      expect(await page.content()).not.toContain(password);
      expect(pictureOf(setup.folder)).toEqual(before);
      // It asks nothing and changes nothing, so it may run here; installing is for a machine of its own.
      if (process.geteuid?.() === 0) {
        const told = spawnSync('sh', ['-c', dryRun.replace('sudo ', '')], { encoding: 'utf8' });
        expect(told).toMatchObject({ status: 0, stderr: '' });
        expect(told.stdout).toContain(`creates  ${setup.path('web.yml')}`);
      }

      // The password was sent once and is asked for again by whoever goes back.
      await press('Back');
      await wizard.onStep('Options');
      expect(axe).toEqual([]);
      expect(wizard.said).toEqual([]);
    });
  }, 60_000);

  it('is repaired by a bundle from Check', async () => {
    const arrange = (folder: string, port: number): { args: string[] } => {
      openScrape(folder, port);
      selfSigned(folder);
      writeFileSync(join(folder, 'web.yml'), 'tls_server_config: { cert_file: prometheus.crt, key_file: prometheus.key }\n', { mode: 0o644 });
      return { args: [`--web.config.file=${join(folder, 'web.yml')}`] };
    };
    await withClosedSetup(toolPath('prometheus'), arrange, async ({ folder, port }) => {
      const wizard = await openWizard({ ...account });
      const { page, press } = wizard;
      const before = pictureOf(folder);
      await press('Check it');
      await wizard.choose(`Prometheus on 127.0.0.1:${String(port)}`);
      await press('Check');
      await page.getByRole('heading', { name: 'What was looked at' }).waitFor();
      await press('Fix: Make the self-scrape fit the server');
      await page.getByText('This change needs root', { exact: true }).waitFor();
      await page.getByText('What is repaired', { exact: true }).waitFor();
      const axe = await wizard.findings('repair for root');
      await press('Make a bundle');
      await page.getByRole('heading', { level: 1, name: 'Ready for root' }).waitFor();
      axe.push(...(await wizard.findings('repair ready for root')));
      expect(readFileSync(join(wizard.program.root, 'home/promseal-bundle/files/001-prometheus.yml'), 'utf8')).toContain('scheme: https');
      expect(pictureOf(folder)).toEqual(before);
      await press('Check again');
      await page.getByRole('heading', { name: 'What was looked at' }).waitFor();
      expect(axe).toEqual([]);
      expect(wizard.said).toEqual([]);
    });
  }, 60_000);

  it('is not staged for what the machine has become since', async () => {
    await withClosedSetup(toolPath('prometheus'), (folder, port) => (openScrape(folder, port), {}), async (setup) => {
      const wizard = await openWizard({ ...account });
      const { page, press } = wizard;
      await toReview(wizard, setup);
      spawnSync('sh', ['-c', `chmod u+w ${setup.path('prometheus.yml')}; echo '# since then' >> ${setup.path('prometheus.yml')}`]);
      await press('Make a bundle');
      await page.getByText('since then').first().waitFor();
      await page.getByText('PLAN_STALE').waitFor();
      expect(existsSync(join(wizard.program.root, 'home/promseal-bundle'))).toBe(false);
      await press('Make a bundle');
      await page.getByRole('heading', { level: 1, name: 'Ready for root' }).waitFor();
      expect(existsSync(join(wizard.program.root, 'home/promseal-bundle/install.sh'))).toBe(true);
    });
  }, 60_000);
});
