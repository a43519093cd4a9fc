/** The whole path by the keyboard alone: Tab, arrows, Space and Enter; nothing is clicked. */
import { expect, it } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { askSealed, openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';
const mostTabs = 60;

/** What has the focus, by the words that a screen reader would say of it. */
async function focused({ page }: WizardSession): Promise<string> {
  return await page.evaluate<string>(`(() => {
    const element = document.activeElement;
    const labels = [...(element.labels ?? [])].map((label) => label.textContent);
    return element.getAttribute('aria-label') ?? (labels.join(' ') || element.textContent);
  })()`);
}

/** Presses Tab until it has the focus. */
async function tabTo(wizard: WizardSession, words: RegExp): Promise<void> {
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    await wizard.page.keyboard.press('Tab');
    if (words.test(await focused(wizard))) return;
  }
  throw new Error(`Tab does not reach ${String(words)}`);
}

describeWith('chromium', 'the keyboard', () => {
  it('is enough to seal a server', async () => {
    const wizard = await openWizard();
    const { keyboard } = wizard.page;
    await wizard.page.getByText('Looking for Prometheus').waitFor({ state: 'detached' });
    await tabTo(wizard, /^Begin$/);
    await keyboard.press('Enter');
    await wizard.onStep('Server');
    await tabTo(wizard, /Prometheus/);
    // The rehearsal is the last option, and arrows go around.
    for (let downs = 0; downs < mostTabs && !/^Rehearse/.test(await focused(wizard)); downs += 1) await keyboard.press('ArrowDown');
    await tabTo(wizard, /^Working folder$/);
    await keyboard.press('Control+A');
    await keyboard.type(wizard.folder);
    await tabTo(wizard, /^Listen on$/);
    await keyboard.press('Control+A');
    await keyboard.type(wizard.listen);
    // Enter is the primary action of every step, wherever in the form one is.
    await keyboard.press('Enter');
    await wizard.onStep('Names');
    expect(await focused(wizard)).toBe('Names');
    await tabTo(wizard, /^Next: Certificate$/);
    await keyboard.press('Enter');
    await wizard.onStep('Certificate');
    await tabTo(wizard, /^Valid for/);
    await keyboard.press('Enter');
    await wizard.onStep('Users');
    await tabTo(wizard, /^Password$/);
    await keyboard.type(password);
    await keyboard.press('Enter');
    await wizard.onStep('Options');
    await tabTo(wizard, /^Lifecycle API/);
    await keyboard.press('Space');
    await tabTo(wizard, /^External URL$/);
    await keyboard.press('Enter');
    await wizard.onStep('Review');
    await wizard.page.getByRole('button', { name: 'Apply', exact: true }).and(wizard.page.locator(':enabled')).waitFor();
    await tabTo(wizard, /^Apply$/);
    await keyboard.press('Enter');
    await wizard.onStep('Proof', 60_000);
    expect(await focused(wizard)).toBe('Proof');
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    expect((await wizard.readGrid()).some((row) => row.includes('/-/reload'))).toBe(true);
    expect(await askSealed(wizard.port, wizard.folder, `prometheus:${password}`)).toBe(200);
    await tabTo(wizard, /^Next: Finish$/);
    await keyboard.press('Enter');
    await wizard.onStep('Finish');
    await tabTo(wizard, /^Done$/);
    await keyboard.press('Enter');
    await wizard.page.getByRole('button', { name: 'Begin' }).waitFor();
    expect(wizard.said).toEqual([]);
  });
});
