import { describe, expect, it } from 'vitest';
import { checkLook } from '../../../renderer/components/checkLook.ts';
import { Check } from '../../../shared/model/plan.ts';

describe('checkLook', () => {
  it('gives what failed no other look, whatever it is', () => {
    for (const id of Check.shape.id.options) expect(checkLook({ id, ok: false, provesNothing: true })).toBe('wrong');
  });

  it('tells the shut door from the open one', () => {
    const open = Check.shape.id.options.filter((id) => checkLook({ id, ok: true, provesNothing: false }) === 'open');
    expect(open).toEqual(['trusted', 'skipVerify', 'rightPassword', 'ready', 'selfScrape']);
  });

  it('never draws a tick or a lock on what proves nothing', () => {
    for (const id of Check.shape.id.options) expect(checkLook({ id, ok: true, provesNothing: true })).toBe('nothing');
  });
});
