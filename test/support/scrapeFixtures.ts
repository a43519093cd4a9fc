/** The prometheus.yml files made for the checks: per code one that has the fault and one that is sound. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ScrapeFixture {
  readonly code: string;
  readonly isGood: boolean;
  readonly path: string;
  readonly text: string;
  /** Codes that the fault cannot come without. */
  readonly also: readonly string[];
  /** Of the Prometheus that the file is for; null where it does not matter. */
  readonly version: string | null;
}

const folder = join(import.meta.dirname, '../fixtures/check/scrape');

/** Every fixture, by file name; `# also:` and `# version:` in the first lines say more about one. */
export function scrapeFixtures(): ScrapeFixture[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      const [code = '', quality = ''] = name.split('.');
      const also = /^# also: (.*)$/m.exec(text)?.[1]?.split(/,\s*/) ?? [];
      return { code, isGood: quality === 'good', path, text, also, version: /^# version: (.*)$/m.exec(text)?.[1] ?? null };
    });
}

/** Files in the style of those that run in the world, nothing wrong with any of them. */
export function soundConfigs(): { name: string; text: string }[] {
  const sound = join(folder, 'sound');
  return readdirSync(sound).map((name) => ({ name, text: readFileSync(join(sound, name), 'utf8') }));
}
