import { describe, expect, it } from 'vitest';
import { passwordCheck } from '../../../electron/rehearsal/passwordCheck.ts';
import { hashOf } from '../../support/sealedFolder.ts';

const users = new Map([['alice', hashOf('gehéim:1')]]);
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('passwordCheck', () => {
  it.each([
    ['the right one', basic('alice:gehéim:1'), true],
    ['a wrong one', basic('alice:geheim'), false],
    ['another user', basic('bob:gehéim:1'), false],
    ['no colon', basic('alice'), false],
    ['another scheme', 'Bearer abc', false],
    ['nothing', undefined, false],
  ])('%s', async (_case, authorization, right) => {
    expect(await passwordCheck()(users, authorization)).toBe(right);
  });

  it('remembers results, and forgets them when the hash changes', async () => {
    const check = passwordCheck();
    await check(users, basic('alice:gehéim:1'));
    const started = performance.now();
    expect(await check(users, basic('alice:gehéim:1'))).toBe(true);
    expect(performance.now() - started).toBeLessThan(20);
    expect(await check(new Map([['alice', hashOf('other')]]), basic('alice:gehéim:1'))).toBe(false);
  });

  it('matches nothing where the hash is none', async () => {
    expect(await passwordCheck()(new Map([['alice', 'gehéim:1']]), basic('alice:gehéim:1'))).toBe(false);
  });
});
