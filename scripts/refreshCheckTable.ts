/** Puts the sentences of the catalogue into the tables of docs/check.md; which code stands under which severity is written by hand. */
import { catalogue } from '../shared/errors/catalogue.ts';

const sentences = new Map(Object.entries(catalogue).map(([code, { message }]) => [code, message]));

/** @param text of the document @returns the same with the sentence of each code in its row, its places shortened */
export function refreshCheckTable(text: string): string {
  return text.replace(/^\| `([A-Z0-9_]+)` \| .* \|$/gm, (row, code: string) => {
    const sentence = sentences.get(code);
    return sentence === undefined ? row : `| \`${code}\` | ${sentence.replace(/\{\w+\}/g, '…').replaceAll('|', '\\|')} |`;
  });
}
