/** Runs small test files through the reporter and counts what it counted. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { addTallies, tallyLine, type Tally } from '../../scripts/tally.ts';

describe('the summary of a run', () => {
  let folder: string;

  function runFiles(files: Readonly<Record<string, string>>, environment: Record<string, string> = {}): Tally {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const summary = join(folder, 'summary.json');
    const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');
    const reporter = join(projectRoot, 'scripts/summaryReporter.ts');
    const env: Record<string, string | undefined> = { ...process.env, PROMSEAL_TEST_SUMMARY: summary, ...environment };
    spawnSync(process.execPath, [vitest, 'run', '--root', folder, `--reporter=${reporter}`], { env });
    return JSON.parse(readFileSync(summary, 'utf8')) as Tally;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'summary-'));
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts what passed and names what failed or was skipped, with the reason', () => {
    const tally = runFiles({
      'a.test.js': `import { describe, expect, it } from 'vitest';
        it('holds', () => expect(1).toBe(1));
        it('holds too', () => expect(1).toBe(1));
        it('breaks', () => expect(1).toBe(2));
        it('cannot', (context) => context.skip('no network'));
        describe.skip('group [skipped: nginx not installed]', () => it('waits', () => {}));`,
    });
    expect(tally).toEqual({
      passed: 2,
      failed: ['a.test.js > breaks'],
      skipped: ['a.test.js > cannot: no network', 'a.test.js > group [skipped: nginx not installed] > waits'],
    });
  });

  it('counts a file that cannot be loaded, a set-up that fails, and an error outside any test', () => {
    const tally = runFiles({
      'broken.test.js': "import './gone.js';",
      'setUp.test.js': `import { beforeAll, describe, it } from 'vitest';
        describe('server', () => { beforeAll(() => { throw new Error('down'); }); it('answers', () => {}); });`,
      'late.test.js': `import { it } from 'vitest';
        it('ends early', () => { void Promise.reject(new Error('late')); });`,
    });
    expect(tally.failed).toContain('broken.test.js (could not be run)');
    expect(tally.failed).toContain('setUp.test.js > server (set-up)');
    expect(tally.failed).toContain('1 errors outside any test');
  });

  it('skips loudly what needs a program that is missing, and fails it where everything is required', () => {
    const tools = join(projectRoot, 'test/support/requireTool.ts');
    const files = {
      'tool.test.js': `import { it } from 'vitest';
        import { describeUnless } from ${JSON.stringify(tools)};
        describeUnless('no display here', 'the window', () => it('opens', () => {}));
        describeUnless(null, 'the page', () => it('opens', () => {}));`,
    };
    expect(runFiles(files, { PROMSEAL_REQUIRE_ALL: '' })).toEqual({
      passed: 1,
      failed: [],
      skipped: ['tool.test.js > the window [skipped: no display here] > opens'],
    });
    expect(runFiles(files, { PROMSEAL_REQUIRE_ALL: '1' })).toEqual({
      passed: 1,
      failed: ['tool.test.js > the window > has what it needs'],
      skipped: [],
    });
  });
});

describe('tallyLine', () => {
  it.each([
    [{ passed: 3, failed: [], skipped: [] }, '3 passed, 0 failed'],
    [{ passed: 0, failed: ['a'], skipped: [] }, '0 passed, 1 failed'],
    [{ passed: 3, failed: ['a'], skipped: ['b', 'c'] }, '3 passed, 1 failed, 2 skipped'],
  ])('of %j', (tally, line) => {
    expect(tallyLine(tally)).toBe(line);
  });

  it('adds runs up', () => {
    const one = { passed: 1, failed: ['a'], skipped: [] };
    const other = { passed: 2, failed: [], skipped: ['b'] };
    expect(addTallies([one, other])).toEqual({ passed: 3, failed: ['a'], skipped: ['b'] });
  });
});
