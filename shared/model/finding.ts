/** What `check` finds in a setup that exists. */
import { z } from '../zod.ts';
import { Fix, fillSentence, type Details } from '../errors/failure.ts';
import { catalogue, type ErrorCode } from '../errors/catalogue.ts';

/**
 * `broken`: it does not work now. `soon`: it works and will stop, on a date or at the next restart or reload.
 * `unsafe`: it works and lets somebody in who should not be. `advice`: it works, and something better is known.
 */
export const FindingSeverity = z.enum(['broken', 'soon', 'unsafe', 'advice']);
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/** Clients that differ in what they accept: Prometheus and Grafana, curl, Node, browsers. */
export const ClientFamily = z.enum(['go', 'openssl', 'node', 'browser']);
export type ClientFamily = z.infer<typeof ClientFamily>;

/** What was seen, and where: words that show the finding to be true. Never a secret. */
export const Evidence = z.object({ label: z.string(), text: z.string() });
export type Evidence = z.infer<typeof Evidence>;

export const Finding = z.object({
  /** Code and place. The same for the same thing found twice, so that a person's choice survives a second look. */
  id: z.string(),
  code: z.string(),
  severity: FindingSeverity,
  /** One sentence: what is wrong. */
  message: z.string(),
  hint: z.string().optional(),
  /** Absolute. */
  path: z.string().optional(),
  /** Count from 1. */
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  /** Place in the file as a person would write it, such as `scrape_configs[2].tls_config.ca_file`. */
  field: z.string().optional(),
  /** The same place as steps: keys and indexes. */
  at: z.array(z.union([z.string(), z.number().int()])).optional(),
  evidence: z.array(Evidence),
  /** One sentence of documentation of the field. */
  documentation: z.string().optional(),
  /** Who will refuse it; empty when it is not about clients or all do. */
  clients: z.array(ClientFamily),
  /** Which Prometheus lines it holds for, in words, such as `before 2.50`; absent: all. */
  holdsFor: z.string().optional(),
  /** The words that Prometheus, promtool or a client say to it, for people who search for them. */
  raw: z.string().optional(),
  /** What a person must do, where PromSeal cannot. */
  fix: Fix.optional(),
  /** What repairing it would do, in a few words; absent where PromSeal cannot repair it. */
  repair: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

type Extra = Partial<Omit<Finding, 'code' | 'severity' | 'message' | 'hint' | 'repair'>>;

/**
 * Builds a finding from its catalogue entry.
 * @param extra `id` is made of code, file, field and line where it is not given
 */
export function finding(code: ErrorCode, severity: FindingSeverity, details: Details = {}, extra: Extra = {}): Finding {
  const entry = catalogue[code];
  const hint = entry.hint === undefined ? {} : { hint: fillSentence(entry.hint, details) };
  const place = [extra.path, extra.field ?? extra.line].filter((part) => part !== undefined);
  const id = [code, ...place].join(' ');
  return { id, code, severity, message: fillSentence(entry.message, details), ...hint, evidence: [], clients: [], ...extra };
}
