/** Text as a terminal may show it: what stands in somebody's file must not steer the terminal. */

/**
 * Control characters (ECMA-48) but tabs and ends of lines, and the marks that turn the direction of writing around
 * (Unicode UAX 9).
 */
const steering = /(?!\t|\r?\n|\r$)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** @returns the text with such characters written out, as JSON has them */
export function printable(text: string): string {
  return text.replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
