/**
 * What the planner knows of the machine. Only what the planner reads: a process id or an uptime here would
 * make the digest of a plan change every second; such things stand in `Discovery`.
 */
import { z } from '../zod.ts';
import { CertificateSummary } from './certificateSummary.ts';
import { ScrapeConfigFacts } from './scrapeConfigFacts.ts';
import { WebConfigFacts } from './webConfigFacts.ts';
import { Problem } from '../errors/failure.ts';

/** A file as it is now. `sha256` is null for what is not a readable regular file; `mode` is the permission bits. */
export const FileState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent') }),
  z.object({
    kind: z.literal('file'),
    sha256: z.string(),
    mode: z.number().int(),
    uid: z.number().int(),
    gid: z.number().int(),
  }),
  z.object({ kind: z.literal('unusable'), reason: z.string() }),
]);
export type FileState = z.infer<typeof FileState>;

export const FolderFacts = z.object({
  path: z.string(),
  exists: z.boolean(),
  writable: z.boolean(),
  /** Why keys must not be written here (K-02), or why it cannot be written at all. */
  problems: z.array(Problem),
  /** Names of the regular files in it, so that new generations get free names. */
  fileNames: z.array(z.string()),
});
export type FolderFacts = z.infer<typeof FolderFacts>;

/** Who runs Prometheus, when that is not the user who runs PromSeal. */
export const Account = z.object({ uid: z.number().int(), gid: z.number().int(), name: z.string() });
export type Account = z.infer<typeof Account>;

export const ServerFacts = z.object({
  /** From `--version`, such as 2.42.0+ds; null when it could not be asked. */
  version: z.string().nullable(),
  /** Asked of promtool or the version where promtool is missing. */
  knowsWebConfig: z.boolean(),
  binary: z.string().nullable(),
  promtool: z.string().nullable(),
  /** Something of ours or theirs is running now under this answer. */
  running: z.boolean(),
  /** `promseal`: a process that PromSeal started; `process`: somebody else's; `systemd`: a unit; `none`: only files. */
  control: z.enum(['promseal', 'process', 'systemd', 'rehearsal', 'none']),
  unit: z.string().nullable(),
  /** Whether this user may signal it or ask systemd to restart it. */
  mayControl: z.boolean(),
  /** Arguments after the program name, as the process or unit has them now. */
  args: z.array(z.string()),
  workingDirectory: z.string().nullable(),
  /** Absolute. */
  configFile: z.string().nullable(),
  webConfigFile: z.string().nullable(),
  listen: z.string(),
  /** Observed on the port; null when nothing answers. */
  servesTls: z.boolean().nullable(),
  account: Account.nullable(),
  /** Something that is not this server answers on the port. */
  portTakenBy: z.string().nullable(),
  problems: z.array(Problem),
});
export type ServerFacts = z.infer<typeof ServerFacts>;

export const HostFacts = z.object({
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  isRoot: z.boolean(),
  /** Host name, full names and addresses of this machine, in canonical form and sorted. */
  ownNames: z.array(z.string()),
  folder: FolderFacts,
  server: ServerFacts,
  /** `problems` say what stops the file from being replaced; `facts.problems` what is wrong with its text. */
  webConfig: z.object({ path: z.string(), state: FileState, facts: WebConfigFacts.nullable(), problems: z.array(Problem) }),
  scrapeConfig: z.object({ path: z.string(), state: FileState, facts: ScrapeConfigFacts.nullable(), problems: z.array(Problem) }),
  /** The certificate and key that web.yml names. */
  certificate: z
    .object({
      certPath: z.string(),
      keyPath: z.string(),
      summary: CertificateSummary.nullable(),
      keyMatches: z.boolean().nullable(),
      problems: z.array(Problem),
    })
    .nullable(),
  /**
   * The certificates of `client_ca_file`, PEM, null where it names none that can be read; and those files of scrape
   * jobs, absolute, whose own certificate is one of them.
   */
  clientCaPem: z.string().nullable(),
  knownClientFiles: z.array(z.string()),
  /** Jobs that stand in the files of `scrape_config_files`; looked for only where connections are to be switched. */
  includedJobs: z.array(z.object({ job: z.string(), path: z.string() })),
  /** State of every file the plan may write besides the two configurations, by absolute path. */
  files: z.record(z.string(), FileState),
  /** What stops one of those from being written as a whole, where something does. */
  fileProblems: z.record(z.string(), z.array(Problem)),
});
export type HostFacts = z.infer<typeof HostFacts>;
