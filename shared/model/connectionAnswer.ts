/** Connections of Prometheus that are to be switched: scrape jobs, Alertmanagers, remote storages. */
import { z } from '../zod.ts';

/** K-33: as every text of the answers. */
const control = /[\u0000-\u001f\u007f-\u009f]/;
const line = (max: number) =>
  z.string().min(1).max(max).refine((text) => !control.test(text), 'must not contain line breaks or control characters');
const path = line(4096);

/** The fields that say which connections are meant. */
const selectors = ['job', 'alertmanager', 'remote_write', 'remote_read'] as const;
/** The fields that say what they become. */
const changes = ['scheme', 'ca_file', 'server_name', 'cert_file', 'key_file', 'insecure_skip_verify', 'user', 'password_file'] as const;

/**
 * One selection of connections and what they become. What is left out stays as it is; null takes it away. Paths are
 * written as Prometheus reads them: relative ones start at the folder of prometheus.yml.
 */
export const ConnectionAnswer = z
  .strictObject({
    job: line(512).optional().describe('Scrape jobs by name; * and ? stand for any text and any character, all for every job'),
    alertmanager: z.union([z.number().int().min(0).max(999), z.literal('all')]).optional().describe('An entry of alerting.alertmanagers, counted from 0, or all'),
    remote_write: line(2048).optional().describe('Entries of remote_write by name or URL, or all'),
    remote_read: line(2048).optional().describe('Entries of remote_read by name or URL, or all'),
    scheme: z.enum(['http', 'https']).nullable().optional().describe('How the other side is spoken to; of a remote storage the beginning of its URL'),
    ca_file: path.nullable().optional().describe('The CA that signed the certificate of the other side'),
    server_name: line(253).nullable().optional().describe('Name that its certificate must have, where the address is another'),
    cert_file: path.nullable().optional().describe('Certificate by which Prometheus shows who it is'),
    key_file: path.nullable().optional().describe('Private key of that certificate'),
    insecure_skip_verify: z.literal(false).nullable().optional().describe('false: certificates are checked'),
    user: line(64).nullable().optional().describe('Name to sign in with'),
    password_file: path.optional().describe('File with the password of that name'),
  })
  .refine((answer) => selectors.filter((key) => answer[key] !== undefined).length === 1, `needs exactly one of ${selectors.join(', ')}`)
  .refine((answer) => changes.some((key) => answer[key] !== undefined), 'says which connections are meant, and not what they become')
  .refine((answer) => answer.user !== null || answer.password_file === undefined, 'takes the user away and names a password for it');
export type ConnectionAnswer = z.infer<typeof ConnectionAnswer>;
