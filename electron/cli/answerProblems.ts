/** The problems of an answers file, each with its place in the file. */
import { isMap, isNode, isPair, isScalar } from 'yaml';
import type { z } from 'zod';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { answerReason } from './answerReason.ts';
import type { AnswersDocument } from './answersDocument.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Offset of the key that names an answer, or of the item in a list; null for what the file does not have. */
function offsetOf({ document }: AnswersDocument, path: Path): number | null {
  if (path.length === 0) return null;
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent)) {
    const key = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last)?.key;
    return isNode(key) ? (key.range?.[0] ?? null) : null;
  }
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

/** Where the answer stands, or where it would: in the nearest part of its path that the file has. */
function placeOf(source: AnswersDocument, path: Path): { line: number; column: number } | null {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(source, path.slice(0, length));
    if (offset === null) continue;
    const { line, col } = source.lines.linePos(offset);
    return { line, column: col };
  }
  return null;
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined), content);
}

/** @param issues of the schema, for the content of the document */
export function answerProblems(source: AnswersDocument, path: string, issues: readonly Issue[]): Problem[] {
  return issues.map((issue) => {
    const at = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const field = at.join('.') || 'answers';
    const reason = answerReason(issue, valueAt(source.content, at));
    const place = placeOf(source, issue.code === 'unrecognized_keys' ? [...at, issue.keys[0] ?? ''] : at);
    return problem('ANSWER_INVALID', { field, reason }, { field, path, ...place });
  });
}
