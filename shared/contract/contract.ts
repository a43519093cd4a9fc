/**
 * Every call between a face and the privileged side: one entry a method, with what goes in, what comes out and
 * what is told on the way. Inputs are strict (unknown keys are refused), outputs are stripped (unknown keys never
 * leave). Everything is JSON: times are epoch milliseconds, binary is PEM. Types, client and handlers derive from it.
 */
import { z } from '../zod.ts';
import { Answers, Secrets } from '../model/answers.ts';
import { CertificateSummary } from '../model/certificateSummary.ts';
import { CheckReport } from '../model/checkReport.ts';
import { CheckTarget } from '../model/checkTarget.ts';
import { Discovery, FoundBinary } from '../model/discovery.ts';
import { HostFacts } from '../model/hostFacts.ts';
import { FileDiff, Plan } from '../model/plan.ts';
import { ProbeInput, ProbeResult } from '../model/probeResult.ts';
import { ApplyEvent, CheckResult, Report, Target } from '../model/report.ts';
import { Settings } from '../model/settings.ts';
import { Failure } from '../errors/failure.ts';

const Path = z.string().min(1).max(4096);
const Nothing = z.strictObject({});
const NoEvent = z.never();

const Listing = z.object({
  /** Absolute, `~` and `..` resolved. */
  path: z.string(),
  parent: z.string().nullable(),
  exists: z.boolean(),
  isFolder: z.boolean(),
  /** Whether this user may write it, or create it where it does not exist. */
  writable: z.boolean(),
  entries: z.array(z.object({ name: z.string(), kind: z.enum(['file', 'folder', 'other']) })),
  failure: Failure.nullable(),
});
export type Listing = z.infer<typeof Listing>;

/** What there is to know of a folder before answering anything: an earlier setup, and a run that was cut off. */
const Setup = z.object({
  folder: z.string(),
  /** The answers of the last apply here, null for a folder that PromSeal has not touched. */
  answers: Answers.nullable(),
  /** Checkpoints that can be undone, newest first. */
  checkpoints: z.array(z.object({ id: z.string(), at: z.number(), outcome: z.string(), files: z.array(z.string()) })),
  /** A run that was killed half way and is to be recovered first. */
  interrupted: z.object({ id: z.string(), at: z.number() }).nullable(),
  managedRunning: z.boolean(),
});
export type Setup = z.infer<typeof Setup>;

/** A change that was staged in a folder, for root to install. */
const StagedBundle = z.object({
  folder: z.string(),
  script: z.string(),
  /** The commands to paste. */
  dryRun: z.string(),
  install: z.string(),
  undo: z.string(),
  /** What the script writes, in order; owner and group by name where they have one. */
  files: z.array(z.object({ path: z.string(), mode: z.number().int(), owner: z.string(), group: z.string() })),
});
export type StagedBundle = z.infer<typeof StagedBundle>;

const Status = z.object({
  /** The apply that is under way in this program. */
  running: z
    .object({ folder: z.string(), startedAt: z.number(), events: z.array(ApplyEvent), cancellable: z.boolean() })
    .nullable(),
  /** How the last one ended. */
  report: Report.nullable(),
});
export type Status = z.infer<typeof Status>;

const Proof = z.object({
  checks: z.array(CheckResult),
  targets: z.array(Target),
  connection: ProbeResult.nullable(),
  caPem: z.string().nullable(),
});
export type Proof = z.infer<typeof Proof>;

