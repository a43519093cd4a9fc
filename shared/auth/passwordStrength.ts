/** A short and honest word on how long a password withstands guessing. */

export interface PasswordStrength {
  level: 'weak' | 'fair' | 'strong';
  sentence: string;
}

const kinds: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[!-/:-@[-`{-~ ]/, 33],
  [/[^\u0000-\u007f]/u, 100],
];
const common = /^(password|passwort|prometheus|grafana|admin|secret|changeme|letmein|welcome|qwert[yz]|inuitsdemo)/i;

/** Characters that are not just the one before again, or the next in the alphabet or the row of digits. */
function unpredictable(password: string): number {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, index) => {
    const before = codes[index - 1];
    return before === undefined || (code !== before && Math.abs(code - before) !== 1);
  }).length;
}

/**
 * Judges by length and variety only: at most how many bits a guesser faces. Words that people choose often, and
 * names of the trade, are weak whatever follows. Nothing here knows whether the password is used elsewhere.
 */
export function passwordStrength(password: string): PasswordStrength {
  if (common.test(password)) {
    return { level: 'weak', sentence: 'It begins with a word that is tried first.' };
  }
  const variety = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
  const distinct = new Set(password).size;
  const bits = Math.min(unpredictable(password), distinct * 2) * Math.log2(Math.max(variety, 1));
  if (bits >= 80) return { level: 'strong', sentence: 'Long and varied enough to withstand guessing, if it is used nowhere else.' };
  if (bits >= 50) return { level: 'fair', sentence: 'It holds against guessing over the network; a few more characters would protect a stolen hash.' };
  return { level: 'weak', sentence: 'Too short or too regular: it can be guessed. Take at least 12 varied characters.' };
}
