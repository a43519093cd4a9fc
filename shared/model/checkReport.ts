/** What a check of a setup tells the faces: findings, what was looked at, and what promtool says beside it. */
import { z } from '../zod.ts';
import { Answers } from './answers.ts';
import { Finding } from './finding.ts';
import { Problem } from '../errors/failure.ts';

export const CheckedFile = z.object({
  path: z.string(),
  kind: z.enum(['webConfig', 'scrapeConfig', 'certificate', 'key', 'pkcs12', 'request', 'unknown']),
});
export type CheckedFile = z.infer<typeof CheckedFile>;

export const CheckedServer = z.object({
  kind: z.enum(['prometheus', 'node_exporter', 'alertmanager', 'pushgateway', 'blackbox_exporter']),
  version: z.string().nullable(),
  running: z.boolean(),
  control: z.enum(['promseal', 'process', 'systemd', 'none']),
  unit: z.string().nullable(),
  account: z.string().nullable(),
  listen: z.string(),
  configFile: z.string().nullable(),
  webConfigFile: z.string().nullable(),
  /** Seen on a fresh connection; null when nobody looked. */
  speaks: z.enum(['tls', 'http', 'nothing', 'other']).nullable(),
});
export type CheckedServer = z.infer<typeof CheckedServer>;

/** What the start of each line of Prometheus says to a web.yml. */
export const LineVerdict = z.object({ line: z.string(), accepted: z.boolean(), servesTls: z.boolean(), words: z.string() });
export type LineVerdict = z.infer<typeof LineVerdict>;

export const CheckReport = z.object({
  type: z.literal('check'),
  findings: z.array(Finding),
  files: z.array(CheckedFile),
  servers: z.array(CheckedServer),
  lines: z.array(z.object({ path: z.string(), verdicts: z.array(LineVerdict) })),
  promtool: z.array(z.object({ path: z.string(), version: z.string().nullable(), ok: z.boolean(), words: z.string() })),
  /** What could not be looked at, and why. */
  problems: z.array(Problem),
  /** The setup as it is, from which repairs are planned; null where there is none of a Prometheus. */
  answers: Answers.nullable(),
});
export type CheckReport = z.infer<typeof CheckReport>;
