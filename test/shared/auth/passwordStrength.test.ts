import { expect, it } from 'vitest';
import { passwordStrength } from '../../../shared/auth/passwordStrength.ts';

it.each([
  ['', 'weak'], ['abc', 'weak'], ['password123!XyZ-long', 'weak'], ['inuitsdemo', 'weak'], ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnopqrst', 'weak'], ['12345678901234567890', 'weak'], ['Tr0ub4dor&3', 'fair'], ['kxvqzmwjplrt', 'fair'],
  ['correct horse battery staple', 'strong'], ['7hG2kLp9QwXz4VbN8mTy', 'strong'],
])('passwordStrength of %j is %s', (password, level) => {
  expect(passwordStrength(password).level).toBe(level);
});
