/** Writes the documents that are made from the code: docs/error-codes.md and docs/answers.schema.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateAnswersSchema } from './generateAnswersSchema.ts';
import { generateErrorCodes } from './generateErrorCodes.ts';
import { projectRoot } from './projectRoot.ts';

/** Text of each generated document by its path. */
export function generateDocuments(): Readonly<Record<string, string>> {
  return {
    'docs/error-codes.md': generateErrorCodes(),
    'docs/answers.schema.json': generateAnswersSchema(),
  };
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(generateDocuments())) {
    mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
    writeFileSync(join(projectRoot, path), text);
  }
}
