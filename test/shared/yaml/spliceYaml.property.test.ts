/** whatever the file looks like, what it means afterwards is what it meant before, with the edit made. */
import fc from 'fast-check';
import { Document, parseDocument, type Tags } from 'yaml';
import { describe, expect, it } from 'vitest';
import { spliceYaml } from '../../../shared/yaml/spliceYaml.ts';
import type { ResolvedEdit, ResolvedValue } from '../../../shared/yaml/resolveEdits.ts';

type Meaning = string | number | boolean | null | Meaning[] | Map<string, Meaning>;

const keys = ['job_name', 'scheme', 'tls_config', 'static_configs', 'a', 'b c', '*x', 'yes', '10', '#', 'é', '__proto__'];
const texts = ['https', 'a: b', ' x ', '*', '', 'yes', '010', '# no', 'line\nline\n', 'tab\there', '"', "it's", '{{', '😀', 'localhost:9090'];

const oldKey = fc.constantFrom(...keys);
/** The printer that writes the old files leaves `<<` unquoted, so only edits bring it in. */
const key = fc.constantFrom(...keys, '<<');
const scalar: fc.Arbitrary<Meaning> = fc.oneof(fc.constantFrom(...texts), fc.boolean(), fc.integer({ min: 0, max: 9999 }), fc.constant(null));
const tree = fc.letrec<{ map: Map<string, Meaning>; node: Meaning }>((tie) => ({
  map: fc.uniqueArray(fc.tuple(oldKey, tie('node')), { selector: ([name]) => name, maxLength: 5 }).map((entries) => new Map(entries)),
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(tie('node'), { maxLength: 4 }), tie('map')),
}));
const value = fc.letrec<{ node: ResolvedValue }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.constantFrom(...texts), fc.boolean(), fc.integer({ min: 0, max: 9999 })).map((plain): ResolvedValue => ({ kind: 'scalar', value: plain })),
    fc.array(tie('node'), { maxLength: 3 }).map((items): ResolvedValue => ({ kind: 'list', items })),
    fc.uniqueArray(fc.tuple(key, tie('node')), { selector: ([name]) => name, maxLength: 3 }).map((entries): ResolvedValue => ({ kind: 'map', entries })),
  ),
})).node;

/** Ways to write the same file. */
const looks = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  flow: fc.nat({ max: 4 }),
  crlf: fc.boolean(),
  bom: fc.boolean(),
  comments: fc.boolean(),
  finalBreak: fc.boolean(),
});
type Looks = typeof looks extends fc.Arbitrary<infer T> ? T : never;

function write(meaning: Map<string, Meaning>, look: Looks): string {
  // A Map is a plain map here, not the ordered map of YAML 1.1.
  const customTags = (tags: Tags): Tags => tags.filter((tag) => typeof tag !== 'object' || !tag.tag.endsWith(':omap'));
  const document = new Document(meaning, { version: '1.1', customTags });
  let count = 0;
  const restyle = (node: unknown): void => {
    const items = (node as { items?: unknown[]; flow?: boolean } | null)?.items;
    if (items === undefined) return;
    count += 1;
    if (look.flow > 0 && count % 5 === look.flow) (node as { flow?: boolean }).flow = true;
    for (const item of items) restyle((item as { value?: unknown }).value ?? item);
  };
  restyle(document.contents);
  let text = document.toString({ indent: look.indent, indentSeq: look.indentSeq, directives: false });
  if (look.comments && !/[|>]/.test(text)) {
    text = text.replace(/^(\s*[\w-]+: \w+)$/gm, '$1   # kept').replace(/^/, '# head\n').replace(/(.*)$/, '$1# tail\n');
  }
  if (!look.finalBreak) text = text.replace(/\n$/, '');
  if (look.crlf) text = text.replace(/\n/g, '\r\n');
  return look.bom ? `\uFEFF${text}` : text;
}

/** What another reader makes of the text; null where it cannot read it. */
function meaningOf(text: string): Meaning | null {
  const document = parseDocument(text, { version: '1.1', merge: false, logLevel: 'silent', stringKeys: true });
  return document.errors.length > 0 ? null : (document.toJS({ mapAsMap: true }) as Meaning);
}

function plain(resolved: ResolvedValue): Meaning {
  if (resolved.kind === 'scalar') return resolved.value;
  if (resolved.kind === 'list') return resolved.items.map(plain);
  return new Map(resolved.entries.map(([name, inner]) => [name, plain(inner)]));
}

