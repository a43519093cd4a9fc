/** How a finding of `check` is repaired: as data, without secrets, for the planner to carry out with everything else. */
import { z } from '../zod.ts';
import { CertificateAnswer, UserAnswer } from './answers.ts';
import { Edit } from './edit.ts';
import { FileState } from './hostFacts.ts';
import { LineEdit } from './lineEdit.ts';
import { FileModeAction } from './plan.ts';

/** What the answers become. Absent: as they are. */
export const RepairAnswers = z.object({
  /** The web.yml that the server is to be given. */
  web_config_file: z.string().optional(),
  names: z.array(z.string()).optional(),
  certificate: CertificateAnswer.optional(),
  /** Added to the users of the answers; one of the same name takes its place. */
  users: z.array(UserAnswer).optional(),
  /** The self-scrape is made to fit the server. */
  followScrape: z.literal(true).optional(),
  /** The user as whom it signs in. */
  scrapeUser: z.string().optional(),
  /** Prometheus is given a client certificate. */
  clientCertificate: z.literal('make').optional(),
  external_url: z.string().optional(),
});
export type RepairAnswers = z.infer<typeof RepairAnswers>;

/** Edits of one of the two configurations. */
export const RepairEdit = z.object({
  role: z.enum(['webConfig', 'scrapeConfig']),
  path: z.string(),
  before: FileState,
  /** Made first, in a text that cannot be read as it is. */
  lines: z.array(LineEdit),
  edits: z.array(Edit),
});
export type RepairEdit = z.infer<typeof RepairEdit>;

export const Repair = z.object({
  /** Id of the finding. */
  finding: z.string(),
  /** What it does, in a few words, such as `Scrape over HTTPS`. */
  label: z.string(),
  answers: RepairAnswers,
  edits: z.array(RepairEdit),
  /** Files whose mode or owner changes. */
  files: z.array(FileModeAction),
  /** What the server must do for it to count, though neither files, flags nor TLS change. */
  process: z.enum(['restart', 'reload']).nullable(),
});
export type Repair = z.infer<typeof Repair>;
