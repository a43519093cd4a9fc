/** Short ways to write edits in tests. */
import { spliceYaml } from '../../../shared/yaml/spliceYaml.ts';
import type { ResolvedEdit, ResolvedValue } from '../../../shared/yaml/resolveEdits.ts';

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };
type Path = ResolvedEdit['path'];

export function value(plain: Plain): ResolvedValue {
  if (typeof plain !== 'object') return { kind: 'scalar', value: plain };
  if (Array.isArray(plain)) return { kind: 'list', items: (plain as readonly Plain[]).map(value) };
  return { kind: 'map', entries: Object.entries(plain).map(([key, inner]) => [key, value(inner)]) };
}

export const set = (path: Path, plain: Plain): ResolvedEdit => ({ op: 'set', path, value: value(plain) });
export const append = (path: Path, plain: Plain): ResolvedEdit => ({ op: 'append', path, value: value(plain) });
export const remove = (path: Path): ResolvedEdit => ({ op: 'remove', path });
export const job = (name: string): Path[number] => ({ where: 'job_name', is: name });

/** The edited text; editing it again must change nothing. */
export function edited(source: string, ...edits: ResolvedEdit[]): string {
  const once = spliceYaml(source, edits);
  if (!once.ok) throw new Error(`${once.problem.code}: ${once.problem.message} (line ${once.problem.line ?? 0})`);
  const twice = spliceYaml(once.text, edits);
  if (!twice.ok || twice.text !== once.text) throw new Error('Editing twice changed something.');
  return once.text;
}

/** The code, line and column of the problem, or the text where there is none. */
export function refused(source: string, ...edits: ResolvedEdit[]): [string, number | undefined, number | undefined] | string {
  const result = spliceYaml(source, edits);
  return result.ok ? result.text : [result.problem.code, result.problem.line, result.problem.column];
}
