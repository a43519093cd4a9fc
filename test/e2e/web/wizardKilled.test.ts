/** program and browser end at any step, as at a power cut. The next start goes on there, without secrets and without half a state. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { freePort } from '../../support/realPrometheus.ts';
import { launchChromium, openWizardPage, type StepTitle, type WizardPage } from '../../support/wizardPage.ts';
import { managedPid, startWizardProgram, type WizardProgram } from '../../support/wizardProgram.ts';

const password = 'korenbloem 7 vuurtoren';

interface Sitting {
  readonly program: WizardProgram;
  readonly wizard: WizardPage;
  /** Ends program and browser at once; nothing gets to clean up. */
  kill(): Promise<void>;
}

async function sitDown(root?: string): Promise<Sitting> {
  const program = await startWizardProgram(root === undefined ? {} : { root });
  onTestFinished(() => program.remove());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const wizard = await openWizardPage(browser);
  await wizard.start(program.link);
  const kill = async (): Promise<void> => {
    process.kill(program.pid, 'SIGKILL');
    await browser.close();
  };
  return { program, wizard, kill };
}

/** All that is kept below a folder, as one text. @param which of the files, by their names */
function keptTexts(root: string, which: (name: string) => boolean = () => true): string {
  if (!existsSync(root)) return '';
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && which(entry.name));
  return entries.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}

/** The draft is written shortly after each change. Under its temporary name, which begins with a dot, it does not count yet. */
async function written(root: string, step: StepTitle): Promise<void> {
  const draft = new RegExp(`"step":\\s*"${step.toLowerCase()}"`);
  await vi.waitUntil(() => draft.test(keptTexts(join(root, 'config'), (name) => !name.startsWith('.'))), { timeout: 10_000, interval: 20 });
}

describeWith('chromium', 'a program and a browser that are killed', () => {
  it('R-26 go on at the step where they were, without the password and without half a state', async () => {
    const listen = `127.0.0.1:${String(await freePort())}`;
    let sitting = await sitDown();
    const { root, folder } = sitting.program;
    const resumed: StepTitle[] = [];

    /** Kills at a step, and finds it again. */
    const survive = async (step: StepTitle): Promise<void> => {
      await sitting.kill();
      expect(keptTexts(root), step).not.toContain(password);
      expect(existsSync(folder), step).toBe(false);
      sitting = await sitDown(root);
      await sitting.wizard.press(/^Go on with/);
      await sitting.wizard.onStep(step);
      resumed.push(step);
    };

    await sitting.wizard.begin();
    await sitting.wizard.useRehearsal(folder, listen);
    for (const step of ['Names', 'Certificate', 'Users', 'Options'] as const) {
      await sitting.wizard.nextTo(step);
      await written(root, step);
      await survive(step);
      if (step === 'Users') await sitting.wizard.setPassword('prometheus', password);
    }
    await sitting.wizard.nextTo('Review');
    await written(root, 'Review');
    await survive('Review');
    expect(resumed).toEqual(['Names', 'Certificate', 'Users', 'Options', 'Review']);
    await sitting.wizard.page.getByText('The password of prometheus is needed to apply this.').first().waitFor();

    await sitting.wizard.press('Go to Users');
    await sitting.wizard.setPassword('prometheus', password);
    await sitting.wizard.nextTo('Review');
    await sitting.wizard.page.getByRole('button', { name: 'Apply', exact: true }).and(sitting.wizard.page.locator(':enabled')).click();
    await vi.waitUntil(() => managedPid(folder) !== null, { timeout: 20_000, interval: 10 });
    await sitting.kill();
    expect(existsSync(join(folder, 'web.yml'))).toBe(true);

    sitting = await sitDown(root);
    const { wizard } = sitting;
    await wizard.press('Open');
    await wizard.fill('Folder', folder);
    await wizard.page.locator('button[type=submit]').click();
    await wizard.page.getByText('A change was cut off half way').waitFor();
    await wizard.press('Put everything back');
    await wizard.page.getByText('Everything that this change did was put back.').waitFor({ timeout: 30_000 });
    expect(readdirSync(folder).filter((name) => !['.promseal', 'data'].includes(name))).toEqual([]);
    expect(managedPid(folder)).toBeNull();
    expect(keptTexts(root)).not.toContain(password);
    expect(wizard.said).toEqual([]);
  });
});
