/** R-13 on files as people write them, in every shape of YAML that Prometheus reads. */
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { describe, expect, it } from 'vitest';
import { spliceYaml } from '../../../shared/yaml/spliceYaml.ts';
import { rawConfigs } from '../../support/rawConfigs.ts';
import { rawEdit } from '../../support/rawEdits.ts';

const edited = fc.tuple(rawConfigs, fc.infiniteStream(fc.nat({ max: 1_000_000 }))).map(([config, stream]) => ({ config, change: rawEdit(config, stream) }));

/** What another reader makes of the first document. */
function meaningOf(text: string): unknown {
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/^---\r?\nother/m);
  const document = parseDocument(first, { version: '1.1', merge: true, logLevel: 'silent' });
  return document.errors.length > 0 ? document.errors.map(({ message }) => message) : document.toJS({ maxAliasCount: -1 });
}

const comments = (text: string): string[] => text.match(/# note \d+/g) ?? [];

describe('spliceYaml on files as people write them (R-13)', () => {
  it('makes exactly the edit, keeps every comment, and refuses as good as nothing', () => {
    const codes: string[] = [];
    fc.assert(
      fc.property(edited, ({ config, change }) => {
        const result = spliceYaml(config.text, [change.edit]);
        if (!result.ok) {
          codes.push(result.problem.code);
          return;
        }
        expect(meaningOf(result.text)).toEqual(change.after(config.value));
        expect(spliceYaml(result.text, [change.edit])).toMatchObject(change.edit.op === 'remove' && typeof change.edit.path.at(-1) === 'number' ? { ok: true } : result);
        // Adding takes nothing away; what is replaced or removed may take the comments inside of it along.
        if (change.edit.op === 'append') expect(comments(result.text)).toEqual(comments(config.text));
        if (config.text.includes('\r\n')) expect(result.text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 1000 },
    );
    // What is left is an anchor that is changed where it stands, while others go on using it; and a comment that would
    // become part of the text above it, once what stands between them is gone.
    expect(codes.filter((code) => !['YAML_SHARED_VALUE', 'YAML_EDIT_UNVERIFIED'].includes(code))).toEqual([]);
    expect(codes.length).toBeLessThan(20);
  });

  it('gives back every byte when what was added is taken away again', () => {
    let count = 0;
    fc.assert(
      fc.property(rawConfigs, ({ text, value }) => {
        const isBlock = Object.keys(value).length > 0 && !/^(\uFEFF)?[^\n]*\{$/m.test(text) && /\n$/.test(text);
        fc.pre(isBlock);
        const added = spliceYaml(text, [{ op: 'set', path: ['rule_files'], value: { kind: 'list', items: [{ kind: 'scalar', value: 'a: b' }] } }]);
        if (!added.ok) return;
        count += 1;
        expect(spliceYaml(added.text, [{ op: 'remove', path: ['rule_files'] }])).toEqual({ ok: true, text });
      }),
      { numRuns: 1000 },
    );
    expect(count).toBeGreaterThan(500);
  });
});
