/** docs/error-codes.md, from the catalogue. */
import { catalogue } from '../shared/errors/catalogue.ts';

/** Text that a Markdown table shows as it is. */
function tableText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

/** @returns the whole document, codes in alphabetical order */
export function generateErrorCodes(): string {
  const rows = Object.entries(catalogue)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { message, hint }]) => `| \`${code}\` | ${tableText(message)} | ${tableText(hint ?? '')} |`);
  return [
    '# Error codes',
    '',
    'Made from `shared/errors/catalogue.ts` by `npm run docs`. A code stays what it is; its sentences may get better.',
    'Words in braces are filled in.',
    '',
    '| code | what happened | likely cause, and what to do |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
