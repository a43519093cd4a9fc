/** Connections of a real Prometheus, chosen in the window and switched in one go: reviewed, proven, undone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEither, type EitherServer } from '../../support/eitherServer.ts';
import { startPrometheus, type RunningServer } from '../../support/realPrometheus.ts';
import { describeWith, toolPath } from '../../support/requireTool.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

interface Scene {
  readonly folder: string;
  readonly path: string;
  readonly server: RunningServer;
  readonly manager: EitherServer;
}

function configText(ports: readonly number[], manager: number): string {
  return `# by hand since 2021: keep this line
global: { scrape_interval: 1s, evaluation_interval: 1s }   # fast
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs: [{ targets: ['127.0.0.1:${String(manager)}'] }] # the pager
scrape_configs:
${ports.map((port, index) => `- job_name: 'app-${String(index)}' # number ${String(index)}\n  static_configs: [{ targets: ['127.0.0.1:${String(port)}'] }]\n`).join('')}# the end`;
}

/** Three jobs and an Alertmanager over plain HTTP, whose other sides speak both. */
async function scene(): Promise<Scene> {
  const folder = tempTree();
  const { certPem: cert, keyPem: key } = selfSigned(folder, 'app', { names: 'IP:127.0.0.1' });
  const open = async (): Promise<EitherServer> => {
    const server = await startEither({ cert, key }, 'scraper:correct horse');
    onTestFinished(() => server.close());
    return server;
  };
  const [manager, ...apps] = [await open(), await open(), await open(), await open()];
  const path = join(folder, 'prometheus.yml');
  writeFileSync(join(folder, 'scraper.password'), 'correct horse\n', { mode: 0o600 });
  writeFileSync(join(folder, 'rules.yml'), 'groups: [{ name: g, rules: [{ alert: Always, expr: vector(1) }] }]\n');
  writeFileSync(path, configText(apps.map(({ port }) => port), manager.port));
  const server = await startPrometheus({ binary: toolPath('prometheus'), folder, args: ['--rules.alert.resend-delay=1s'] });
  onTestFinished(() => server.stop());
  return { folder, path, server, manager };
}

async function upOver({ port }: RunningServer, scheme: string): Promise<number> {
  const reply = await fetch(`http://127.0.0.1:${String(port)}/api/v1/targets?state=active`);
  const { data } = (await reply.json()) as { data: { activeTargets: { health: string; scrapeUrl: string }[] } };
  return data.activeTargets.filter(({ health, scrapeUrl }) => health === 'up' && scrapeUrl.startsWith(`${scheme}://`)).length;
}

async function openConnections(wizard: WizardSession, { server }: Scene): Promise<void> {
  await expect.poll(() => upOver(server, 'http'), { timeout: 20_000 }).toBe(3);
  await wizard.press('Check it');
  await wizard.choose(`Prometheus on 127.0.0.1:${String(server.port)}`);
  await wizard.press('Check');
  await wizard.press('Switch connections');
  await wizard.page.getByRole('heading', { name: 'Which connections' }).waitFor();
}

/** One of the short words of a question. */
const say = async ({ page }: WizardSession, question: string, word: string): Promise<void> =>
  await page.getByRole('radiogroup', { name: question, exact: true }).locator('label', { hasText: word }).click();

describeWith(['chromium', 'prometheus', 'openssl'], 'switching connections', () => {
  it.each(['light', 'dark'] as const)('three jobs and an Alertmanager in one go, proven and undone, in %s', async (look) => {
    const setup = await scene();
    const before = readFileSync(setup.path);
    const wizard = await openWizard({ look });
    const { page, press, fill } = wizard;
    await openConnections(wizard, setup);
    const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') });
    expect((await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      ...[0, 1, 2].map((index) => expect.stringMatching(new RegExp(`^app-${String(index)} 127\\.0\\.0\\.1:\\d+ line \\d+ http none needed no 1 up$`)) as string),
      expect.stringMatching(/^Alertmanager 0 127\.0\.0\.1:\d+ line 6 http none needed no not known$/) as string,
    ]);
    const axe = await wizard.findings('connections, choosing');

    await press('Next: Review');
    await page.getByText('Choose at least one connection first.').waitFor();
    await press('All over http');
    await page.getByText('4 of 4 chosen.').waitFor();
    await say(wizard, 'Scheme', 'https');
    await say(wizard, 'CA', 'Set');
    await press('Next: Review');
    await page.getByText('CA file: name the file, or choose Leave.').first().waitFor();
    await fill('CA file', 'gone.crt');
    await page.getByText(/There is no .*gone\.crt, which ca_file is to name\./).first().waitFor();
    axe.push(...(await wizard.findings('connections, wrong')));
    await press('Next: Review');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await fill('CA file', 'app.crt');
    await say(wizard, 'User and password', 'Set');
    await fill('User', 'scraper');
    await page.getByText('The job app-0 would sign in as scraper with no password. 3 more are like that.').first().waitFor();
    await fill('Password file', 'scraper.password');
    const preview = page.getByRole('region', { name: 'What changes' });
    await preview.getByText('password_file: scraper.password').nth(3).waitFor();
    expect(readFileSync(setup.path).equals(before)).toBe(true);
    axe.push(...(await wizard.findings('connections, ready')));

    await press('Next: Review');
    await wizard.onStep('Review');
    await press('Back');
    await page.getByText('4 of 4 chosen.').waitFor();
    await press('Next: Review');
    await wizard.onStep('Review');
    axe.push(...(await wizard.findings('connections, review')));
    await wizard.applyAndWait();
    await page.getByText('Proven', { exact: true }).waitFor();
    expect((await wizard.readGrid()).join('\n')).toContain('up, all 3');
    expect(await upOver(setup.server, 'https')).toBe(3);
    await expect.poll(() => setup.manager.asked.some(({ tls, authorization }) => tls && authorization !== null), { timeout: 20_000 }).toBe(true);
    const now = readFileSync(setup.path, 'utf8').split('\n');
    expect(before.toString().split('\n').filter((line) => !now.includes(line))).toEqual([]);
    axe.push(...(await wizard.findings('connections, proven')));

    await press('Undo everything');
    await press('Undo now');
    await wizard.onStep('Apply', 60_000);
    await expect.poll(() => readFileSync(setup.path).equals(before), { timeout: 20_000 }).toBe(true);
    await expect.poll(() => upOver(setup.server, 'http'), { timeout: 20_000 }).toBe(3);
    expect(axe).toEqual([]);
    expect(wizard.said).toEqual([]);
  });
});
