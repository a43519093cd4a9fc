/** A Prometheus that somebody else started: PromSeal prepares everything, shows what is left to a person, and the shown commands work. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findListener } from '../../../electron/inspect/findListener.ts';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { pictureOf } from '../../support/tempTree.ts';
import { askClear, askSealed, openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';
const comment = '# theirs, and it stays';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (await condition()) return;
  }
  throw new Error('it did not come to that within 20 s');
}

/** Starts Prometheus as its owner would: in its own folder, with its own prometheus.yml, in clear. */
async function startTheirs({ folder, port, listen }: WizardSession): Promise<void> {
  mkdirSync(join(folder, 'data'), { recursive: true });
  const config = `${comment}\nglobal: {scrape_interval: 1s}\nscrape_configs:\n  - job_name: self\n    static_configs: [{targets: ['localhost:${String(port)}']}]\n`;
  writeFileSync(join(folder, 'prometheus.yml'), config);
  spawn(toolPath('prometheus'), ['--config.file=prometheus.yml', `--web.listen-address=${listen}`, '--storage.tsdb.path=data'], { cwd: folder, stdio: 'ignore' });
  onTestFinished(() => endListener(listen));
  await until(async () => (await askClear(port)) === 200);
}

/** Ends whatever Prometheus listens there by its number: the one the test started, or the one the commands did. */
async function endListener(listen: string): Promise<void> {
  const found = findListener(listen);
  if (found === null) return;
  process.kill(found.pid, 'SIGTERM');
  await until(() => findListener(listen) === null);
}

/** The commands as they stand on the screen, typed into a shell that stays behind with the server it starts. */
async function runShown({ page }: WizardSession, title: string): Promise<string> {
  const shown = await page.getByRole('figure').filter({ hasText: title }).locator('code').innerText();
  spawn('sh', ['-c', shown], { cwd: '/', stdio: 'ignore' });
  return shown;
}

const isData = (name: string): boolean => /^(\.promseal|data)(\/|$)/.test(name);

describeWith(['chromium', 'prometheus', 'promtool'], 'a Prometheus that runs already', () => {
  it('is sealed by the commands that are shown, and opened again by those of the undo', async () => {
    const wizard = await openWizard();
    const { page, folder, port, listen } = wizard;
    await startTheirs(wizard);
    const pid = findListener(listen)?.pid;
    const before = pictureOf(folder, isData);
    await wizard.begin();
    await wizard.press('Look again');
    await wizard.choose(`Listens on ${listen}, run by`);
    await page.getByText('runs, in clear').waitFor();
    expect(await wizard.findings('1 server, theirs')).toEqual([]);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();

    await page.getByText('The rest is yours', { exact: true }).waitFor();
    await page.getByText('The files are in place. Run the commands below, then prove it again.').waitFor();
    expect(await wizard.findings('8 proof, theirs')).toEqual([]);
    expect(readFileSync(join(folder, 'prometheus.yml'), 'utf8')).toContain(comment);
    expect(findListener(listen)?.pid).toBe(pid);
    expect(await askClear(port)).toBe(200);
    const shown = await runShown(wizard, 'Still to be run by you');
    expect(shown).toContain(`kill ${String(pid)}\n`);
    await until(async () => (await askSealed(port, folder, `prometheus:${password}`)) === 200);
    await wizard.press('Prove again');
    await page.getByText('Proven', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText('Prometheus now answers only over HTTPS, and only with a password.').waitFor();
    expect(await page.getByText('Still to be run by you').count()).toBe(0);
    expect((await wizard.readGrid()).filter((row) => row.includes('as it should be')).length).toBeGreaterThanOrEqual(5);
    expect(await askClear(port)).toBe(400);
    expect(await askSealed(port, folder)).toBe(401);
    expect(await wizard.findings('8 proof, theirs, sealed')).toEqual([]);

    await wizard.press('Undo everything');
    await page.getByText('PromSeal did not start this Prometheus, so you restart it').waitFor();
    expect(await wizard.findings('8 proof, theirs, undo asked')).toEqual([]);
    await wizard.press('Undo now');
    await page.getByText('The files are as they were. Run the commands below for the rest.').waitFor();
    expect(await wizard.findings('7 apply, theirs, undone')).toEqual([]);
    expect(pictureOf(folder, isData)).toEqual(before);
    await runShown(wizard, 'Run these');
    await until(async () => (await askClear(port)) === 200);
    expect(findListener(listen)?.args.join(' ')).not.toContain('--web.config.file');
    // What was asked for before is there again, but for the password: it was forgotten when it had been applied.
    await wizard.press('Back to Review');
    await page.getByText('The password of prometheus is needed to apply this.').first().waitFor();
    expect(wizard.said).toEqual([]);
  });
});
