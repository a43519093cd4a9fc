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
  [/^- /, 'block sequence entries are not allowed in this context'],
  [/^["']/, 'did not find expected'],
  [/^[|>]/, 'did not find expected'],
  [/: /, 'mapping values are not allowed in this context'],
];

function isSecret(key: string): boolean {
  const sections: readonly { readonly fields: Fields }[] = Object.values(sectionFields);
  return sections.some(({ fields }) => Object.hasOwn(fields, key) && fields[key]?.kind === 'secret');
}

interface SecretLine {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly value: string;
}

/** The secret of a line, when it has one with a value. */
function secretIn(text: string, index: number): SecretLine | null {
  const [, before = '', key = '', value = ''] = /^(.*?[\s{,-]|)([a-z_]+):[ \t]+(\S.*)$/.exec(text) ?? [];
  return isSecret(key) ? { line: index + 1, column: before.length + 1, key, value } : null;
}

/** A value that opens a bracket or a quotation mark and does not close it in its line. */
function isOpen(value: string): boolean {
  const closing = { '{': '}', '[': ']', '"': '"', "'": "'" }[value[0] ?? ''];
  return closing !== undefined && !value.slice(1).includes(closing);
}

/**
 * CONNECTION_SECRET_UNQUOTED, broken, for a problem of YAML that a secret has made; null for any other problem. What
 * is not closed shows at the end of the file only, so the secret is looked for from there upwards.
 * @param found by the reader of YAML in this text
 */
export function secretBehindYaml(path: string, text: string, found: Problem): Finding | null {
  const lines = text.split('\n').slice(0, found.line ?? 0);
  const isUnclosed = found.code === 'YAML_UNCLOSED';
  const candidates = isUnclosed ? lines.map(secretIn).filter((each) => each !== null && isOpen(each.value)) : [];
  const secret = candidates.at(-1) ?? secretIn(lines.at(-1) ?? '', lines.length - 1);
  if (secret === null) return null;
  const { line, column, key, value } = secret;
  const isOpenText = /^["']/.test(value) && isOpen(value);
  const raw = isOpenText ? 'found unexpected end of stream' : words.find(([start]) => start.test(value))?.[1];
  if (raw === undefined) return null;
  return finding('CONNECTION_SECRET_UNQUOTED', 'broken', { field: key, made: 'something that is no text' }, { path, line, column, field: key, raw });
}
