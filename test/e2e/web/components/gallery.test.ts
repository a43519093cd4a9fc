/**
 * The components in a real browser, behind the policy that the product has: axe-core finds nothing, nothing breaks
 * the policy, nothing scrolls sideways. With GALLERY_SHOTS=folder the pictures are kept, for people to look at.
 */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gallery, openGallery } from '../../../renderer/gallery/openGallery.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const shots = process.env['GALLERY_SHOTS'];
let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
}, 60_000);
afterAll(() => gallery.close());

describe.each(['fields', 'feedback', 'frame', 'proof', 'findings'])('gallery page %s', (name) => {
  it.each(['light', 'dark'] as const)('holds in %s', async (look) => {
    const { page, said, close } = await gallery.open(name, { look });
    for (const width of [1280, 640, 360]) {
      await page.setViewportSize({ width, height: 860 });
      if (shots) await page.screenshot({ path: join(shots, `${name}-${look}-${width}.png`), fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `sideways at ${width}`).toBe(0);
      if (width === 640) continue;
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(violations.map((one) => `${width} ${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    }
    expect(said).toEqual([]);
    await close();
  }, 30_000);
});
