/**
 * The journal of a checkpoint: what was there before each change, written and forced to the disk ahead of the change.
 * One JSON object a line, begun by the line's own newline: a line that a crash or a full disk cut short is no valid JSON
 * and is skipped, and the change that it would have announced was never made.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { throwUnlessOurs } from '../host/trustedPath.ts';
import { readText } from '../host/readFiles.ts';
import { appendDurably } from '../host/appendFiles.ts';
import { createFile } from '../host/createFiles.ts';
import { stateFileMode } from './stateFolder.ts';
import { Outcome } from '../../shared/model/report.ts';

export const ProcessBefore = z.object({
  control: z.enum(['promseal', 'process', 'systemd', 'rehearsal']),
  running: z.boolean(),
  argv: z.array(z.string()),
  workingDirectory: z.string(),
  unit: z.string().nullable(),
  /** Whether it spoke TLS; null when nobody could tell. */
  servedTls: z.boolean().nullable().default(null),
});
/** How the server ran before the change, to start it so again. */
export type ProcessBefore = z.infer<typeof ProcessBefore>;

const hash = z.string();
/**
 * `path` as the plan names it, `real` where its symbolic links lead, `planned` the hash of what will stand there; null
 * when it is not known ahead.
 */
const place = { path: z.string(), real: z.string(), planned: hash.nullable() };

const FileRecord = z.object({ kind: z.literal('file'), ...place, backup: z.string().regex(/^\d+\.before$/), sha256: hash, mode: z.number(), uid: z.number(), gid: z.number() });
export type FileRecord = z.infer<typeof FileRecord>;
const AbsentRecord = z.object({ kind: z.literal('absent'), ...place });
export type AbsentRecord = z.infer<typeof AbsentRecord>;
const FolderRecord = z.object({ kind: z.literal('folder'), path: z.string() });
export type FolderRecord = z.infer<typeof FolderRecord>;

export const JournalRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), at: z.number(), digest: z.string() }),
  FileRecord,
  AbsentRecord,
  FolderRecord,
  /** A file is written once more in the same change. */
  z.object({ kind: z.literal('planned'), real: z.string(), sha256: hash.nullable() }),
  z.object({ kind: z.literal('process'), before: ProcessBefore }),
  /** The hashes at the end, by real path; null for a file that is not there. */
  z.object({ kind: z.literal('close'), outcome: Outcome, after: z.record(z.string(), hash.nullable()) }),
  /** Putting back a closed change begins and ends: between the two it is half done. */
  z.object({ kind: z.literal('undoing') }),
  z.object({ kind: z.literal('undone') }),
]);
export type JournalRecord = z.infer<typeof JournalRecord>;

const journalFile = (checkpointFolder: string): string => join(checkpointFolder, 'journal.jsonl');
const line = (record: JournalRecord): Buffer => Buffer.from(`\n${JSON.stringify(record)}`);

/** Begins a journal. Errors are those of `createFile`. */
export function beginJournal(checkpointFolder: string, first: JournalRecord): void {
  createFile(journalFile(checkpointFolder), line(first), stateFileMode);
}

/** Adds a record; when this returns, it is on the disk. Errors are those of `appendDurably`. */
export function appendRecord(checkpointFolder: string, record: JournalRecord): void {
  appendDurably(journalFile(checkpointFolder), line(record));
}

/** Every complete record in order. @throws STATE_NOT_TRUSTED when somebody else may have written it; the codes of `readText` */
export function readRecords(checkpointFolder: string): JournalRecord[] {
  throwUnlessOurs(checkpointFolder);
  throwUnlessOurs(journalFile(checkpointFolder));
  return readText(journalFile(checkpointFolder))
    .split('\n')
    .flatMap((text) => {
      const record = JournalRecord.safeParse(parseLine(text));
      return record.success ? [record.data] : [];
    });
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
