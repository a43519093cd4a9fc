/** One scrape job as it must be for a server with this certificate and these users: edits of an old one, or a new one. */
import type { Edit, EditValue, PathStep } from '../model/edit.ts';
import type { ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { askableName, namesCover } from './address.ts';
import { asSeenFrom, inFolder } from './paths.ts';
import type { CertificatePart } from './planCertificate.ts';
import type { ClientCertificatePart } from './planClientCertificate.ts';
import type { UsersPart } from './planUsers.ts';
import { targetHost } from './selfTarget.ts';

export interface WantedJob {
  certificate: CertificatePart;
  client: ClientCertificatePart;
  users: UsersPart;
  signIn: { user: string; password: 'file' | 'inline'; path: string; known: boolean } | null;
  /** Where the server shows its own metrics: below the route prefix. */
  metricsPath: string;
  folder: string;
}

export const text = (value: string): EditValue => ({ kind: 'scalar', value });

function tlsEdits(job: ScrapeJobFacts, at: PathStep[], wanted: WantedJob): Edit[] {
  const edits: Edit[] = [];
  const { certificate } = wanted;
  const scheme = certificate.tls ? 'https' : 'http';
  if (job.scheme !== scheme) edits.push({ op: 'set', path: [...at, 'scheme'], value: text(scheme) });
  if (!certificate.tls) {
    if (job.caFile !== null || job.inlineCa) edits.push({ op: 'remove', path: [...at, 'tls_config'] });
    return edits;
  }
  const ca = certificate.caPath === null ? null : asSeenFrom(wanted.folder, certificate.caPath);
  const trusted = job.caFile === null ? null : inFolder(wanted.folder, job.caFile);
  if (ca !== null && trusted !== certificate.caPath) {
    edits.push({ op: 'set', path: [...at, 'tls_config', 'ca_file'], value: text(ca) });
    // Prometheus takes one of the two: prometheus/common config/http_config.go, TLSConfig.Validate.
    if (job.inlineCa) edits.push({ op: 'remove', path: [...at, 'tls_config', 'ca'] });
  }
  const host = targetHost(job.targets[0] ?? '').host;
  const asked = job.serverName ?? host;
  const name = askableName(certificate.names);
  if (!namesCover(certificate.names, asked) && name !== null) {
    edits.push({ op: 'set', path: [...at, 'tls_config', 'server_name'], value: text(name) });
  }
  return [...edits, ...clientEdits(at, wanted)];
}

/** The new pair by which Prometheus shows who it is. One that the job has already stays. */
function clientEdits(at: PathStep[], { client, folder }: WantedJob): Edit[] {
  if (!client.made || client.pair === null) return [];
  const set = (key: string, path: string): Edit => ({ op: 'set', path: [...at, 'tls_config', key], value: text(asSeenFrom(folder, path)) });
  return [set('cert_file', client.pair.certFile), set('key_file', client.pair.keyFile)];
}

function passwordEdit(wanted: NonNullable<WantedJob['signIn']>, folder: string): [string, EditValue] {
  return wanted.password === 'inline'
    ? ['password', { kind: 'material', ref: `password:${wanted.user}` }]
    : ['password_file', text(asSeenFrom(folder, wanted.path))];
}

function signInEdits(job: ScrapeJobFacts, at: PathStep[], wanted: WantedJob): Edit[] {
  const { signIn } = wanted;
  // A password that nobody asks for any more would go on travelling to the server with every scrape.
  if (signIn === null) return wanted.users.emptied && job.basicAuth !== null ? [{ op: 'remove', path: [...at, 'basic_auth'] }] : [];
  const has = job.basicAuth;
  const unchanged = has?.username === signIn.user && has.passwordSource !== 'none' && !wanted.users.renewed.includes(signIn.user);
  if (unchanged) return [];
  const edits: Edit[] = [];
  if (has?.username !== signIn.user) edits.push({ op: 'set', path: [...at, 'basic_auth', 'username'], value: text(signIn.user) });
  const [key, value] = passwordEdit(signIn, wanted.folder);
  const sameFile = key === 'password_file' && has?.passwordFile === asSeenFrom(wanted.folder, signIn.path);
  if (!sameFile) edits.push({ op: 'set', path: [...at, 'basic_auth', key], value });
  if (has?.passwordSource === 'inline' && key !== 'password') edits.push({ op: 'remove', path: [...at, 'basic_auth', 'password'] });
  if (has?.passwordSource === 'file' && key !== 'password_file') edits.push({ op: 'remove', path: [...at, 'basic_auth', 'password_file'] });
  return edits;
}

/** A server that moved below another prefix is scraped there. Other paths, such as /federate, are somebody's choice. */
function pathEdits(job: ScrapeJobFacts, at: PathStep[], { metricsPath }: WantedJob): Edit[] {
  const moved = job.metricsPath !== metricsPath && /\/metrics$/.test(job.metricsPath);
  return moved ? [{ op: 'set', path: [...at, 'metrics_path'], value: text(metricsPath) }] : [];
}

function newTls(host: string, { certificate, client, folder }: WantedJob): [string, EditValue][] {
  const name = askableName(certificate.names);
  const shown: [string, EditValue][] =
    client.pair === null
      ? []
      : [['cert_file', text(asSeenFrom(folder, client.pair.certFile))], ['key_file', text(asSeenFrom(folder, client.pair.keyFile))]];
  return [
    ...(certificate.caPath === null ? [] : [['ca_file', text(asSeenFrom(folder, certificate.caPath))] satisfies [string, EditValue]]),
    ...(name === null || namesCover(certificate.names, host) ? [] : [['server_name', text(name)] satisfies [string, EditValue]]),
    ...shown,
  ];
}

/** A whole job, in the order in which the Prometheus documentation writes one. */
export function newJob(name: string, target: string, wanted: WantedJob): EditValue {
  const { certificate, signIn } = wanted;
  const entries: [string, EditValue][] = [['job_name', text(name)]];
  if (wanted.metricsPath !== '/metrics') entries.push(['metrics_path', text(wanted.metricsPath)]);
  if (certificate.tls) entries.push(['scheme', text('https')]);
  if (signIn !== null) {
    entries.push(['basic_auth', { kind: 'map', entries: [['username', text(signIn.user)], passwordEdit(signIn, wanted.folder)] }]);
  }
  const tls = certificate.tls ? newTls(targetHost(target).host, wanted) : [];
  if (tls.length > 0) entries.push(['tls_config', { kind: 'map', entries: tls }]);
  const targets: EditValue = { kind: 'list', items: [text(target)] };
  entries.push(['static_configs', { kind: 'list', items: [{ kind: 'map', entries: [['targets', targets]] }] }]);
  return { kind: 'map', entries };
}

/** Edits that make an existing job fit; none when it fits already. */
export function jobEdits(job: ScrapeJobFacts, wanted: WantedJob): Edit[] {
  const at: PathStep[] = ['scrape_configs', { where: 'job_name', is: job.name }];
  return [...pathEdits(job, at, wanted), ...tlsEdits(job, at, wanted), ...signInEdits(job, at, wanted)];
}
