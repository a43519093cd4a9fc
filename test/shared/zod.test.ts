/** E-07: making the contract's schemas must not try to compile code, whichever module is loaded first. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const shared = join(import.meta.dirname, '../../shared');

/** Loads a module in a process of its own, where nothing is loaded yet, and tells how often code was compiled. */
function compilations(first: string): string {
  const script = `
    let compiled = 0;
    globalThis.Function = new Proxy(Function, { construct: (target, parts) => { compiled += 1; return new target(...parts); } });
    await import(${JSON.stringify(pathToFileURL(first).href)});
    const { z } = await import('zod');
    z.object({ a: z.string() }).safeParse({ a: 'x' });
    console.log(compiled);`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: shared, encoding: 'utf8' }).trim();
}

describe('the schema library', () => {
  it('is imported through one file', () => {
    const sources = (readdirSync(shared, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
    const direct = sources.filter((name) => /from 'zod[^.]*'/.test(readFileSync(join(shared, name), 'utf8')));
    expect(direct).toEqual(['zod.ts']);
  });

  it.each(['contract/contract.ts', 'errors/failure.ts', 'model/answers.ts'])('compiles nothing when %s comes first', (first) => {
    expect(compilations(join(shared, first))).toBe('0');
  });

  it('would compile if it were not told', () => {
    expect(Number(compilations(join(shared, 'contract/limits.ts')))).toBeGreaterThan(0);
  });
});
