/** What go-yaml refuses although newer readers of YAML let it pass. Source: libyaml scanner.c, from which it is made. */
import { problem, type Problem } from '../../errors/failure.ts';
import { positionAt } from '../../yaml/textPosition.ts';
import type { Slot, Span, YamlDocument, YamlNode, YamlScalar } from '../../yaml/yamlNode.ts';

interface Place {
  readonly span: Span;
  readonly form: 'plain' | 'quoted' | 'block' | 'flow';
  /** Column of the keys or dashes around it, counted from 0; for a block scalar that of its text. */
  readonly indent: number;
}

interface Walk {
  readonly document: YamlDocument;
  readonly places: Place[];
  /** The first thing found that is no tab. */
  found: Problem | null;
}

function report(walk: Walk, reason: string, offset: number): void {
  walk.found ??= problem('YAML_SYNTAX', { reason }, positionAt(walk.document.lineStarts, offset));
}

function columnOf({ document }: Walk, offset: number): number {
  return positionAt(document.lineStarts, offset).column - 1;
}

function scalarPlace(walk: Walk, node: YamlScalar, span: Span, indent: number): Place {
  const written = walk.document.source.slice(span.start, span.end);
  const block = /(?:^|\s)[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n/.exec(written);
  if (block !== null && written.trim() !== node.text) {
    const text = /\S/.exec(written.slice(block.index + block[0].length));
    const first = text === null ? span.start : span.start + block.index + block[0].length + text.index;
    return { span, form: 'block', indent: columnOf(walk, first) };
  }
  return { span, form: /["']$/.test(written) && !written.endsWith(node.text) ? 'quoted' : 'plain', indent };
}

/** JSON and YAML 1.2 know the escape \/, which YAML 1.1 does not. */
function noteSlash(walk: Walk, { form, span }: Place): void {
  const written = walk.document.source.slice(span.start, span.end);
  if (form !== 'quoted' || !written.endsWith('"')) return;
  const slash = [...written.matchAll(/\\[^]/g)].find(([escape]) => escape === '\\/');
  if (slash !== undefined) report(walk, 'Invalid escape sequence \\/', span.start + slash.index);
}

function visit(walk: Walk, node: YamlNode, indent: number): void {
  const { span } = node;
  if (span === null || span.end === span.start) return;
  if (node.kind === 'scalar') {
    const place = scalarPlace(walk, node, span, indent);
    walk.places.push(place);
    noteSlash(walk, place);
  }
  if (node.kind === 'scalar' || node.kind === 'alias') return;
  if (node.style === 'flow') walk.places.push({ span, form: 'flow', indent });
  const own = node.slots[0]?.source?.start;
  const inner = node.style === 'block' && own !== undefined ? columnOf(walk, own) : indent;
  for (const slot of node.slots) visitSlot(walk, slot, inner);
}

function visitSlot(walk: Walk, { key, value, source }: Slot, indent: number): void {
  const isKeyless = key?.type === 'null' && key.text === '' && source?.regular === true;
  if (isKeyless) report(walk, 'a colon has no key before it', source.start);
  if (key !== null) visit(walk, key, indent);
  visit(walk, value, indent);
}

/** What was seen before a line, carried from one to the next so that a long file takes no longer than its length. */
interface Passed {
  next: number;
  /** Behind the flow collection or quoted text that reaches furthest. */
  enclosedUntil: number;
  lastScalar: Place | null;
  /** From the last scalar on there is nothing but white space up to here. */
  blankUntil: number;
}

function advance(passed: Passed, places: readonly Place[], offset: number): void {
  for (let place = places[passed.next]; place !== undefined && place.span.start < offset; place = places[passed.next]) {
    if (place.form === 'flow' || place.form === 'quoted') passed.enclosedUntil = Math.max(passed.enclosedUntil, place.span.end);
    if (place.form !== 'flow') [passed.lastScalar, passed.blankUntil] = [place, place.span.end];
    passed.next += 1;
  }
}

/** Whether a tab at this place, before a line end or a comment, ends the reading. */
function isRefused(source: string, passed: Passed, lineStart: number, tab: number): boolean {
  if (tab < passed.enclosedUntil) return false;
  const before = passed.lastScalar;
  if (before === null) return true;
  const column = tab - lineStart;
  const reaches = source.slice(passed.blankUntil, Math.max(lineStart, passed.blankUntil)).trim() === '';
  if (reaches) passed.blankUntil = Math.max(lineStart, passed.blankUntil);
  if (before.form === 'block' && (reaches || tab < before.span.end)) return column < before.indent;
  return !(before.form === 'plain' && reaches && column > before.indent);
}

/**
 * YAML_TAB for a tab before a line end or a comment, YAML_SYNTAX for a colon without a key or the escape \/, null where
 * go-yaml reads on.
 */
export function goYamlProblem(document: YamlDocument): Problem | null {
  const walk: Walk = { document, places: [], found: null };
  const { source, lineStarts, root, end } = document;
  visit(walk, root.value, -1);
  if (walk.found !== null) return walk.found;
  const passed: Passed = { next: 0, enclosedUntil: 0, lastScalar: null, blankUntil: 0 };
  for (const lineStart of lineStarts) {
    const blank = /^ *(?=\t[ \t]*(?:#|\r?\n|\r?$))/.exec(source.slice(lineStart, end).slice(0, 1000));
    if (blank === null) continue;
    const tab = lineStart + blank[0].length;
    advance(passed, walk.places, tab);
    if (isRefused(source, passed, lineStart, tab)) return problem('YAML_TAB', {}, positionAt(lineStarts, tab));
  }
  return null;
}
