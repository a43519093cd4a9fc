/**
 * What the wizard asks and an answers file holds. Keys are spelled as Prometheus spells its own YAML.
 * No secret is ever part of the answers: passwords come from files, the environment, a prompt or the wizard's field.
 */
import { z } from '../zod.ts';
import { ConnectionAnswer } from './connectionAnswer.ts';

/** K-33: no field may carry line breaks or other control characters into a file, a command or a certificate. */
const control = /[\u0000-\u001f\u007f-\u009f]/;
const line = (max: number) =>
  z.string().max(max).refine((text) => !control.test(text), 'must not contain line breaks or control characters');

export const KeyType = z.enum(['p256', 'p384', 'rsa2048', 'rsa3072', 'rsa4096']);
export type KeyType = z.infer<typeof KeyType>;

/** Subject fields of RFC 5280 4.1.2.6 with the upper bounds of its appendix A. */
export const Subject = z.strictObject({
  country: line(2).optional().describe('Two-letter country code, such as BE'),
  state: line(128).optional().describe('State or province'),
  locality: line(128).optional().describe('City'),
  organization: line(64).optional().describe('Organization'),
  common_name: line(64).optional().describe('The first name when left out. Never the only place of a name.'),
});
export type Subject = z.infer<typeof Subject>;

const listen = line(262).describe('Host and port Prometheus listens on, such as 127.0.0.1:9090 or :9090');
const keepRunning = z.boolean().default(true).describe('Keep Prometheus running when PromSeal closes');

export const ServerAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('binary').describe('A prometheus program on this machine'),
    binary: line(4096).describe('Path of the prometheus program; PromSeal starts it'),
    listen: listen.default('127.0.0.1:9090'),
    keep_running: keepRunning,
  }),
  z.strictObject({
    kind: z.literal('download').describe('An official release, downloaded and checked'),
    version: line(32).describe('Version to download, such as 3.5.0'),
    listen: listen.default('127.0.0.1:9090'),
    keep_running: keepRunning,
  }),
  z.strictObject({
    kind: z.literal('running').describe('A Prometheus that somebody started'),
    listen: listen.describe('Where the running Prometheus listens; it is found by that'),
  }),
  z.strictObject({ kind: z.literal('service').describe('A Prometheus that systemd runs'), unit: line(256).describe('systemd unit, such as prometheus.service') }),
  z.strictObject({
    kind: z.literal('files').describe('No server: only the files are written, and whoever runs them restarts it'),
    listen: listen.default('127.0.0.1:9090'),
  }),
  z.strictObject({
    kind: z.literal('rehearsal').describe('The stand-in server of PromSeal'),
    listen: listen.default('127.0.0.1:9090'),
    keep_running: z.boolean().default(false).describe('Keep the stand-in server running when PromSeal closes'),
  }),
]);
export type ServerAnswer = z.infer<typeof ServerAnswer>;

export const CertificateAnswer = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('self_signed').describe('A certificate that signs itself; clients are given a copy to trust'),
    subject: Subject.default({}),
    key: KeyType.default('p256').describe('Kind of the private key'),
    days: z.number().int().min(1).max(3650).default(365).describe('For how long it is valid'),
    renew: z.literal(true).optional().describe('Make a new one even where the one in use is what these answers ask for'),
  }),
  z.strictObject({
    source: z.literal('keep').describe('Keep the certificate that web.yml names'),
    ca_file: line(4096).optional().describe('The CA that signed it, where that is not one of the system; by default what the self-scrape trusts'),
  }),
  z.strictObject({ source: z.literal('none').describe('No TLS: passwords travel in clear') }),
]);
export type CertificateAnswer = z.infer<typeof CertificateAnswer>;

/** At most one of the password sources; none means: asked for at the prompt, or typed in the wizard. */
export const UserAnswer = z.strictObject({
  name: line(64).describe('Name to sign in with; no colon'),
  password_file: line(4096).optional().describe('File that holds the password; its last line break is ignored'),
  password_env: line(128).optional().describe('Environment variable that holds the password'),
  generate: z.literal(true).optional().describe('Make a password and keep it in NAME.password, mode 0600'),
  keep: z.literal(true).optional().describe('Keep the hash that web.yml has for this user'),
  remove: z.literal(true).optional().describe('Take this user out of web.yml'),
  hash: line(128).optional().describe('A bcrypt hash made elsewhere, such as by htpasswd -nBC 10'),
});
export type UserAnswer = z.infer<typeof UserAnswer>;

export const ScrapeAnswer = z.strictObject({
  edit: z.boolean().default(true).describe('Write or edit the job by which Prometheus scrapes itself'),
  job: line(128).default('prometheus').describe('Name of that job'),
  user: line(64).optional().describe('Which user Prometheus signs in to itself with; the first one when left out'),
  client_certificate: z.literal('make').optional().describe('Make a certificate by which Prometheus shows who it is, where web.yml asks every client for one'),
  password: z.enum(['file', 'inline']).default('file').describe('Whether prometheus.yml names a file with the password or holds it'),
});

export const OptionsAnswer = z.strictObject({
  lifecycle: z.boolean().default(false).describe('--web.enable-lifecycle: POST /-/reload and /-/quit'),
  admin_api: z.boolean().default(false).describe('--web.enable-admin-api: delete series, take snapshots'),
  proxy: z.enum(['none', 'nginx']).default('none').describe('What stands between the clients and Prometheus'),
  external_url: line(2048).optional().describe('URL under which people reach Prometheus'),
});

export const Answers = z.strictObject({
  version: z.literal(1).describe('Version of this format'),
  folder: line(4096).describe('Working directory: certificate, key, web.yml and prometheus.yml'),
  server: ServerAnswer,
  config_file: line(4096).default('prometheus.yml').describe('The scrape configuration, relative to the folder'),
  web_config_file: line(4096).default('web.yml').describe('The web configuration, relative to the folder'),
  names: z.array(line(253)).max(2000).default([]).describe('DNS names and IP addresses that clients use'),
  certificate: CertificateAnswer,
  users: z.array(UserAnswer).max(500).default([]).describe('Who may sign in; nobody needs to when it is empty'),
  scrape: ScrapeAnswer.prefault({}),
  options: OptionsAnswer.prefault({}),
  connections: z.array(ConnectionAnswer).max(1000).default([]).describe('Connections of Prometheus to others that are switched to TLS and passwords, or back'),
  repair: z.array(line(2048)).max(1000).default([]).describe('Findings of `promseal check` that are to be repaired, by their ids'),
});
export type Answers = z.infer<typeof Answers>;
/** Answers as people write them: what has a default may be left out. */
export type AnswersInput = z.input<typeof Answers>;

/** What travels beside the answers, only in the call that applies them: one password a user. Never stored or logged. */
export const Secrets = z.strictObject({ passwords: z.record(z.string().max(64), z.string().max(1024)).default({}) });
export type Secrets = z.infer<typeof Secrets>;
