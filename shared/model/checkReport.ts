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

/** A job, an Alertmanager or a remote storage as it is now. Never a secret. */
export const CheckedConnection = z.object({
  section: z.enum(['scrape', 'alertmanager', 'remoteWrite', 'remoteRead']),
  /** The job's name, the remote's name or URL, or the place in words. */
  name: z.string(),
  /** Of its entry in its section, counted from 0. */
  index: z.number().int(),
  /** Of the configuration, or of one of its scrape_config_files. */
  path: z.string(),
  line: z.number().int(),
  /** It stands in the configuration itself, which is what PromSeal edits. */
  canSwitch: z.boolean(),
  /** As it takes effect. */
  scheme: z.string(),
  /** The first ones as written; `targetCount` says how many there are. */
  targets: z.array(z.string()),
  targetCount: z.number().int(),
  usesDiscovery: z.boolean(),
  caFile: z.string().nullable(),
  /** The CA stands in the configuration itself. */
  inlineCa: z.boolean(),
  serverName: z.string().nullable(),
  certFile: z.string().nullable(),
  keyFile: z.string().nullable(),
  insecureSkipVerify: z.boolean(),
  user: z.string().nullable(),
  /** How it signs in; null where it does not. */
  signIn: z.enum(['basic', 'authorization', 'bearer', 'oauth2', 'other']).nullable(),
  proxy: z.string().nullable(),
  /** How many of its targets are how, as Prometheus says; null where it was not asked or says nothing of them. */
  health: z.object({ up: z.number().int(), down: z.number().int(), unknown: z.number().int(), vanished: z.number().int() }).nullable(),
});
export type CheckedConnection = z.infer<typeof CheckedConnection>;

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
  /** What the Prometheus of the setup connects to, in the order of its configuration. */
  connections: z.array(CheckedConnection),
});
export type CheckReport = z.infer<typeof CheckReport>;
