import { beforeEach, describe, expect, it } from 'vitest';
import { passwordProblems } from '../../../renderer/wizard/passwordProblems.ts';
import { forgetPasswords, hasPassword, judgePassword, passwordsFor, passwordsVersion, renamePassword, setPassword, subscribePasswords } from '../../../renderer/wizard/passwords.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

beforeEach(forgetPasswords);

describe('passwords that were typed', () => {
  it('are handed out for the users asked for, and for nobody else', () => {
    setPassword('anna', 'one');
    setPassword('ben', 'two');
    expect(passwordsFor(['ben', 'carl'])).toEqual({ ben: 'two' });
  });
  it('follow a user who is called something else', () => {
    setPassword('anna', 'one');
    renamePassword('anna', 'ann');
    expect(hasPassword('anna')).toBe(false);
    expect(judgePassword('ann', (password) => password.length)).toBe(3);
  });
  it('are gone when the field is emptied, and all of them once forgotten', () => {
    setPassword('anna', 'one');
    setPassword('anna', '');
    setPassword('ben', 'two');
    expect(hasPassword('anna')).toBe(false);
    forgetPasswords();
    expect(passwordsFor(['anna', 'ben'])).toEqual({});
  });
  it('tell those who watch that something changed, never what', () => {
    const before = passwordsVersion();
    const told: unknown[][] = [];
    const stop = subscribePasswords((...given: unknown[]) => void told.push(given));
    setPassword('anna', 'one');
    stop();
    setPassword('anna', 'two');
    expect(told).toEqual([[]]);
    expect(passwordsVersion()).toBe(before + 2);
  });
});

describe('what is wrong with them', () => {
  it('is that one is missing, or not allowed, each on the field of its user', () => {
    const answers = articleAnswers({ users: [{ name: 'anna' }, { name: 'ben' }, { name: 'carl' }] });
    setPassword('anna', 'korenbloem 7 vuurtoren');
    setPassword('carl', 'x'.repeat(73));
    expect(passwordProblems(answers, null).map(({ code, field }) => [code, field])).toEqual([
      ['PASSWORD_MISSING', 'users.1.password'],
      ['PASSWORD_TOO_LONG', 'users.2.password'],
    ]);
  });
  it('is nothing for users who are kept, removed or hashed elsewhere', () => {
    const users = [{ name: 'anna', keep: true as const }, { name: 'ben', remove: true as const }, { name: 'carl', hash: `$2b$10$${'a'.repeat(53)}` }];
    expect(passwordProblems(articleAnswers({ users }), null)).toEqual([]);
  });
  it('is that a kept user has to type it where the plan writes it for the scrape', () => {
    const answers = articleAnswers({ users: [{ name: 'prometheus', keep: true }] });
    const facts = hostFacts({ webConfig: `basic_auth_users:\n  prometheus: "$2b$10$${'a'.repeat(53)}"\n` });
    const [missing] = passwordProblems(answers, planDeployment(answers, facts));
    expect(missing).toMatchObject({ code: 'PASSWORD_MISSING', field: 'users.0.password' });
    expect(missing?.hint).toContain('the password this user has');
  });
});
