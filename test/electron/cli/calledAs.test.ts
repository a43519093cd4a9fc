import { expect, it } from 'vitest';
import { calledAs } from '../../../electron/cli/calledAs.ts';

it.each([
  [{}, 'promseal'],
  [{ npm_lifecycle_event: 'promseal' }, 'npm run --silent promseal --'],
  [{ npm_lifecycle_event: 'test' }, 'promseal'],
])('%j is %s', (environment, called) => {
  expect(calledAs(environment)).toBe(called);
});
