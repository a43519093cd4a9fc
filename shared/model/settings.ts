/** What PromSeal remembers between starts. Never a secret: the draft is answers, and answers hold none. */
import { z } from '../zod.ts';
import { Answers } from './answers.ts';

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Where official releases are downloaded from. */
  releaseHost: z.string().max(2048).default('https://github.com'),
  recentFolders: z.array(z.string().max(4096)).max(12).default([]),
  /** The wizard as it was left, for resuming; `applied` where its folder had been set up before. */
  draft: z.object({ answers: Answers, step: z.string().max(64), applied: z.boolean().optional() }).nullable().default(null),
});
export type Settings = z.infer<typeof Settings>;
