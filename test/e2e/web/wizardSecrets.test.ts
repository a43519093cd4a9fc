/** K-22: a password that was typed is nowhere in the page once it is not needed there, and never in its storage. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWith } from '../../support/requireTool.ts';
import { openWizard, type WizardSession } from '../../support/wizardSession.ts';

/** In two halves, so that this text is not itself what is looked for. */
const sentinel = ['zonnebloem', '93f1c6ad'].join('-');

/** Storage, history and every value and text of the document. */
async function pageHolds({ page }: WizardSession): Promise<string> {
  return await page.evaluate<string>(`JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, history.state, location.href, document.cookie,
    document.documentElement.outerHTML, [...document.querySelectorAll('input')].map((input) => input.value),
  ])`);
}

/** The heap after a collection, as the text of a snapshot. */
async function heapOf({ page }: WizardSession): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const pieces: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return pieces.join('');
}

/** Every file of PromSeal's own settings. */
function settingsText(root: string): string {
  const folder = join(root, 'config');
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'utf8')).join('\n');
}

describeWith('chromium', 'a password in the page', () => {
  it('leaves it with the step, and the heap once it was applied', async () => {
    const wizard = await openWizard();
    await wizard.begin();
    await wizard.useRehearsal(wizard.folder, wizard.listen);
    await wizard.nextTo('Users');
    await wizard.setPassword('prometheus', sentinel);
    expect(await pageHolds(wizard)).toContain(sentinel);
    await wizard.nextTo('Options');
    expect(await pageHolds(wizard)).not.toContain(sentinel);
    await wizard.nextTo('Review');
    // It is held for the one call that sends it, so the search is able to find it.
    expect(await heapOf(wizard)).toContain(sentinel);
    await wizard.applyAndWait();
    await wizard.page.getByText('Proven', { exact: true }).waitFor();
    expect(await pageHolds(wizard)).not.toContain(sentinel);
    expect((await heapOf(wizard)).split(sentinel).length - 1).toBe(0);
    expect(settingsText(wizard.program.root)).not.toContain(sentinel);
    expect(wizard.program.said()).not.toContain(sentinel);
  });
});
