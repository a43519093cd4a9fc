/** What the Names and Users steps say of each name and each password. */
import { expect, it } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { openWizard } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

describeWith('chromium', 'the names', () => {
  it('are marked where the listen address is not reached by them, until it is', async () => {
    const wizard = await openWizard();
    const { page, port } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Names');
    const chips = page.getByRole('list', { name: /^Names and addresses/ });
    const chip = (name: string) => chips.getByRole('listitem').filter({ has: page.getByRole('button', { name: `Remove ${name}`, exact: true }) });
    const box = page.getByRole('textbox', { name: 'Names and addresses', exact: true });
    await box.fill('prometheus.example.com');
    await box.press('Enter');
    expect(await chip('prometheus.example.com').innerText()).toContain('not reached');
    expect(await chip('::1').innerText()).toContain('not reached');
    expect(await chip('localhost').innerText()).not.toContain('not reached');
    expect(await chip('127.0.0.1').innerText()).not.toContain('not reached');
    await page.getByText('This server listens on 127.0.0.1 only').waitFor();
    expect(await wizard.findings('2 names, not reached')).toEqual([]);
    // It does not stand in the way.
    await wizard.nextTo('Certificate');
    await wizard.press('Back');
    await wizard.press('Change where it listens');
    await wizard.onStep('Server');
    await wizard.fill('Listen on', `:${String(port)}`);
    await wizard.nextTo('Names');
    expect(await page.getByText('not reached').count()).toBe(0);
  });

  it('tells a screen reader of a refused name that it is refused, and of a known one that it is there', async () => {
    const wizard = await openWizard();
    const { page } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Names');
    const box = page.getByRole('textbox', { name: 'Names and addresses', exact: true });
    const said = page.getByRole('status').filter({ hasText: /Added|refused|There already/ });
    await box.fill('mon-7.lan not_ok LOCALHOST');
    await box.press('Enter');
    await page.getByRole('button', { name: 'Remove not_ok' }).waitFor();
    expect(await said.innerText()).toBe('Added mon-7.lan. not_ok is refused: "not_ok" contains an underscore. There already: localhost.');
    expect(await page.getByRole('button', { name: 'Remove localhost' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Remove not_ok' }).getAttribute('aria-describedby')).not.toBeNull();
    expect(wizard.said).toEqual([]);
  });
});

describeWith('chromium', 'the passwords', () => {
  it('are told where they will stand, and stay with their user', async () => {
    const wizard = await openWizard();
    const { page, folder } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(folder, wizard.listen);
    await wizard.nextTo('Users');
    const card = (user: string) => page.getByRole('group', { name: `User ${user}`, exact: true });
    await card('prometheus').getByText(`the password itself goes to ${folder}/prometheus.password (mode 0600)`).waitFor();
    await card('prometheus').getByRole('button', { name: 'Generate' }).click();
    await card('prometheus').getByText(`Apply writes it to ${folder}/prometheus.password (mode 0600)`).waitFor();

    await wizard.press('Add a user');
    await card('grafana').getByText('Only its bcrypt hash is kept, in web.yml').waitFor();
    await card('grafana').getByRole('button', { name: 'Generate' }).click();
    await card('grafana').getByText('Copy it now for whoever signs in with it').waitFor();
    const made = await card('grafana').getByLabel('Password', { exact: true }).inputValue();
    // Typed over, it is not a generated one any more.
    await wizard.setPassword('grafana', password);
    await card('grafana').getByText('so nobody can look it up later').waitFor();
    expect(made).not.toBe(password);

    await page.locator('label', { hasText: /^grafana$/ }).click();
    await card('grafana').getByText(`${folder}/grafana.password`).waitFor();
    await page.locator('label', { hasText: /^In prometheus.yml$/ }).click();
    await card('grafana').getByText(`goes into ${folder}/prometheus.yml`).waitFor();

    await card('prometheus').getByRole('button', { name: 'Remove this user' }).click();
    expect(await card('grafana').getByLabel('Password', { exact: true }).inputValue()).toBe(password);
    await wizard.nextTo('Options');
  });

  it('survive a name that passes through that of another user while it is typed', async () => {
    const wizard = await openWizard();
    const { page } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.press('Add a user');
    await wizard.setPassword('grafana', `${password} too`);
    const second = page.getByRole('textbox', { name: 'User name' }).nth(1);
    await second.fill('prometheu');
    await second.pressSequentially('s');
    await page.getByText('The user prometheus is listed twice.').waitFor();
    await second.pressSequentially('-2');
    await wizard.nextTo('Options');
  });

  it('are told of kept users as they stand, once applied', async () => {
    const wizard = await openWizard();
    const { page, folder } = wizard;
    await wizard.begin();
    await wizard.useRehearsal(folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.press('Add a user');
    await wizard.setPassword('grafana', `${password} too`);
    await wizard.nextTo('Review');
    await wizard.applyAndWait();
    await page.getByText('Proven', { exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: /^Users/ }).click();
    await page.getByText(`prometheus keeps its password. It stands in ${folder}/prometheus.password.`).waitFor();
    await page.getByText('grafana keeps its password. Only its hash is kept, so it cannot be looked up.').waitFor();
  });
});
