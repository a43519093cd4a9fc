/** Measuring: several contenders side by side in one run, the order drawn anew each round, the median with its spread. */

export interface Samples {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Contender {
  readonly name: string;
  /** Does it once. @returns what was measured, or nothing where the time that it took counts */
  readonly run: () => unknown;
  /** Clears up after each run, outside the measured time. */
  readonly after?: () => unknown;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** The middle half of the values lies between these. */
export function quartiles(values: readonly number[]): [number, number] {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part: number): number => sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
  return [at(0.25), at(0.75)];
}

function shuffled<T>(items: readonly T[]): T[] {
  return items.map((item) => ({ item, at: Math.random() })).sort((one, other) => one.at - other.at).map(({ item }) => item);
}

async function once({ run, after }: Contender): Promise<number> {
  const begun = performance.now();
  const measured = await run();
  const took = performance.now() - begun;
  await after?.();
  return typeof measured === 'number' ? measured : took;
}

/**
 * Runs every contender once in each round, so that a machine that gets slower gets slower for all of them.
 * @param warmUps rounds that do not count: programs and pages are then in memory for all
 */
export async function sideBySide(contenders: readonly Contender[], runs: number, warmUps = 1): Promise<Samples[]> {
  const values = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = -warmUps; round < runs; round += 1) {
    for (const contender of shuffled(contenders)) {
      const value = await once(contender);
      if (round >= 0) values.get(contender.name)?.push(value);
    }
  }
  return contenders.map(({ name }) => ({ name, values: values.get(name) ?? [] }));
}
