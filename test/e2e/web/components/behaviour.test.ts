/** What the components do under the hands of somebody with a keyboard, a mouse and a clipboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gallery, openGallery } from '../../../renderer/gallery/openGallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
}, 60_000);
afterAll(() => gallery.close());

describe('ChipInput', () => {
  it('adds by Enter, comma, space and leaving, adds each once, removes by Backspace and button', async () => {
    const { page, close } = await gallery.open('fields');
    const box = page.getByRole('textbox', { name: 'Names and addresses' });
    const chips = page.getByRole('list', { name: /^Names and addresses/ }).getByRole('button');
    await box.pressSequentially('one,two three');
    await box.press('Enter');
    await box.pressSequentially('four');
    await box.blur();
    await box.pressSequentially('one ');
    const added = ['localhost', 'mon-1.lan', '192.0.2.14', 'bad_name', 'one', 'two', 'three', 'four'].map((text) => `Remove ${text}`);
    expect(await chips.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(added);
    await box.press('Backspace');
    expect(await chips.count()).toBe(7);
    await page.getByRole('button', { name: 'Remove mon-1.lan' }).press('Enter');
    expect(await chips.count()).toBe(6);
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Add ::1' }).click();
    expect(await page.getByRole('button', { name: 'Remove ::1' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Add ::1' }).count()).toBe(0);
    await close();
  });

  it('adds many from one paste', async () => {
    const { page, close } = await gallery.open('fields', { permissions: ['clipboard-read', 'clipboard-write'] });
    const box = page.getByRole('textbox', { name: 'Names and addresses' });
    await page.evaluate(() => navigator.clipboard.writeText('a.lan\nb.lan; c.lan'));
    await box.focus();
    await page.keyboard.press('Control+V');
    await page.getByRole('button', { name: 'Remove c.lan' }).waitFor();
    expect(await page.getByRole('button', { name: /^Remove [abc]\.lan/ }).count()).toBe(3);
    await close();
  });
});

describe('PathField', () => {
  it('walks through folders by keyboard, and says nothing to axe while open', async () => {
    const { page, said, close } = await gallery.open('fields');
    await page.getByRole('button', { name: 'Browse: Working folder' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Choose a folder' });
    await dialog.getByRole('option', { name: 'data' }).waitFor();
    expect(await dialog.getByRole('option', { name: 'web.yml' }).count()).toBe(0);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    expect(violations.map((one) => one.id)).toEqual([]);
    await dialog.getByRole('option', { name: 'data' }).press('Enter');
    await dialog.getByText('/srv/prometheus/data').waitFor();
    await dialog.getByRole('button', { name: 'Choose this folder' }).press('Enter');
    expect(await page.getByRole('textbox', { name: 'Working folder' }).inputValue()).toBe('/srv/prometheus/data');
    await page.getByRole('button', { name: 'Browse: Working folder' }).press('Enter');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(said).toEqual([]);
    await close();
  });
});

describe('PasswordField', () => {
  it('is typed hidden, shown by click, and never stands in the page as an attribute', async () => {
    const { page, close } = await gallery.open('fields');
    const box = page.getByLabel('Password of prometheus', { exact: true });
    await box.fill('sesame-opens');
    expect(await box.getAttribute('type')).toBe('password');
    expect(await page.content()).not.toContain('sesame-opens');
    await page.getByRole('button', { name: 'Show: Password of prometheus' }).click();
    expect(await box.getAttribute('type')).toBe('text');
    expect(await box.inputValue()).toBe('sesame-opens');
    await page.getByRole('button', { name: 'Generate' }).click();
    expect(await box.inputValue()).toBe('correct-horse-battery');
    await close();
  });
});

describe('NumberField', () => {
  it('moves by arrows, takes whole numbers, falls back from anything else', async () => {
    const { page, close } = await gallery.open('fields');
    const box = page.getByRole('textbox', { name: 'Valid for (days)' });
    await box.press('ArrowUp');
    expect(await box.inputValue()).toBe('366');
    await box.fill('90');
    await box.blur();
    expect(await box.inputValue()).toBe('90');
    await box.fill('ninety');
    await box.blur();
    expect(await box.inputValue()).toBe('90');
    await close();
  });
});

describe('SecretText', () => {
  it('is masked until asked for, and copied by click', async () => {
    const { page, close } = await gallery.open('fields', { permissions: ['clipboard-read', 'clipboard-write'] });
    expect(await page.getByText('correct-horse-battery').count()).toBe(0);
    await page.getByRole('button', { name: 'Copy Password of prometheus' }).click();
    await page.getByText('Copied. The clipboard is cleared in a minute.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('correct-horse-battery');
    await page.getByRole('button', { name: 'Show Password of prometheus', exact: true }).click();
    expect(await page.getByText('correct-horse-battery').count()).toBe(1);
    await close();
  });
});

describe('what folds', () => {
  it('shows the preview behind a switch and the steps behind a line in a narrow window', async () => {
    const { page, close } = await gallery.open('frame', { width: 360 });
    const preview = page.getByRole('complementary', { name: 'What this will do' });
    expect(await preview.isVisible()).toBe(false);
    await page.getByText('What this will do').first().click();
    expect(await preview.isVisible()).toBe(true);
    const server = page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: /^Server/ });
    expect(await server.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Step 3 of 9: Certificate' }).click();
    expect(await server.isVisible()).toBe(true);
    await close();
  });

  it('keeps the bar of actions in sight where the step is longer than the window', async () => {
    const { page, close } = await gallery.open('frame', { width: 360 });
    await page.setViewportSize({ width: 360, height: 420 });
    const bottom = await page.getByRole('button', { name: 'Next: Users' }).evaluate((button) => button.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThanOrEqual(420);
    await close();
  });

  it('shows the whole file of a diff on request', async () => {
    const { page, close } = await gallery.open('feedback');
    const diff = page.getByRole('region', { name: '/srv/prometheus/prometheus.yml' });
    expect(await diff.getByText('# line 2 of what stood there before').count()).toBe(0);
    await diff.getByRole('button', { name: 'Whole file' }).click();
    expect(await diff.getByText('# line 2 of what stood there before').count()).toBe(1);
    await close();
  });

  it('turns dark by the attribute whatever the system says', async () => {
    const { page, close } = await gallery.open('frame&theme=dark', { look: 'light' });
    const ground = await page.getByRole('main').evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(ground).toBe('rgb(21, 24, 29)');
    await close();
  });
});
