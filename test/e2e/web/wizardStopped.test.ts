/** A change that does not come to its end: stopped by the person, or cut off with the program. Either way everything is put back. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { pictureOf } from '../../support/tempTree.ts';
import { builtProgram, managedPid } from '../../support/wizardProgram.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

const password = 'korenbloem 7 vuurtoren';

/** Says what it is, and as a server never gets ready, so that there is time to stop. */
const slowPrometheus = `#!/bin/sh
if [ "$1" = --version ]; then
  echo 'prometheus, version 2.42.0 (branch: HEAD, revision: 225c61122d88b01d1f0eaaee0e05b6f3e0567ac0)'
  exit 0
fi
exec sleep 120
`;

const isState = (name: string): boolean => /^(\.promseal|data)(\/|$)/.test(name);
const pictured = ({ folder }: WizardSession): string[] => pictureOf(folder, isState);

/** The slow program, and a working folder with a prometheus.yml of its owner. */
function slowSetup({ program, folder }: WizardSession): string {
  const slow = join(program.root, 'prometheus-slow');
  writeFileSync(slow, slowPrometheus, { mode: 0o755 });
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, 'prometheus.yml'), '# theirs\nglobal:\n  scrape_interval: 1s\n');
  return slow;
}

async function untilStarted(folder: string): Promise<number> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const pid = managedPid(folder);
    if (pid !== null) return pid;
  }
  throw new Error('the server was not started');
}

/** Applies by the command line and kills that in the middle, when the new files are there and the server is being started. */
async function cutOff({ program, folder, listen }: WizardSession, slow: string): Promise<void> {
  const answers = join(program.root, 'answers.yml');
  const lines = ['version: 1', `folder: ${folder}`, `server: { kind: binary, binary: ${slow}, listen: "${listen}" }`, 'names: [localhost]', 'certificate: { source: self_signed }', 'users: [{ name: alice, generate: true }]', ''];
  writeFileSync(answers, lines.join('\n'));
  const child = spawn(process.execPath, [builtProgram(), 'apply', answers, '--yes'], { cwd: program.root, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await untilStarted(folder);
  child.kill('SIGKILL');
  await ended;
}

describeWith('chromium', 'a change that is not finished', () => {
  it('is put back when it is cancelled, and the screen says so', async () => {
    const wizard = await openWizard();
    const { page, folder } = wizard;
    const slow = slowSetup(wizard);
    const before = pictured(wizard);
    await wizard.begin();
    await wizard.useBinary(slow, folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', password);
    await wizard.nextTo('Review');
    await page.getByRole('button', { name: 'Apply', exact: true }).and(page.locator(':enabled')).click();
    await wizard.onStep('Apply');
    await untilStarted(folder);
    expect(existsSync(join(folder, 'web.yml'))).toBe(true);
    // What is done is ticked, the start is being done, and the proof is still to come.
    const marks = await page.getByRole('list', { name: 'What is done' }).getByRole('listitem').evaluateAll((items) => items.map((item) => item.getAttribute('data-state')));
    expect(marks.slice(-3)).toEqual(['done', 'now', 'todo']);
    expect(marks.slice(0, -2).every((mark) => mark === 'done')).toBe(true);
    expect(await wizard.findings('7 apply, at work')).toEqual([]);
    await wizard.press('Cancel');
    await page.getByText('Put back', { exact: true }).waitFor({ timeout: 30_000 });
    expect(await wizard.findings('7 apply, cancelled')).toEqual([]);
    await page.getByText('You stopped this. What had been changed was put back.').waitFor();
    expect(pictured(wizard)).toEqual(before);
    expect(managedPid(folder)).toBeNull();
    // What was asked for stays, so that it can be applied after all.
    await wizard.press('Back to Review');
    await page.getByRole('button', { name: 'Apply', exact: true }).and(page.locator(':enabled')).waitFor();
    expect(wizard.said).toEqual([]);
  });

  it('is put back from the folder when the program was killed in the middle', async () => {
    const wizard = await openWizard();
    const { page, folder } = wizard;
    const slow = slowSetup(wizard);
    const before = pictured(wizard);
    await cutOff(wizard, slow);
    expect(pictured(wizard)).not.toEqual(before);
    await wizard.press('Open');
    await wizard.fill('Folder', folder);
    await wizard.page.locator('button[type=submit]').click();
    await page.getByText('A change was cut off half way').waitFor();
    expect(await wizard.findings('open, cut off')).toEqual([]);
    await wizard.press('Put everything back');
    await page.getByText('Put back', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByText('Everything that this change did was put back.').waitFor();
    expect(await wizard.findings('open, cut off, put back')).toEqual([]);
    expect(pictured(wizard)).toEqual(before);
    expect(managedPid(folder)).toBeNull();
    expect(await page.getByText('A change was cut off half way').count()).toBe(0);
    expect(wizard.said).toEqual([]);
  });
});
