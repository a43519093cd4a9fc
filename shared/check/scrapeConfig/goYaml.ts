/** Where the YAML reader of Prometheus (go-yaml v2, YAML 1.1) and ours differ. Source: runs of promtool. */
import { problem, type Problem } from '../../errors/failure.ts';
import { positionAt } from '../../yaml/textPosition.ts';
import type { Span, YamlDocument, YamlNode } from '../../yaml/yamlNode.ts';

interface Stricter {
  readonly problem: Problem;
  /** The words of go-yaml. */
  readonly raw: string;
}

/** The places of all scalars and of all collections in brackets, where tabs and line breaks mean nothing. */
function opaqueSpans(node: YamlNode, found: Span[] = []): Span[] {
  if (node.kind === 'alias' || node.span === null) return found;
  if (node.kind === 'scalar' || node.style === 'flow') found.push(node.span);
  if (node.kind === 'scalar') return found;
  for (const { key, value } of node.slots) {
    if (key !== null) opaqueSpans(key, found);
    opaqueSpans(value, found);
  }
  return found;
}

/** Whether each of some offsets lies within a span; both in ascending order. */
function areInside(offsets: readonly number[], spans: readonly Span[]): boolean[] {
  let next = 0;
  let end = 0;
  return offsets.map((offset) => {
    for (; next < spans.length && (spans[next]?.start ?? 0) < offset; next += 1) end = Math.max(end, spans[next]?.end ?? 0);
    return offset < end;
  });
}

/** A tab before anything else in a line, even before a comment or nothing. */
function tabProblem(document: YamlDocument): Stricter | null {
  const { source, lineStarts, end } = document;
  if (!source.includes('\t')) return null;
  const indentedByTab = /^ *\t/;
  const lines = lineStarts.filter((start) => start < end && indentedByTab.test(source.slice(start, start + 1000)));
  const spans = opaqueSpans(document.root.value).sort((left, right) => left.start - right.start);
  const start = lines[areInside(lines, spans).indexOf(false)];
  if (start === undefined) return null;
  return { problem: problem('YAML_TAB', {}, positionAt(lineStarts, start)), raw: 'found character that cannot start any token' };
}

function escapesSlash(text: string): boolean {
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) if (text[at + 1] === '/') return true;
  return false;
}

/** `\/` in double quotation marks, which JSON knows and YAML 1.1 does not. */
function escapeProblem(document: YamlDocument): Stricter | null {
  const { source, lineStarts } = document;
  if (!source.includes('\\/')) return null;
  const span = opaqueSpans(document.root.value).find(({ start, end }) => source[start] === '"' && escapesSlash(source.slice(start, end)));
  if (span === undefined) return null;
  const where = positionAt(lineStarts, span.start);
  return { problem: problem('YAML_SYNTAX', { reason: 'the reader of Prometheus does not know the escape \\/' }, where), raw: 'found unknown escape character' };
}

function directiveProblem({ source }: YamlDocument): Stricter | null {
  const version = /^\uFEFF?(?:#.*\r?\n)*%YAML +(\S+)/.exec(source)?.[1];
  if (version === undefined || version === '1.1') return null;
  const reason = `it says %YAML ${version}, and Prometheus reads 1.1 only`;
  return { problem: problem('YAML_SYNTAX', { reason }, { line: 1, column: 1 }), raw: 'found incompatible YAML document' };
}

/** What go-yaml refuses in a document that our reader takes; null when it takes it too. */
export function goYamlProblem(document: YamlDocument): Stricter | null {
  return directiveProblem(document) ?? tabProblem(document) ?? escapeProblem(document);
}

const pairs: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Offset behind a quoted text that begins here; -1 where it is not closed. */
function quotedEnd(text: string, start: number): number {
  const mark = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (mark === '"' && text[at] === '\\') at += 1;
    else if (text[at] === mark && mark === "'" && text[at + 1] === "'") at += 1;
    else if (text[at] === mark) return at + 1;
  }
  return -1;
}

/** Whether every bracket and quotation mark of a text is closed by one of its kind. */
export function closesAll(text: string): boolean {
  const open: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [before, here = ''] = [at === 0 ? '\n' : (text[at - 1] ?? ''), text[at]];
    const beginsToken = /[\s[{,:]/.test(before);
    const closing = pairs[here];
    if (here === '#' && /\s/.test(before)) at = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    else if (beginsToken && (here === '"' || here === "'")) {
      at = quotedEnd(text, at);
      if (at === -1) return false;
    } else {
      if (closing !== undefined) open.push(closing);
      else if ((here === ']' || here === '}') && open.pop() !== here) return false;
      at += 1;
    }
  }
  return open.length === 0;
}
