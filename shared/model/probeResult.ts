/** What one connection to a server showed. */
import { z } from '../zod.ts';
import { CertificateSummary } from './certificateSummary.ts';
import { Fix } from '../errors/failure.ts';

export const StageId = z.enum(['resolve', 'tcp', 'tls', 'certificate', 'http', 'signIn', 'metrics']);
export type StageId = z.infer<typeof StageId>;

export const Stage = z.object({
  id: StageId,
  ok: z.boolean(),
  /** Milliseconds from the start of the probe, and how long the stage took. */
  startMs: z.number(),
  ms: z.number(),
  detail: z.string(),
});
export type Stage = z.infer<typeof Stage>;

/** `reason` is in that client's own words. */
export const ClientVerdict = z.object({ ok: z.boolean(), reason: z.string() });
export type ClientVerdict = z.infer<typeof ClientVerdict>;

export const ProbeResult = z.object({
  url: z.string(),
  ok: z.boolean(),
  diagnosis: z.object({
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
    fix: Fix.optional(),
    raw: z.string().optional(),
  }),
  stages: z.array(Stage),
  /** Only the families that were judged. */
  clients: z.object({ go: ClientVerdict.optional(), node: ClientVerdict.optional() }),
  chain: z.array(CertificateSummary),
  tls: z.object({ version: z.string(), cipher: z.string(), alpn: z.string().nullable() }).nullable(),
  http: z.object({ status: z.number().int(), version: z.string(), contentType: z.string().nullable() }).nullable(),
  /** Exposition samples counted in /metrics, when it was read. */
  series: z.number().int().nullable(),
  /** The command that shows the same. */
  curl: z.string(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

export const ProbeInput = z.strictObject({
  url: z.string().max(2048),
  caFile: z.string().max(4096).optional(),
  serverName: z.string().max(253).optional(),
  /** Client certificate and key, PEM files; both or none. */
  certFile: z.string().max(4096).optional(),
  keyFile: z.string().max(4096).optional(),
  user: z.string().max(64).optional(),
  password: z.string().max(1024).optional(),
  insecure: z.boolean().default(false),
  deadlineMs: z.number().int().min(100).max(120_000).default(10_000),
});
export type ProbeInput = z.infer<typeof ProbeInput>;
