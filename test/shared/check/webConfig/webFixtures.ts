/** The fixtures of a web.yml: `CODE.good.yml` and `CODE.bad.yml`, with what they presume in their first line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebConfigOptions } from '../../../../shared/check/webConfig/checkWebConfig.ts';

export const webFixtureFolder = join(import.meta.dirname, '../../../fixtures/check/web');

export interface WebFixture {
  readonly name: string;
  readonly code: string;
  readonly isGood: boolean;
  readonly text: string;
  readonly options: WebConfigOptions;
  /** What else the bad one cannot avoid. */
  readonly also: readonly string[];
}

const word = (head: string, key: string): string | undefined => new RegExp(`\\b${key}: (\\S+)`).exec(head)?.[1];

/** Reads `# version: 2.53.0 names: localhost also: OTHER_CODE` from the first line; every part may be absent. */
export function webFixtures(): WebFixture[] {
  return readdirSync(webFixtureFolder).filter((name) => /\.(good|bad)\.yml$/.test(name)).map((name) => {
    const text = readFileSync(join(webFixtureFolder, name), 'utf8');
    const head = /^# (.*)/.exec(text)?.[1] ?? '';
    const [names, also] = [word(head, 'names'), word(head, 'also')];
    return {
      name,
      code: name.split('.')[0] ?? '',
      isGood: name.endsWith('.good.yml'),
      text,
      options: { version: word(head, 'version') ?? null, names: names === undefined ? [] : [names] },
      also: also === undefined ? [] : also.split(','),
    };
  });
}
