/** Reads the first document of a YAML text into nodes that know their place in it. */
import { Composer, Parser, type CST, type YAMLError } from 'yaml';
import { problem, type Problem } from '../errors/failure.ts';
import { MAX_DEPTH } from './buildNode.ts';
import { buildRoot } from './buildRoot.ts';
import { aliasProblem } from './aliasProblem.ts';
import { checkSource } from './checkSource.ts';
import { isTemplateAt } from './isTemplateAt.ts';
import { readPlainYaml } from './readPlainYaml.ts';
import { lineStartsOf, positionAt } from './textPosition.ts';
import type { YamlDocument } from './yamlNode.ts';
import { yamlReason } from './yamlReason.ts';

export type YamlReading = { ok: true; document: YamlDocument } | { ok: false; problem: Problem };

/**
 * Every plain scalar stays the text that it is: what a word means is decided by the field that takes it, as in
 * go-yaml. Duplicate keys are looked for in buildNode, in linear time.
 */
const options = { schema: 'failsafe', uniqueKeys: false, keepSourceTokens: true, logLevel: 'silent' } as const;

interface FirstDocument {
  tokens: CST.Token[];
  document: CST.Document | null;
  end: number;
  next: number | null;
}

/** Tokens up to the second document, which Prometheus never reads. */
function firstDocument(source: string): FirstDocument {
  const found: FirstDocument = { tokens: [], document: null, end: source.length, next: null };
  for (const token of new Parser().parse(source)) {
    if (token.type === 'document' && found.document !== null) {
      found.next = token.offset;
      found.end = Math.min(found.end, token.offset);
      return found;
    }
    if (token.type === 'document') found.document = token;
    if (token.type === 'doc-end') found.end = Math.min(found.end, token.offset);
    found.tokens.push(token);
  }
  return found;
}

/** Errors of the `yaml` package that say by their code alone what is to be done. */
const knownErrors = {
  TAB_AS_INDENT: 'YAML_TAB',
  MULTILINE_IMPLICIT_KEY: 'YAML_COLON_MISSING',
  MISSING_CHAR: 'YAML_COLON_MISSING',
  BLOCK_AS_IMPLICIT_KEY: 'YAML_COLON_TWICE',
  BAD_INDENT: 'YAML_INDENT',
} as const;

type KnownCode = (typeof knownErrors)[keyof typeof knownErrors];

/** @param rest of the text from the place of the error on; its beginning is enough */
function knownCode(code: string, rest: string): KnownCode | null {
  const known = Object.hasOwn(knownErrors, code) ? knownErrors[code as keyof typeof knownErrors] : null;
  if (known === 'YAML_INDENT' && /^ *\t/.test(rest)) return 'YAML_TAB';
  // A key that has its colon stands in the wrong column.
  return known === 'YAML_COLON_MISSING' && /^[\w.-]+:(?:\s|$)/.test(rest.trimStart()) ? 'YAML_INDENT' : known;
}

function syntaxProblem(source: string, lineStarts: readonly number[], error: YAMLError): Problem {
  const offset = Math.min(error.pos[0], source.length);
  const where = positionAt(lineStarts, offset);
  const reason = yamlReason(error.message);
  if (isTemplateAt(source, offset)) return problem('YAML_TEMPLATE', {}, where);
  if (error.code === 'RESOURCE_EXHAUSTION') return problem('YAML_TOO_DEEP', { limit: MAX_DEPTH }, where);
  if (/must be sufficiently indented and end with|Expected .* to end with|Missing closing/.test(reason)) {
    return problem('YAML_UNCLOSED', {}, where);
  }
  const known = knownCode(error.code, source.slice(offset, offset + 200));
  if (known !== null) return problem(known, {}, where);
  return problem('YAML_SYNTAX', { reason }, where);
}

/** Reads any YAML, with the `yaml` package. Expects a text that `checkSource` lets pass. */
export function readFullYaml(source: string, lineStarts: readonly number[]): YamlReading {
  const first = firstDocument(source);
  const composed = [...new Composer(options).compose(first.tokens, true, first.end)][0];
  const error = composed?.errors[0];
  if (error !== undefined) return { ok: false, problem: syntaxProblem(source, lineStarts, error) };
  const built = buildRoot({ source, lineStarts }, first.document, composed?.contents ?? null, first.end);
  if (!built.ok) return built;
  const excessive = aliasProblem(built.root.value);
  if (excessive !== null) return { ok: false, problem: excessive };
  return { ok: true, document: { source, lineStarts, root: built.root, end: first.end, nextDocument: first.next } };
}

/**
 * Reads a text as go-yaml v2 does: first document only, duplicate keys refused, aliases and merge keys kept.
 * Never throws; time and memory grow with the text's length alone.
 * Problems: those of `checkSource`, YAML_SYNTAX, YAML_COLON_MISSING, YAML_COLON_TWICE, YAML_INDENT, YAML_TAB, YAML_UNCLOSED, YAML_TEMPLATE, YAML_TOO_DEEP,
 * YAML_DUPLICATE_KEY, YAML_KEY_NOT_TEXT, YAML_ALIAS_UNKNOWN, YAML_ALIASES_EXCESSIVE, YAML_MERGE_INVALID.
 */
export function readYaml(source: string): YamlReading {
  const unreadable = checkSource(source);
  if (unreadable !== null) return { ok: false, problem: unreadable };
  const lineStarts = lineStartsOf(source);
  const root = readPlainYaml(source, lineStarts);
  if (root === null) return readFullYaml(source, lineStarts);
  return { ok: true, document: { source, lineStarts, root, end: source.length, nextDocument: null } };
}
