/** A password that makes the whole file unreadable, because it was written without quotation marks. */
import type { Problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import { sectionFields } from './sectionFields.ts';
import type { Fields } from './connectionFields.ts';

/** What go-yaml says to each first character. */
const words: readonly (readonly [start: RegExp, raw: string])[] = [
  [/^[%@`]/, 'found character that cannot start any token'],
  [/^\*/, 'unknown anchor'],
  [/^&/, 'did not find expected'],
  [/^[{[]/, 'did not find expected'],
  [/^["']/, 'did not find expected'],
  [/^[|>]/, 'did not find expected'],
  [/: /, 'mapping values are not allowed in this context'],
];

function isSecret(key: string): boolean {
  const sections: readonly { readonly fields: Fields }[] = Object.values(sectionFields);
  return sections.some(({ fields }) => Object.hasOwn(fields, key) && fields[key]?.kind === 'secret');
}

/**
 * CONNECTION_SECRET_UNQUOTED, broken, for a problem of YAML in the line of a secret; null for any other problem.
 * @param found by the reader of YAML in this text
 */
export function secretBehindYaml(path: string, text: string, found: Problem): Finding | null {
  const line = text.split('\n')[(found.line ?? 0) - 1] ?? '';
  const [, before = '', key = '', value = ''] = /^(.*?[\s{,-]|)([a-z_]+):[ \t]+(\S.*)$/.exec(line) ?? [];
  const raw = words.find(([start]) => start.test(value))?.[1];
  if (!isSecret(key) || raw === undefined) return null;
  const place = { path, line: found.line ?? 1, column: before.length + 1, field: key, raw };
  return finding('CONNECTION_SECRET_UNQUOTED', 'broken', { field: key, made: 'something that is no text' }, place);
}
