import { describe, expect, it } from 'vitest';
import { checkWords } from '../../../shared/doctor/checkWords.ts';

describe('checkWords', () => {
  it('names the user who knocks', () => {
    expect(checkWords({ id: 'wrongPassword', user: 'alice', expect: 'needsPassword' })).toEqual({
      title: 'alice, with a wrong password',
      expected: 'refused',
    });
    expect(checkWords({ id: 'wrongPassword', expect: 'needsPassword' }).title).toBe('Somebody, with a wrong password');
  });

  it('shows a name as it is, whatever it holds', () => {
    expect(checkWords({ id: 'rightPassword', user: "$&$'", expect: 'letIn' }).title).toBe("$&$', with the password");
  });
});
