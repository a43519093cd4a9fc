/**
 * Tests that need a program of the machine. Where it is missing they are skipped with the reason in their title, so
 * that the summary tells what was not tested; with PROMSEAL_REQUIRE_ALL=1 they fail instead.
 */
import { describe, expect, it } from 'vitest';
import { findProgram } from './findProgram.ts';
import { testTools, type TestToolName } from './testTools.ts';

/** @returns the path of a tool; fails the test that asks when it is missing, so ask inside `describeWith` */
export function toolPath(tool: TestToolName): string {
  const path = findProgram(testTools[tool].program);
  if (path === null) throw new Error(`${testTools[tool].program} is not installed.`);
  return path;
}

/** Says what is missing for a group of tests, or null when all is there. */
export function missingTools(tools: readonly TestToolName[]): string | null {
  const missing = tools.filter((tool) => findProgram(testTools[tool].program) === null);
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.map((tool) => testTools[tool].package))];
  return `${missing.join(', ')} not installed (apt-get install ${packages.join(' ')})`;
}

/** A group of tests that needs something else than a program, such as a display or a file.
 *  @param reason why it cannot run here; null when it can */
export function describeUnless(reason: string | null, name: string, body: () => void): void {
  if (reason === null) {
    describe(name, body);
  } else if (process.env['PROMSEAL_REQUIRE_ALL'] === '1') {
    describe(name, () => {
      it('has what it needs', () => {
        expect.fail(reason);
      });
    });
  } else {
    describe.skip(`${name} [skipped: ${reason}]`, body);
  }
}

/** A group of tests that needs these programs. */
export function describeWith(tools: TestToolName | readonly TestToolName[], name: string, body: () => void): void {
  describeUnless(missingTools(typeof tools === 'string' ? [tools] : tools), name, body);
}
