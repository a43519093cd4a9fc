/** How an apply or an undo ended, with the proof. */
import { z } from '../zod.ts';
import { Check } from './plan.ts';
import { ProbeResult } from './probeResult.ts';
import { Failure, Fix } from '../errors/failure.ts';

export const Outcome = z.enum(['applied', 'appliedWithFailures', 'rolledBack', 'needsHands']);
export type Outcome = z.infer<typeof Outcome>;

/** One knock on the door, tried on a fresh connection of its own. */
export const CheckResult = z.object({
  /** The checks of the plan, whether every target that was up before is up again, and whether what was repaired is gone. */
  id: z.enum([...Check.shape.id.options, 'targetsKept', 'repaired']),
  user: z.string().optional(),
  ok: z.boolean(),
  /** Who knocks, what should happen and what did, in words. */
  title: z.string(),
  expected: z.string(),
  observed: z.string(),
  message: z.string(),
  ms: z.number(),
  /** The command that shows the same; it asks for passwords, it never holds one. */
  curl: z.string().nullable(),
  /** skipVerify is let in and proves nothing. */
  provesNothing: z.boolean().default(false),
  fix: Fix.optional(),
  raw: z.string().optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** A scrape target as Prometheus itself reports it; `vanished` are jobs of the file that Prometheus does not have. */
export const Target = z.object({
  job: z.string(),
  url: z.string(),
  health: z.enum(['up', 'down', 'unknown', 'vanished']),
  lastError: z.string(),
  /** Epoch milliseconds, null before the first scrape. */
  lastScrape: z.number().nullable(),
  lastScrapeMs: z.number().nullable(),
});
export type Target = z.infer<typeof Target>;

export const Report = z.object({
  type: z.literal('report'),
  outcome: Outcome,
  /** The sentence for people. */
  message: z.string(),
  files: z.array(z.object({ path: z.string(), mode: z.string(), action: z.enum(['created', 'changed', 'removed', 'restored']) })),
  checks: z.array(CheckResult),
  targets: z.array(Target),
  /** A complete connection, for the timeline and the chain. */
  connection: ProbeResult.nullable(),
  checkpoint: z.string().nullable(),
  /** What a person still has to do: restart commands, or what could not be put back. */
  commands: z.array(z.string()),
  failure: Failure.nullable(),
  /** The CA to hand out: public, PEM. */
  caPem: z.string().nullable(),
  startedAt: z.number(),
  ms: z.number(),
});
export type Report = z.infer<typeof Report>;

/** What happens while applying. `log` is a line of the managed Prometheus. */
export const ApplyEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), index: z.number().int(), total: z.number().int(), text: z.string() }),
  z.object({ type: z.literal('progress'), text: z.string(), done: z.number(), total: z.number().nullable() }),
  z.object({ type: z.literal('log'), line: z.string() }),
  z.object({ type: z.literal('check'), check: CheckResult }),
]);
export type ApplyEvent = z.infer<typeof ApplyEvent>;
