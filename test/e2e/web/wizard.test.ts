/** The whole path, clicked: every Prometheus of this machine and the rehearsal end up answering over TLS with a password only. */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prometheusLines } from '../../support/realPrometheus.ts';
import { describeUnless, describeWith, missingTools } from '../../support/requireTool.ts';
import { askClear, askSealed, openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

/** From Names to the proof, with the presets and one user. */
async function sealWithPresets(wizard: WizardSession): Promise<void> {
  await wizard.nextTo('Users');
  await wizard.setPassword('prometheus', password);
  await wizard.nextTo('Review');
  const found: string[] = [];
  await wizard.applyAndWait(async () => void found.push(...(await wizard.findings('7 apply'))));
  expect(found).toEqual([]);
}

async function expectSealed({ port, folder, page, readGrid, said }: WizardSession): Promise<void> {
  await page.getByText('Proven', { exact: true }).waitFor();
  const grid = await readGrid();
  expect(grid.length).toBeGreaterThanOrEqual(9);
  expect(grid.filter((row) => row.includes('as it should be')).length).toBeGreaterThanOrEqual(5);
  expect(await askClear(port)).toBe(400);
  expect(await askSealed(port, folder)).toBe(401);
  expect(await askSealed(port, folder, 'prometheus:wrong')).toBe(401);
  expect(await askSealed(port, folder, `prometheus:${password}`)).toBe(200);
  await page.getByRole('table').filter({ hasText: 'Health' }).getByText('up', { exact: true }).waitFor();
  expect(said).toEqual([]);
}

const chromium = missingTools(['chromium']);
const lines = prometheusLines();

describeUnless(chromium ?? (lines.length === 0 ? 'no Prometheus' : null), 'the whole path', () => {
  it.each(lines)('seals Prometheus $line', async ({ prometheus }) => {
    const wizard = await openWizard();
    await wizard.begin();
    await wizard.useBinary(prometheus, wizard.folder, wizard.listen);
    await sealWithPresets(wizard);
    await expectSealed(wizard);
    await wizard.nextTo('Finish');
    expect(await wizard.page.getByText('basicAuthUser: "prometheus"').count()).toBe(1);
  });
});

describeWith('chromium', 'the whole path without Prometheus', () => {
  it('seals the rehearsal, and undoing leaves nothing of it', async () => {
    const wizard = await openWizard();
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await sealWithPresets(wizard);
    await expectSealed(wizard);
    await wizard.press('Undo everything');
    await wizard.press('Undo now');
    await wizard.page.getByText('Put back', { exact: true }).waitFor();
    expect(await wizard.findings('7 apply, put back')).toEqual([]);
    expect(await askClear(wizard.port)).toBe('ECONNREFUSED');
    for (const name of ['web.yml', 'prometheus.yml', 'prometheus.key', 'prometheus.crt']) expect(existsSync(join(wizard.folder, name)), name).toBe(false);
    await wizard.press('Back to Review');
    // What was asked for before is there again, but for the password: it was forgotten when it had been applied.
    await wizard.onStep('Users');
    await wizard.page.getByText('The password of prometheus is needed to apply this.').first().waitFor();
  });
});

describeUnless(chromium, 'an undo that would lose what somebody changed', () => {
  it('is refused at first, and done when the person insists', async () => {
    const wizard = await openWizard();
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await sealWithPresets(wizard);
    await expectSealed(wizard);
    appendFileSync(join(wizard.folder, 'prometheus.yml'), '# by hand\n');
    await wizard.press('Undo everything');
    await wizard.press('Undo now');
    await wizard.page.getByText('Nothing was put back').first().waitFor();
    expect(existsSync(join(wizard.folder, 'web.yml'))).toBe(true);
    await wizard.press('Put it back all the same');
    await wizard.page.getByText('Put back', { exact: true }).waitFor();
    expect(existsSync(join(wizard.folder, 'web.yml'))).toBe(false);
  });
});

describe.each(['light', 'dark'] as const)('every screen in %s', (look) => {
  describeUnless(chromium, `in Chromium, ${look}`, () => {
    it.each([1360, 360])('has nothing that axe-core finds, and does not scroll sideways, at %d px', async (width) => {
      const wizard = await openWizard({ look, width, height: width === 360 ? 780 : 860 });
      const found = await wizard.findings('0 start');
      const look_ = async (name: string): Promise<void> => void found.push(...(await wizard.findings(name)));
      await wizard.begin();
      await wizard.useRehearsal(wizard.folder, wizard.listen);
      await look_('1 server');
      await wizard.nextTo('Names');
      await wizard.page.getByLabel('Names and addresses', { exact: true }).fill('not a name, _x.example');
      await wizard.page.getByLabel('Names and addresses', { exact: true }).press('Enter');
      await look_('2 names refused');
      for (let bad = 0; bad < 4; bad += 1) await wizard.page.getByLabel('Names and addresses', { exact: true }).press('Backspace');
      await wizard.nextTo('Certificate');
      await look_('3 certificate');
      await wizard.nextTo('Users');
      await wizard.page.locator('button[type=submit]').click();
      await look_('4 users, password missing');
      await wizard.setPassword('prometheus', password);
      await look_('4 users');
      await wizard.nextTo('Options');
      await look_('5 options');
      await wizard.nextTo('Review');
      await wizard.page.getByRole('heading', { name: 'Every file' }).waitFor();
      await look_('6 review');
      await wizard.applyAndWait();
      await look_('8 proof');
      await wizard.press('Undo everything');
      await look_('8 proof, asked');
      await wizard.press('Keep it');
      await wizard.nextTo('Finish');
      for (const tab of ['Grafana', 'nginx', 'Files', 'Later']) {
        await wizard.page.getByRole('tab', { name: tab }).click();
        await look_(`9 finish ${tab}`);
      }
      expect(found).toEqual([]);
      expect(wizard.said).toEqual([]);
    });
  });
});
