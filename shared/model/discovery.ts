/** What was found on the machine for a person to choose from. Never an input of the planner. */
import { z } from '../zod.ts';

export const FoundBinary = z.object({
  path: z.string(),
  version: z.string().nullable(),
  promtool: z.string().nullable(),
  /** Where it was found: PATH, a running process, a unit, the download folder. */
  from: z.enum(['path', 'process', 'unit', 'download', 'chosen']),
});
export type FoundBinary = z.infer<typeof FoundBinary>;

export const FoundProcess = z.object({
  pid: z.number().int(),
  user: z.string(),
  binary: z.string().nullable(),
  version: z.string().nullable(),
  args: z.array(z.string()),
  workingDirectory: z.string().nullable(),
  configFile: z.string().nullable(),
  webConfigFile: z.string().nullable(),
  listen: z.string(),
  unit: z.string().nullable(),
  mayControl: z.boolean(),
  /** PromSeal started it, for the setup in its working directory. */
  managed: z.boolean(),
});
export type FoundProcess = z.infer<typeof FoundProcess>;

export const FoundUnit = z.object({
  unit: z.string(),
  path: z.string(),
  /** The command line with the environment files expanded. */
  args: z.array(z.string()),
  binary: z.string().nullable(),
  user: z.string().nullable(),
  active: z.boolean().nullable(),
});
export type FoundUnit = z.infer<typeof FoundUnit>;

export const Discovery = z.object({
  hostname: z.string(),
  user: z.string(),
  home: z.string(),
  /** Names proposed for the certificate: hostname, FQDN, LAN addresses, localhost, 127.0.0.1, ::1. */
  names: z.array(z.string()),
  binaries: z.array(FoundBinary),
  processes: z.array(FoundProcess),
  units: z.array(FoundUnit),
  /** Whether PromSeal can download for this platform, and what the archive is called for it: linux-amd64. */
  releasePlatform: z.string().nullable(),
  suggestedFolder: z.string(),
  suggestedListen: z.string(),
});
export type Discovery = z.infer<typeof Discovery>;
