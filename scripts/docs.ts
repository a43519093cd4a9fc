/** Writes what the documents take from the code: error codes, the schema and table of the answers, the usage. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { usagePages } from '../electron/cli/usage.ts';
import { generateAnswersSchema } from './generateAnswersSchema.ts';
import { generateAnswersTable } from './generateAnswersTable.ts';
import { generateErrorCodes } from './generateErrorCodes.ts';
import { projectRoot } from './projectRoot.ts';
import { refreshCheckTable } from './refreshCheckTable.ts';

/** A document that is written by hand, with one part between two comments that is made. */
function withMadePart(path: string, made: string): string {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const [before, , after] = text.split(/<!-- (?:made by npm run docs|end) -->\n/);
  if (before === undefined || after === undefined) throw new Error(`${path} has no place for what is made.`);
  return `${before}<!-- made by npm run docs -->\n${made}\n<!-- end -->\n${after}`;
}

/** Text of each generated document by its path. */
export function generateDocuments(): Readonly<Record<string, string>> {
  return {
    'docs/error-codes.md': generateErrorCodes(),
    'docs/answers.schema.json': generateAnswersSchema(),
    'docs/answers.md': withMadePart('docs/answers.md', generateAnswersTable()),
    'docs/check.md': refreshCheckTable(readFileSync(join(projectRoot, 'docs/check.md'), 'utf8')),
    'docs/command-line.md': withMadePart('docs/command-line.md', `\`\`\`text\n${usagePages()}\n\`\`\``),
  };
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(generateDocuments())) {
    mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
    writeFileSync(join(projectRoot, path), text);
  }
}
