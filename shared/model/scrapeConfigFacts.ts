/** The structure of a prometheus.yml as far as connections go, without any of its secrets. */
import { z } from '../zod.ts';
import { Problem } from '../errors/failure.ts';

/** How Prometheus connects: prometheus/common config/http_config.go. */
const clientFields = {
  caFile: z.string().nullable(),
  /** The CA stands in the file itself, as `ca`. */
  inlineCa: z.boolean(),
  certFile: z.string().nullable(),
  keyFile: z.string().nullable(),
  serverName: z.string().nullable(),
  insecureSkipVerify: z.boolean(),
  basicAuth: z
    .object({
      username: z.string().nullable(),
      passwordSource: z.enum(['none', 'inline', 'file']),
      passwordFile: z.string().nullable(),
    })
    .nullable(),
  /** authorization, oauth2, bearer_token… which exclude basic_auth. */
  otherAuth: z.string().nullable(),
};

export const ScrapeJobFacts = z.object({
  index: z.number().int(),
  name: z.string(),
  line: z.number().int(),
  scheme: z.string(),
  metricsPath: z.string(),
  /** static_configs targets as written. */
  targets: z.array(z.string()),
  usesDiscovery: z.boolean(),
  /** relabel_configs or the labels of targets set `__scheme__`, which overrides `scheme`. */
  setsScheme: z.boolean(),
  ...clientFields,
  scrapeIntervalMs: z.number().nullable(),
});
export type ScrapeJobFacts = z.infer<typeof ScrapeJobFacts>;

/** An Alertmanager or a remote storage that Prometheus connects to. */
export const PeerFacts = z.object({
  section: z.enum(['alertmanager', 'remoteWrite', 'remoteRead']),
  /** Of its entry, counted from 0. */
  index: z.number().int(),
  /** The remote's name or its URL without secrets; the place of an Alertmanager. */
  name: z.string(),
  /** Without user, password and query. */
  url: z.string().nullable(),
  line: z.number().int(),
  scheme: z.string(),
  ...clientFields,
});
export type PeerFacts = z.infer<typeof PeerFacts>;

export const ScrapeConfigFacts = z.object({
  hasScrapeConfigs: z.boolean(),
  /** global.scrape_interval, 1 minute when absent (Prometheus's default). */
  scrapeIntervalMs: z.number(),
  jobs: z.array(ScrapeJobFacts),
  /** A face is not given all jobs of a huge file; so many are missing here. */
  jobsLeftOut: z.number().int(),
  peers: z.array(PeerFacts),
  /** scrape_config_files as written: patterns of files with more jobs (since 2.43). */
  scrapeConfigFiles: z.array(z.string()),
  /** Why it cannot be used or edited by PromSeal; empty when it can. */
  problems: z.array(Problem),
});
export type ScrapeConfigFacts = z.infer<typeof ScrapeConfigFacts>;
