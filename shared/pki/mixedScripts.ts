/** Names whose letters come from scripts that are easily confused, such as a Cyrillic а among Latin letters. */

/** Scripts by their Unicode names, with those that are written together as one (UTS 39 5.1, highly restrictive level). */
const scripts: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Latin', /^\p{Script=Latin}$/u],
  ['Greek', /^\p{Script=Greek}$/u],
  ['Cyrillic', /^\p{Script=Cyrillic}$/u],
  ['Armenian', /^\p{Script=Armenian}$/u],
  ['Georgian', /^\p{Script=Georgian}$/u],
  ['Cherokee', /^\p{Script=Cherokee}$/u],
  ['Hebrew', /^\p{Script=Hebrew}$/u],
  ['Arabic', /^\p{Script=Arabic}$/u],
  ['Devanagari', /^\p{Script=Devanagari}$/u],
  ['Thai', /^\p{Script=Thai}$/u],
  ['East Asian', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]$/u],
];
const together = new Set(['Latin', 'East Asian']);

function scriptOf(character: string): string | null {
  // Digits, hyphens and marks belong to every script.
  if (/^[\p{Script=Common}\p{Script=Inherited}]$/u.test(character)) return null;
  return scripts.find(([, letters]) => letters.test(character))?.[0] ?? 'another script';
}

/**
 * @param shown a DNS name with its letters as people read them
 * @returns the scripts that meet within one part of the name, or an empty list when that is usual
 */
export function mixedScripts(shown: string): string[] {
  for (const label of shown.split('.')) {
    const found = [...new Set([...label].map(scriptOf))].filter((script) => script !== null);
    if (found.length > 1 && !found.every((script) => together.has(script))) return found;
  }
  return [];
}
