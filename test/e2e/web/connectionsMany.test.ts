/** A thousand jobs in the window without waiting, at every width, and by keyboard alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { tempTree } from '../../support/tempTree.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

/** Half of the jobs over https; two stand elsewhere, and one signs in by something else. */
function manyJobs(count: number): string {
  const folder = tempTree();
  const jobs = Array.from({ length: count }, (_, index) => `  - job_name: app-${String(index)}\n${index % 2 === 0 ? '' : '    scheme: https\n    tls_config: { insecure_skip_verify: true }\n'}    static_configs: [{ targets: ['a${String(index)}.example:9100', 'b${String(index)}.example:9100', 'c${String(index)}.example:9100'] }]\n`);
  writeFileSync(join(folder, 'prometheus.yml'), [
    'alerting: { alertmanagers: [{ static_configs: [{ targets: ["pager.example:9093"] }] }] }',
    'remote_write:',
    '  - url: https://me:top-secret@store.example/api/v1/push',
    '    authorization: { credentials: top-secret }',
    'scrape_config_files: [team.yml]',
    'scrape_configs:',
    `${jobs.join('')}`,
  ].join('\n'));
  writeFileSync(join(folder, 'team.yml'), 'scrape_configs:\n  - job_name: far\n  - job_name: farther\n');
  writeFileSync(join(folder, 'ca.crt'), 'not read by anyone here\n');
  return folder;
}

async function openConnections({ press, choose, fill, page }: WizardSession, folder: string): Promise<void> {
  await press('Check it');
  await choose('A folder');
  await fill('Folder', folder);
  await press('Check');
  await press('Switch connections');
  await page.getByRole('heading', { name: 'Which connections' }).waitFor();
}

/** The longest that the page was busy at a stretch while something was done, in ms. */
async function busiest({ page }: WizardSession, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    Object.assign(globalThis, { seenLongTasks: seen });
  });
  await work();
  await page.waitForTimeout(300);
  return Math.max(0, ...(await page.evaluate(() => (globalThis as unknown as { seenLongTasks: number[] }).seenLongTasks)));
}

describeWith(['chromium'], 'many connections', () => {
  it('of a thousand jobs are chosen, found and planned without the page standing still', async () => {
    const wizard = await openWizard();
    const { page, press, fill } = wizard;
    await openConnections(wizard, manyJobs(1000));
    const longest = await busiest(wizard, async () => {
      await press('All over http');
      await page.getByText('501 of 1004 chosen.').waitFor();
      await page.getByRole('textbox', { name: 'Show only those with' }).or(page.getByRole('searchbox', { name: 'Show only those with' })).pressSequentially('b99', { delay: 30 });
      await page.getByText('501 of 1004 chosen, 11 shown.').waitFor();
      await press('All shown');
      await page.getByText('507 of 1004 chosen, 11 shown.').waitFor();
      await page.getByRole('checkbox', { name: 'app-99', exact: true }).uncheck();
      await page.getByText('506 of 1004 chosen, 11 shown.').waitFor();
    });
    expect(longest).toBeLessThan(250);
    await page.getByRole('radiogroup', { name: 'CA', exact: true }).locator('label', { hasText: 'Set' }).click();
    await fill('CA file', 'ca.crt');
    await page.getByText(/^\d+ lines change in .*prometheus\.yml\. Review shows every one of them\.$/).waitFor({ timeout: 30_000 });
    expect(await page.content()).not.toContain('top-secret');
    expect(wizard.said).toEqual([]);
  });

  it.each([360, 768, 1280, 1920])('are shown and chosen at a width of %i', async (width) => {
    const wizard = await openWizard({ width, look: width === 768 ? 'dark' : 'light' });
    const { page } = wizard;
    await openConnections(wizard, manyJobs(3));
    await page.getByText('stands in', { exact: false }).first().waitFor();
    expect(await page.getByRole('checkbox', { name: 'far', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'app-1', exact: true }).check();
    await page.getByRole('checkbox', { name: /^Remote write/ }).check();
    await page.getByRole('radiogroup', { name: 'User and password' }).locator('label', { hasText: 'Set' }).click();
    await page.getByRole('radiogroup', { name: 'Client certificate' }).locator('label', { hasText: 'Set' }).click();
    await wizard.fill('User', 'scraper');
    await page.getByText(/signs in by authorization, and Prometheus takes no user and password beside that/).first().waitFor();
    expect(await wizard.findings('connections, mixed')).toEqual([]);
    expect(wizard.said).toEqual([]);
  });

  it('are switched by keyboard alone, and found again after the page was loaded anew', async () => {
    const wizard = await openWizard();
    const { page } = wizard;
    await openConnections(wizard, manyJobs(2));
    const box = page.getByRole('checkbox', { name: 'app-0', exact: true });
    await box.focus();
    await page.keyboard.press('Space');
    await page.getByText('1 of 6 chosen.').waitFor();
    const scheme = page.getByRole('radiogroup', { name: 'Scheme' });
    for (let tabs = 0; tabs < 20 && !(await scheme.evaluate((group) => group.contains(document.activeElement))); tabs++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('region', { name: 'What changes' }).getByText('scheme: https', { exact: true }).first().waitFor();
    for (let tabs = 0; tabs < 20 && !(await page.evaluate(() => document.activeElement?.getAttribute('type') === 'submit')); tabs++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await wizard.onStep('Review');
    await page.reload();
    await page.getByRole('heading', { name: 'Which connections' }).waitFor();
    await page.getByText('0 of 6 chosen.').waitFor();
    expect(wizard.said).toEqual([]);
  });
});
