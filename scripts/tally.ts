/** What a run of tests came to. */
export interface Tally {
  passed: number;
  failed: string[];
  skipped: string[];
}

/** Adds runs up. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.flatMap((tally) => tally.failed),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/** The last line of `npm test`, in the form that machines read. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  const counted = `${String(passed)} passed, ${String(failed.length)} failed`;
  return skipped.length === 0 ? counted : `${counted}, ${String(skipped.length)} skipped`;
}
