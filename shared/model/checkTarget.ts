/** What a check looks at. */
import { z } from '../zod.ts';

const path = z.string().min(1).max(4096);
/** Running servers and units are not looked for. */
const offline = z.boolean().optional();

export const CheckTarget = z.discriminatedUnion('kind', [
  /** Absolute, from `~`, or relative to where PromSeal was started. */
  z.strictObject({ kind: z.literal('files'), paths: z.array(path).min(1).max(1000), offline }),
  z.strictObject({ kind: z.literal('folder'), folder: path, offline }),
  /** A server that runs, by the address it listens on. */
  z.strictObject({ kind: z.literal('server'), listen: z.string().min(1).max(262) }),
  /** A systemd unit, with or without `.service`. */
  z.strictObject({ kind: z.literal('unit'), unit: z.string().min(1).max(255) }),
]);
export type CheckTarget = z.infer<typeof CheckTarget>;
