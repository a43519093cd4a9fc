/** The shapes in which anything that went wrong is told: to people, to scripts, over the bridge. */
import { z } from '../zod.ts';
import { catalogue, type ErrorCode } from './catalogue.ts';

/** The one next thing to press or paste. */
export const Fix = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('goToStep'), label: z.string(), step: z.string() }),
  z.object({ kind: z.literal('copyCommand'), label: z.string(), command: z.string() }),
  z.object({ kind: z.literal('retry'), label: z.string() }),
]);
export type Fix = z.infer<typeof Fix>;

export const Severity = z.enum(['error', 'warning', 'advice']);
export type Severity = z.infer<typeof Severity>;

/** Something wrong with an input or a file, found without doing anything. `line` and `column` count from 1. */
export const Problem = z.object({
  code: z.string(),
  severity: Severity,
  message: z.string(),
  hint: z.string().optional(),
  /** Dotted path of the answer it is about, such as `users.0.name`. */
  field: z.string().optional(),
  /** The file it is about. */
  path: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  fix: Fix.optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Why a call did not give its result. `raw` is the untouched message of Prometheus, promtool or the system. */
export const Failure = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  fix: Fix.optional(),
  raw: z.string().optional(),
  /** Names the log entry, for failures that should not happen. */
  ref: z.string().optional(),
  /** What more there is to say, such as one problem per field. */
  problems: z.array(Problem).optional(),
});
export type Failure = z.infer<typeof Failure>;

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Values for the `{name}` places of a catalogue sentence. */
export type Details = Readonly<Record<string, string | number>>;

/** Fills the `{name}` places of a sentence; a place without a value stays visible, so that a test finds it. */
export function fillSentence(sentence: string, details: Details): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}

/** Builds a problem from its catalogue entry. */
export function problem(
  code: ErrorCode,
  details: Details = {},
  extra: Partial<Omit<Problem, 'code' | 'message' | 'hint'>> = {},
): Problem {
  const entry = catalogue[code];
  const hint = entry.hint === undefined ? {} : { hint: fillSentence(entry.hint, details) };
  return { code, severity: 'error', message: fillSentence(entry.message, details), ...hint, ...extra };
}

/** Builds a failure from its catalogue entry. */
export function failure(
  code: ErrorCode,
  details: Details = {},
  extra: Partial<Omit<Failure, 'code' | 'message' | 'hint'>> = {},
): Failure {
  const entry = catalogue[code];
  const hint = entry.hint === undefined ? {} : { hint: fillSentence(entry.hint, details) };
  return { code, message: fillSentence(entry.message, details), ...hint, ...extra };
}
