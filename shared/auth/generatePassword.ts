/** Letters and digits without 0, O, I and l, which look alike. */
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 20;

/**
 * A password of 20 characters out of 58: 117 bits (K-29).
 * randomIndex: gives an unpredictable integer from 0 up to, not including, its argument.
 */
export function generatePassword(randomIndex: (limit: number) => number): string {
  return Array.from({ length: LENGTH }, () => alphabet.charAt(randomIndex(alphabet.length))).join('');
}
