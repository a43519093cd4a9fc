/** Changes of single lines of a text that cannot be read as YAML yet, so that it has no places to edit. */
import { z } from '../zod.ts';

export const LineEdit = z.discriminatedUnion('op', [
  /** The line becomes a comment: every byte of it stays. */
  z.object({ op: z.literal('commentOut'), line: z.number().int().min(1) }),
  /** Tabs at its beginning become two spaces each, which YAML takes for indentation. */
  z.object({ op: z.literal('untab'), line: z.number().int().min(1) }),
  /** A misspelt key becomes the one that was meant; indentation, value and comment stay. */
  z.object({ op: z.literal('renameKey'), line: z.number().int().min(1), from: z.string().max(64), to: z.string().max(64) }),
  /** A key gets the colon that it lacks, with a blank behind it; every other byte stays. */
  z.object({ op: z.literal('addColon'), line: z.number().int().min(1), key: z.string().max(64) }),
]);
export type LineEdit = z.infer<typeof LineEdit>;
