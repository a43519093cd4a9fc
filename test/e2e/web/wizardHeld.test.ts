/** Next on a step that is not done says what is missing, to those who look and to those who listen, and goes there. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { openWizard } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

/** The words beside Next, which a screen reader is told as an alert. */
async function heldBy(page: Page): Promise<string> {
  await page.locator('button[type=submit]').click();
  const alert = page.getByRole('alert').filter({ hasText: 'to put right first' });
  await alert.waitFor({ state: 'attached' });
  const said = (await alert.textContent()) ?? '';
  const shown = await page.locator('form [role=status]').filter({ hasText: 'to put right first' }).innerText();
  expect(shown).toContain(said);
  return said;
}

/** What has the focus, by its label. */
async function focusOf(page: Page): Promise<string> {
  return await page.evaluate<string>(`(() => {
    const { activeElement: element } = document;
    return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  })()`);
}

describeWith('chromium', 'Next on a step that is not done', () => {
  it('names the first of what is missing and moves there, on every step that asks', async () => {
    const wizard = await openWizard();
    const { page } = wizard;
    await wizard.begin();
    // PROGRAM_NOT_CHOSEN
    await wizard.choose('A prometheus program elsewhere');
    expect(await heldBy(page)).toBe('One thing to put right first: No prometheus program is chosen yet.');
    expect(await focusOf(page)).toBe('Path of the prometheus program');
    expect(await wizard.findings('1 server, no program')).toEqual([]);
    // RELEASE_NOT_DOWNLOADED
    await wizard.choose('Download a release');
    expect(await heldBy(page)).toContain('The release is not downloaded yet.');
    expect(await focusOf(page)).toBe('Download and check');
    await wizard.useRehearsal(wizard.folder, 'nonsense');
    expect(await heldBy(page)).toBe('One thing to put right first: nonsense is not an address to listen on.');
    expect(await focusOf(page)).toBe('Listen on');
    await wizard.fill('Listen on', wizard.listen);
    await page.getByText('to put right first').first().waitFor({ state: 'detached' });
    await wizard.nextTo('Names');

    const box = page.getByRole('textbox', { name: 'Names and addresses', exact: true });
    await box.fill('one_bad, two_bad');
    await box.press('Enter');
    expect(await heldBy(page)).toBe('2 things to put right first, beginning with: "one_bad" contains an underscore.');
    expect(await focusOf(page)).toBe('Remove one_bad');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove two_bad' }).click();
    await wizard.nextTo('Certificate');

    await page.getByLabel('Valid for (days)').fill('5000');
    await wizard.fill('Country', 'B1');
    expect(await heldBy(page)).toBe('2 things to put right first, beginning with: A validity of 5000 days is not possible.');
    expect(await focusOf(page)).toBe('Valid for (days)');
    // Longer than any calendar: said, and drawn all the same.
    await page.getByLabel('Valid for (days)').fill('999999999999999');
    await page.getByText('days is not possible').first().waitFor();
    await page.getByLabel('Valid for (days)').fill('365');
    await wizard.fill('Country', 'BE');
    await wizard.nextTo('Users');

    expect(await heldBy(page)).toBe('One thing to put right first: The password of prometheus is needed to apply this.');
    expect(await focusOf(page)).toBe('Password');
    // Pressed again it is said again, from wherever one is.
    await page.getByRole('textbox', { name: 'User name' }).focus();
    await heldBy(page);
    expect(await focusOf(page)).toBe('Password');
    expect(await wizard.findings('4 users, held')).toEqual([]);
    await wizard.fill('User name', 'x'.repeat(70));
    expect(await heldBy(page)).toContain('2 things to put right first, beginning with: ');
    expect(await page.getByText('Too big').count()).toBe(0);
    expect(await focusOf(page)).toBe('User name');
    await wizard.fill('User name', 'prometheus');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Options');
    expect(wizard.said).toEqual([]);
  });

  it('leaves the field it moves to in sight of a narrow window', async () => {
    const wizard = await openWizard({ width: 360, height: 640 });
    const { page } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Users');
    for (let more = 0; more < 3; more += 1) await wizard.press('Add a user');
    for (const user of ['prometheus', 'grafana', 'admin']) await wizard.setPassword(user, password);
    await page.evaluate('scrollTo(0, 0)');
    await heldBy(page);
    const [field, bar] = await page.evaluate<[number, number]>(`(() => {
      const bar = document.querySelector('button[type=submit]').closest('form').lastElementChild;
      return [document.activeElement.getBoundingClientRect().bottom, bar.getBoundingClientRect().top];
    })()`);
    expect(await focusOf(page)).toBe('Password');
    expect(field).toBeGreaterThan(0);
    expect(field).toBeLessThan(bar);
    expect(await wizard.findings('4 users, held, narrow')).toEqual([]);
  });

  it('asks for a certificate or a user where neither is wanted', async () => {
    const wizard = await openWizard();
    const { page } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.press('Remove this user');
    await wizard.press('Back');
    await wizard.choose('No TLS');
    expect(await heldBy(page)).toBe('One thing to put right first: Neither TLS nor a user is asked for, so there is nothing to secure.');
    expect(await page.evaluate<string>('document.activeElement.value')).toBe('none');
    expect(await wizard.findings('3 certificate, nothing asked')).toEqual([]);
    await wizard.choose('Signed by itself');
    await wizard.nextTo('Users');
  });
});