export const contract = {
  'host.discover': { input: Nothing, output: Discovery, event: NoEvent },
  'host.inspect': { input: z.strictObject({ answers: Answers }), output: HostFacts, event: NoEvent },
  'host.listDirectory': { input: z.strictObject({ path: Path }), output: Listing, event: NoEvent },
  'host.checkBinary': { input: z.strictObject({ path: Path }), output: FoundBinary, event: NoEvent },
  'host.openSetup': { input: z.strictObject({ folder: Path }), output: Setup, event: NoEvent },
  'certificate.read': {
    input: z.strictObject({ path: Path }),
    output: z.object({ summary: CertificateSummary, pem: z.string() }),
    event: NoEvent,
  },
  'setup.check': {
    input: z.strictObject({ target: CheckTarget, version: z.string().max(32).optional() }),
    output: CheckReport,
    event: NoEvent,
  },
  'plan.create': {
    input: z.strictObject({ answers: Answers }),
    /** `answers` are what is planned: those that were given, with what the repairs they name ask for. */
    output: z.object({ plan: Plan, diffs: z.array(FileDiff), digest: z.string(), facts: HostFacts, answers: Answers }),
    event: NoEvent,
  },
  'plan.apply': {
    input: z.strictObject({ answers: Answers, digest: z.string().max(128), secrets: Secrets }),
    output: Report,
    event: ApplyEvent,
  },
  /** The same change as root would make it, who may write what this user may not. */
  'bundle.plan': {
    input: z.strictObject({ answers: Answers }),
    /** `process` is what the script does about the server; `dropIn` a file of systemd, where the unit gets another command line. */
    output: z.object({
      plan: Plan,
      diffs: z.array(FileDiff),
      digest: z.string(),
      answers: Answers,
      process: z.object({ kind: z.enum(['none', 'restart', 'reload', 'hands']) }),
      dropIn: z.object({ path: z.string(), text: z.string() }).nullable(),
    }),
    event: NoEvent,
  },
  /** Writes that change into a folder of its own, which must not be there yet; nothing else is touched. */
  'bundle.write': {
    input: z.strictObject({ answers: Answers, digest: z.string().max(128), secrets: Secrets, folder: Path }),
    output: StagedBundle,
    event: NoEvent,
  },
  'apply.status': { input: Nothing, output: Status, event: NoEvent },
  'apply.cancel': { input: Nothing, output: z.object({ cancelled: z.boolean() }), event: NoEvent },
  'apply.undo': {
    input: z.strictObject({ folder: Path, checkpoint: z.string().max(32).optional(), force: z.boolean().default(false) }),
    output: Report,
    event: ApplyEvent,
  },
  'apply.recover': { input: z.strictObject({ folder: Path, force: z.boolean().default(false) }), output: Report, event: ApplyEvent },
  'proof.run': { input: z.strictObject({ answers: Answers }), output: Proof, event: ApplyEvent },
  'proof.targets': {
    input: z.strictObject({ answers: Answers }),
    output: z.object({ targets: z.array(Target) }),
    event: NoEvent,
  },
  'process.log': {
    input: z.strictObject({ folder: Path, from: z.number().int().min(0) }),
    output: z.object({ lines: z.array(z.string()), next: z.number(), running: z.boolean() }),
    event: NoEvent,
  },
  'release.download': {
    input: z.strictObject({ version: z.string().max(32), into: Path }),
    output: FoundBinary,
    event: z.object({ done: z.number(), total: z.number().nullable(), text: z.string() }),
  },
  'release.cancel': { input: Nothing, output: z.object({ cancelled: z.boolean() }), event: NoEvent },
  'probe.run': { input: ProbeInput, output: ProbeResult, event: NoEvent },
  'settings.load': { input: Nothing, output: Settings, event: NoEvent },
  'settings.save': { input: z.strictObject({ settings: Settings }), output: z.object({}), event: NoEvent },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; event: z.ZodType }>;

export type Method = keyof typeof contract;
/** What a caller may give: fields with a default may be left out. */
export type Input<M extends Method> = z.input<(typeof contract)[M]['input']>;
export type ParsedInput<M extends Method> = z.output<(typeof contract)[M]['input']>;
export type Output<M extends Method> = z.output<(typeof contract)[M]['output']>;
export type EventOf<M extends Method> = z.output<(typeof contract)[M]['event']>;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(contract, name);
}
