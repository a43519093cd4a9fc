/** Keeps what the summary of `npm test` needs, in the file that PROMSEAL_TEST_SUMMARY names. */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';
import type { Tally } from './tally.ts';

/** A skip is told with its reason, either the note of `context.skip(note)` or the title of its group. */
function tallyModules(modules: readonly TestModule[]): Tally {
  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  for (const module of modules) {
    let found = 0;
    for (const test of module.children.allTests()) {
      found += 1;
      const result = test.result();
      const name = `${module.relativeModuleId} > ${test.fullName}`;
      if (result.state === 'passed') tally.passed += 1;
      else if (result.state === 'skipped') {
        tally.skipped.push(result.note === undefined ? name : `${name}: ${result.note}`);
      } else tally.failed.push(name);
    }
    const broken = module.errors().length > 0 || (found === 0 && module.state() === 'failed');
    if (broken) tally.failed.push(`${module.relativeModuleId} (could not be run)`);
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) tally.failed.push(`${module.relativeModuleId} > ${suite.fullName} (set-up)`);
    }
  }
  return tally;
}

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[], reason: TestRunEndReason): void {
    const path = process.env['PROMSEAL_TEST_SUMMARY'];
    if (path === undefined) return;
    const tally = tallyModules(modules);
    if (unhandled.length > 0) tally.failed.push(`${String(unhandled.length)} errors outside any test`);
    if (reason === 'interrupted') tally.failed.push('the run was interrupted');
    writeFileSync(path, JSON.stringify(tally));
  }
}
