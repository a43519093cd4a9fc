/** docs/answers.schema.json, by which editors complete and check an answers file. */
import { z } from 'zod';
import { Answers } from '../shared/model/answers.ts';

/** @returns JSON Schema 2020-12 of the answers as people write them: what has a default may be left out */
export function generateAnswersSchema(): string {
  const schema = z.toJSONSchema(Answers, { io: 'input', target: 'draft-2020-12' });
  const { $schema, ...rest } = schema;
  return `${JSON.stringify({ $schema, title: 'Answers of PromSeal', ...rest }, null, 2)}\n`;
}