/** The edit on plain values, written without any knowledge of how PromSeal does it; null where it cannot apply. */
function applied(meaning: Meaning, edit: ResolvedEdit, depth = 0): Meaning | undefined {
  const step = edit.path[depth];
  if (step === undefined) {
    if (edit.op === 'set') return plain(edit.value);
    if (edit.op !== 'append') return undefined;
    const list = meaning === null ? [] : meaning;
    return Array.isArray(list) ? [...list, plain(edit.value)] : undefined;
  }
  const isLastOfRemove = edit.op === 'remove' && depth === edit.path.length - 1;
  if (typeof step === 'string') {
    const map = meaning === null && edit.op !== 'remove' ? new Map<string, Meaning>() : meaning;
    if (!(map instanceof Map)) return undefined;
    const copy = new Map(map);
    if (isLastOfRemove) copy.delete(step);
    else {
      const inner = applied(map.get(step) ?? null, edit, depth + 1);
      if (inner === undefined) return undefined;
      copy.set(step, inner);
    }
    return copy;
  }
  if (typeof step !== 'number' || !Array.isArray(meaning) || step >= meaning.length) return undefined;
  if (isLastOfRemove) return meaning.toSpliced(step, 1);
  const inner = applied(meaning[step] ?? null, edit, depth + 1);
  return inner === undefined ? undefined : meaning.with(step, inner);
}

/** Every place in a value, so that edits hit what is there as well as what is not. */
function pathsOf(meaning: Meaning, path: (string | number)[] = []): (string | number)[][] {
  const below = meaning instanceof Map ? [...meaning] : Array.isArray(meaning) ? [...meaning.entries()] : [];
  return [...(path.length > 0 ? [path] : []), ...below.flatMap(([step, inner]) => pathsOf(inner, [...path, step]))];
}

const sorted = (meaning: Meaning): Meaning => {
  if (Array.isArray(meaning)) return meaning.map(sorted);
  if (!(meaning instanceof Map)) return meaning;
  return new Map([...meaning].map(([name, inner]): [string, Meaning] => [name, sorted(inner)]).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const run = fc.record({ meaning: tree.map, look: looks, value, key, op: fc.constantFrom('set', 'append', 'remove'), pick: fc.nat(), deeper: fc.boolean() });

function editOf(meaning: Map<string, Meaning>, chosen: { value: ResolvedValue; key: string; op: string; pick: number; deeper: boolean }): ResolvedEdit {
  const paths = pathsOf(meaning);
  const present = paths[chosen.pick % Math.max(paths.length, 1)] ?? [];
  const path = chosen.deeper || present.length === 0 ? [...present, chosen.key] : present;
  if (chosen.op === 'remove') return { op: 'remove', path };
  return { op: chosen.op === 'append' ? 'append' : 'set', path, value: chosen.value };
}

describe('spliceYaml (R-13)', () => {
  it('parse(new) = edit(parse(old)), and editing twice changes nothing', () => {
    const count = { done: 0, refused: 0 };
    fc.assert(
      fc.property(run, ({ meaning, look, ...chosen }) => {
        const source = write(meaning, look);
        const before = meaningOf(source);
        fc.pre(before instanceof Map);
        const edit = editOf(before, chosen);
        const wanted = applied(before, edit);
        const result = spliceYaml(source, [edit]);
        if (!result.ok) {
          count.refused += 1;
          return;
        }
        count.done += 1;
        const now = meaningOf(result.text);
        expect(now).not.toBeNull();
        const isPresent = result.text === source;
        if (!(isPresent && (edit.op === 'append' || wanted === undefined))) expect(sorted(now)).toEqual(sorted(wanted ?? null));
        const again = spliceYaml(result.text, [edit]);
        if (edit.op !== 'remove' || typeof edit.path.at(-1) === 'string') expect(again).toEqual(result);
        if (source.includes('\r\n')) expect(result.text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
        expect(result.text.startsWith('\uFEFF')).toBe(look.bom);
      }),
      { numRuns: 1000 },
    );
    expect(count.done).toBeGreaterThan(count.refused);
  });

  it('adding a key keeps every byte of the old text', () => {
    fc.assert(
      fc.property(run, ({ meaning, look, value: added }) => {
        const source = write(meaning, look);
        fc.pre(meaning.size > 0 && look.flow !== 1 && meaningOf(source) instanceof Map && !meaning.has('added'));
        const result = spliceYaml(source, [{ op: 'set', path: ['added'], value: added }]);
        if (!result.ok) return;
        let start = 0;
        while (start < source.length && source[start] === result.text[start]) start += 1;
        expect(result.text.endsWith(source.slice(start))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
