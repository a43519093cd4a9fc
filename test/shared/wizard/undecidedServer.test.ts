import { expect, it } from 'vitest';
import { undecidedServer } from '../../../shared/wizard/undecidedServer.ts';

it.each([['choose', 'PROGRAM_NOT_CHOSEN'], ['download', 'RELEASE_NOT_DOWNLOADED']])('with %s open it is %s that is waited for', (asked, code) => {
  expect(undecidedServer(asked)).toMatchObject({ code, severity: 'error' });
});

it('waits for nothing where a click was enough', () => {
  expect(undecidedServer(null)).toBeNull();
});
