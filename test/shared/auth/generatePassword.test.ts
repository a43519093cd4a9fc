import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../../shared/auth/credentials.ts';
import { generatePassword } from '../../../shared/auth/generatePassword.ts';
import { passwordStrength } from '../../../shared/auth/passwordStrength.ts';

describe('generatePassword (K-29)', () => {
  it('gives 20 characters that nobody confuses', () => {
    for (let count = 0; count < 200; count += 1) {
      const password = generatePassword((limit) => randomInt(limit));
      expect(password).toMatch(/^[1-9A-HJ-NP-Za-km-z]{20}$/);
      expect(passwordProblem(password)).toBeNull();
      expect(passwordStrength(password).level).not.toBe('weak');
    }
  });

  it('uses all 58 characters alike', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 58; index += 1) {
      const character = generatePassword(() => index).charAt(0);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array.from({ length: 58 }, () => 1));
    const limits = new Set<number>();
    generatePassword((limit) => {
      limits.add(limit);
      return 0;
    });
    expect([...limits]).toEqual([58]);
  });
});
