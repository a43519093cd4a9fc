/** Differences between two texts, line by line. */
import type { DiffLine } from '../model/plan.ts';

/** Beyond this many changed lines the changed middle is shown as removed and added, without looking for what moved. */
const MAX_CHANGES = 1500;

type Sign = DiffLine['sign'];

/** Lines without their line breaks. A carriage return counts as part of the line when comparing. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** How far each diagonal reached after every round: the trace of Myers' greedy algorithm (1986). */
function traceOf(old: readonly string[], now: readonly string[]): Map<number, number>[] | null {
  const reached = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let changes = 0; changes <= Math.min(MAX_CHANGES, old.length + now.length); changes += 1) {
    const before = new Map<number, number>();
    for (let diagonal = -changes - 1; diagonal <= changes + 1; diagonal += 1) {
      const x = reached.get(diagonal);
      if (x !== undefined) before.set(diagonal, x);
    }
    trace.push(before);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOf(before, diagonal, changes).x;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x += 1;
      reached.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return trace;
    }
  }
  return null;
}

/** Where a diagonal starts in this round, and the diagonal it comes from. */
function startOf(before: ReadonlyMap<number, number>, diagonal: number, changes: number): { x: number; from: number } {
  const above = before.get(diagonal + 1) ?? -1;
  const left = before.get(diagonal - 1) ?? -1;
  const down = diagonal === -changes || (diagonal !== changes && left < above);
  return down ? { x: above, from: diagonal + 1 } : { x: left + 1, from: diagonal - 1 };
}

/** Signs in the order of the diff: one for each line kept, removed or added. */
function signsOf(old: readonly string[], now: readonly string[]): Sign[] {
  const trace = traceOf(old, now);
  if (trace === null) return [...old.map((): Sign => '-'), ...now.map((): Sign => '+')];
  const signs: Sign[] = [];
  let [x, y] = [old.length, now.length];
  for (let changes = trace.length - 1; changes >= 0; changes -= 1) {
    const { x: start, from } = startOf(trace[changes] ?? new Map<number, number>(), x - y, changes);
    const isDown = from > x - y;
    while (x > start && y > 0) {
      signs.push(' ');
      x -= 1;
      y -= 1;
    }
    if (changes === 0) break;
    signs.push(isDown ? '+' : '-');
    if (isDown) y -= 1;
    else x -= 1;
  }
  return signs.reverse();
}

function commonStart(old: readonly string[], now: readonly string[]): number {
  let count = 0;
  while (count < old.length && count < now.length && old[count] === now[count]) count += 1;
  return count;
}

function commonEnd(old: readonly string[], now: readonly string[], from: number): number {
  let count = 0;
  const most = Math.min(old.length, now.length) - from;
  while (count < most && old[old.length - 1 - count] === now[now.length - 1 - count]) count += 1;
  return count;
}

function allSigns(old: readonly string[], now: readonly string[]): Sign[] {
  const start = commonStart(old, now);
  const end = commonEnd(old, now, start);
  const middle = signsOf(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const kept = (count: number): Sign[] => Array.from({ length: count }, () => ' ');
  return [...kept(start), ...middle, ...kept(end)];
}

/** Whether each line is changed or at most `context` lines away from a changed one. */
function isNearChange(signs: readonly Sign[], context: number): boolean[] {
  const near = signs.map((sign) => sign !== ' ');
  const spread = (indexes: Iterable<number>): void => {
    let distance = Infinity;
    for (const index of indexes) {
      distance = signs[index] === ' ' ? distance + 1 : 0;
      if (distance <= context) near[index] = true;
    }
  };
  spread(signs.keys());
  spread([...signs.keys()].reverse());
  return near;
}

/**
 * The lines that differ, with `context` unchanged lines around each (Infinity: the whole text); nothing when equal.
 * Line numbers count from 1; a gap in them is where unchanged lines were left out.
 */
export function lineDiff(oldText: string, newText: string, context = 3): DiffLine[] {
  const [old, now] = [linesOf(oldText), linesOf(newText)];
  const signs = allSigns(old, now);
  if (signs.every((sign) => sign === ' ')) return [];
  const near = isNearChange(signs, context);
  const lines: DiffLine[] = [];
  let [oldLine, newLine] = [0, 0];
  for (const [index, sign] of signs.entries()) {
    if (sign !== '+') oldLine += 1;
    if (sign !== '-') newLine += 1;
    if (near[index] !== true) continue;
    const text = (sign === '+' ? now[newLine - 1] : old[oldLine - 1]) ?? '';
    const numbers = { oldLine: sign === '+' ? null : oldLine, newLine: sign === '-' ? null : newLine };
    lines.push({ sign, text: text.replace(/\r$/, ''), ...numbers });
  }
  return lines;
}
