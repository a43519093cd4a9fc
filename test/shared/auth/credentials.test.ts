import { describe, expect, it } from 'vitest';
import { bcryptCost, hashProblem, normalisePassword, passwordProblem, userNameProblem } from '../../../shared/auth/credentials.ts';

describe('userNameProblem (K-24)', () => {
  it.each(['a', 'alice', 'a b', 'é', '😀'.repeat(64), 'x'.repeat(64), '"', '#', '<<', 'yes', 'constructor', '__proto'])('allows %j', (name) => {
    expect(userNameProblem(name)).toBeNull();
  });

  it.each([
    ['', 'USER_NAME_EMPTY'], ['x'.repeat(65), 'USER_NAME_TOO_LONG'], ['a:b', 'USER_NAME_COLON'], ['a\nb', 'USER_NAME_CONTROL'],
    ['a\u0000', 'USER_NAME_CONTROL'], ['a\u0085b', 'USER_NAME_CONTROL'], ['a\u2028b', 'USER_NAME_CONTROL'], ['\uD83D', 'USER_NAME_CONTROL'],
    [' a', 'USER_NAME_SPACE'], ['a ', 'USER_NAME_SPACE'], ['a\u00A0', 'USER_NAME_SPACE'], ['__proto__', 'USER_NAME_RESERVED'],
  ])('refuses %j: %s', (name, code) => {
    expect(userNameProblem(name)?.code).toBe(code);
  });
});

describe('passwordProblem (K-24, F7)', () => {
  it.each(['x', 'a b', 'x'.repeat(72), '€'.repeat(24), '😀'.repeat(18), 'é'.repeat(36), 'a:b"c\'$d\\'])('allows %j', (password) => {
    expect(passwordProblem(password)).toBeNull();
  });

  it.each([
    ['', 'PASSWORD_EMPTY'], ['x'.repeat(73), 'PASSWORD_TOO_LONG'], ['€'.repeat(25), 'PASSWORD_TOO_LONG'], ['😀'.repeat(18) + 'x', 'PASSWORD_TOO_LONG'],
    ['a\tb', 'PASSWORD_CONTROL'], ['a\n', 'PASSWORD_CONTROL'], ['a\u0000b', 'PASSWORD_CONTROL'], ['a\uDE00', 'PASSWORD_CONTROL'],
    [' a', 'PASSWORD_SPACE'], ['a ', 'PASSWORD_SPACE'],
  ])('refuses %j: %s', (password, code) => {
    expect(passwordProblem(password)?.code).toBe(code);
  });

  it('never repeats the password', () => {
    for (const password of ['S3ntinel'.repeat(10), 'S3ntinel\n', ' S3ntinel']) {
      expect(JSON.stringify(passwordProblem(password))).not.toContain('S3ntinel');
    }
  });
});

describe('normalisePassword', () => {
  it('brings letters with accents into one form, and says so', () => {
    expect(normalisePassword('e\u0301')).toMatchObject({ password: 'é', note: { code: 'PASSWORD_NORMALISED', severity: 'advice' } });
    expect(normalisePassword('é')).toEqual({ password: 'é', note: null });
  });
});

const salt = 'EYxs8IOG46m9CtpB/XlPxO1ei7E4BjAen0SUv6di7mD4keR/8JO6m';

describe('hashProblem (F5, F7)', () => {
  it.each(['2a', '2b', '2y'])('accepts $%s$ with cost 10', (kind) => {
    expect(hashProblem(`$${kind}$10$${salt}`)).toBeNull();
  });

  it.each([4, 12, 31])('warns of cost %i', (cost) => {
    const hash = `$2y$${String(cost).padStart(2, '0')}$${salt}`;
    expect(bcryptCost(hash)).toBe(cost);
    expect(hashProblem(hash)).toMatchObject({ code: 'HASH_COST', severity: 'warning' });
  });

  it.each([
    ['', 'empty'], ['secret', 'begin with $2a$'], [`$2y$10$${salt.slice(1)}`, '59 characters'], [`$2y$10$${salt}x`, '61 characters'],
    [`alice:$2y$10$${salt}`, 'user name'], [`$$2y$$10$$${salt}`, 'doubled'], [`$2y$03$${salt}`, 'cost'], [`$2y$32$${salt}`, 'cost'],
    [`$2y$10$${salt.slice(1)}!`, 'letters'], [`$2x$10$${salt}`, 'begin'], [`$6$10$${salt}`, 'begin'], [`$2y$10$${salt}\n`, '61'],
  ])('refuses %j', (hash, reason) => {
    expect(bcryptCost(hash)).toBeNull();
    expect(hashProblem(hash)).toMatchObject({ code: 'HASH_INVALID', severity: 'error' });
    expect(hashProblem(hash)?.message).toContain(reason);
  });
});
