/** A web.yml that is no YAML, in words of Prometheus and of people. */
import { problem, type Problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import { goYamlWords } from '../../yaml/goYamlWords.ts';
import { fromProblem } from '../fromProblem.ts';
import type { WebNote } from './webNote.ts';

/** Our reader refuses these because programs differ over them, not because Prometheus refuses them. */
const accepted: readonly string[] = ['YAML_LINE_BREAK', 'YAML_TOO_LARGE'];

/** Where the double quotes hold `\p` and the like; the place of the problem is inside of the text. */
function badEscape(text: string, found: Problem): string | null {
  const line = text.split('\n')[(found.line ?? 1) - 1] ?? '';
  if (found.code !== 'YAML_SYNTAX' || !found.message.includes('escape sequence')) return null;
  return /\\[^0abt\tnvfre "\\N_LPxuU]/.exec(line.slice(Math.max(0, (found.column ?? 1) - 2)))?.[0] ?? /\\./.exec(line)?.[0] ?? '\\';
}

function findingOf(path: string, text: string, found: Problem): Finding {
  const escape = badEscape(text, found);
  const place = { path, ...(found.line === undefined ? {} : { line: found.line, column: found.column ?? 1 }) };
  if (escape !== null) return finding('WEB_BACKSLASH', 'broken', { escape }, { ...place, raw: 'found unknown escape character' });
  if (accepted.includes(found.code)) return fromProblem(found, 'advice', { path });
  // A password that begins with an asterisk and lacks quotation marks is an alias to YAML.
  const told = found.code === 'YAML_ALIAS_UNKNOWN' ? { ...found, ...problem('YAML_ALIAS_UNKNOWN', { alias: '*...' }, place) } : found;
  return fromProblem(told, 'broken', { path, raw: goYamlWords(found.code) });
}

/** @param found what `readYaml` could not get over */
export function syntaxNote(path: string, text: string, found: Problem): WebNote {
  return { finding: findingOf(path, text, found), refusedAt: accepted.includes(found.code) ? null : 'yaml' };
}
