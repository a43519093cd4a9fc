/** A plan: everything that applying will do, in order, with one sentence why each. It never holds a secret. */
import { z } from '../zod.ts';
import { Edit, MaterialRef } from './edit.ts';
import { LineEdit } from './lineEdit.ts';
import { FileState } from './hostFacts.ts';
import { Problem } from '../errors/failure.ts';

export const Segment = z.union([z.string(), z.object({ material: MaterialRef })]);
export type Segment = z.infer<typeof Segment>;

export const Owner = z.object({ uid: z.number().int(), gid: z.number().int() });
export type Owner = z.infer<typeof Owner>;

/** What a file is to the setup; decides the order of the renames (web.yml last) and the pictures. */
export const FileRole = z.enum(['certificate', 'key', 'clientCa', 'passwordFile', 'scrapeConfig', 'webConfig']);
export type FileRole = z.infer<typeof FileRole>;

const why = z.string();
/** The same content under another mode or owner, as a new file: whoever holds the old one open has only that. */
export const FileModeAction = z.object({
  kind: z.literal('file.mode'),
  role: FileRole,
  path: z.string(),
  mode: z.number().int(),
  owner: Owner.nullable(),
  before: FileState,
  why,
});
export const Action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder.create'), path: z.string(), mode: z.number().int(), owner: Owner.nullable(), why }),
  z.object({
    kind: z.literal('file.write'),
    role: FileRole,
    path: z.string(),
    mode: z.number().int(),
    owner: Owner.nullable(),
    content: z.array(Segment),
    before: FileState,
    why,
  }),
  z.object({
    kind: z.literal('yaml.edit'),
    role: FileRole,
    path: z.string(),
    /** Made before the edits, in a text that cannot be read as it is. */
    lines: z.array(LineEdit),
    edits: z.array(Edit),
    /** Mode and owner when the file does not exist yet; an existing file keeps its own. */
    create: z.object({ mode: z.number().int(), owner: Owner.nullable() }),
    before: FileState,
    why,
  }),
  FileModeAction,
  z.object({ kind: z.literal('promtool.check'), what: z.enum(['webConfig', 'scrapeConfig']), path: z.string(), why }),
  z.object({ kind: z.literal('release.download'), version: z.string(), into: z.string(), why }),
  z.object({ kind: z.literal('process.start'), argv: z.array(z.string()), workingDirectory: z.string(), why }),
  z.object({ kind: z.literal('process.restart'), argv: z.array(z.string()), workingDirectory: z.string(), why }),
  z.object({ kind: z.literal('process.reload'), how: z.enum(['signal', 'lifecycle', 'systemd']), why }),
  z.object({ kind: z.literal('service.restart'), unit: z.string(), why }),
  /** What PromSeal may not do itself: the commands to paste. */
  z.object({ kind: z.literal('hands'), commands: z.array(z.string()), why }),
]);
export type Action = z.infer<typeof Action>;

/** One cell of the proof grid: who knocks, and what should happen. */
export const Check = z.object({
  id: z.enum([
    'plainHttp',
    'unknownIssuer',
    'trusted',
    'wrongName',
    'skipVerify',
    'noClientCertificate',
    'otherClientCertificate',
    'noPassword',
    'wrongPassword',
    'rightPassword',
    'lifecycleNeedsPassword',
    'adminNeedsPassword',
    'ready',
    'selfScrape',
  ]),
  /** For the checks that sign in. */
  user: z.string().optional(),
  expect: z.enum(['refusedByServer', 'refusedByClient', 'letIn', 'needsPassword', 'targetUp']),
});
export type Check = z.infer<typeof Check>;

/** Where and how the server is reached after the change. */
export const Endpoint = z.object({
  url: z.string(),
  /** Address to connect to and name to ask for, so that proofs do not depend on DNS. */
  address: z.string(),
  port: z.number().int(),
  serverName: z.string(),
  tls: z.boolean(),
  caFile: z.string().nullable(),
  /** What PromSeal and the self-scrape show where the server asks every client for a certificate; null: nothing. */
  clientCertificate: z.object({ certFile: z.string(), keyFile: z.string() }).nullable(),
  users: z.array(z.string()),
  metricsPath: z.string(),
  routePrefix: z.string(),
});
export type Endpoint = z.infer<typeof Endpoint>;

export const Plan = z.object({
  folder: z.string(),
  actions: z.array(Action),
  checks: z.array(Check),
  endpoint: Endpoint,
  /** The jobs that must exist afterwards; those that scrape Prometheus itself, and the first of these. */
  expectedJobs: z.array(z.string()),
  selfJob: z.string().nullable(),
  selfJobs: z.array(z.string()),
  /** Errors block applying; warnings and advice do not. */
  problems: z.array(Problem),
});
export type Plan = z.infer<typeof Plan>;

/** A line of a diff: ' ' kept, '+' added, '-' removed. Secrets are masked. Line numbers count from 1. */
export const DiffLine = z.object({
  sign: z.enum([' ', '+', '-']),
  text: z.string(),
  oldLine: z.number().int().nullable(),
  newLine: z.number().int().nullable(),
});
export type DiffLine = z.infer<typeof DiffLine>;
export const FileDiff = z.object({
  path: z.string(),
  role: FileRole,
  created: z.boolean(),
  mode: z.number().int(),
  lines: z.array(DiffLine),
});
export type FileDiff = z.infer<typeof FileDiff>;
