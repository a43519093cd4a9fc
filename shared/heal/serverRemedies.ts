/** Remedies about what the server does with its files. */
import type { Edit, EditValue } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import type { RepairAnswers } from '../model/repair.ts';
import { formatAddress } from '../pki/ipAddress.ts';
import { hostPort, isLoopbackHost, portOf } from '../plan/address.ts';
import { flagValue } from '../prometheus/flags.ts';
import { newCertificate } from './certificateRemedies.ts';
import { formerPair } from './formerPair.ts';
import { editsOf, linksTo, isSelfScrape, remedy, type Remedy, type RepairContext } from './repairContext.ts';
import { asSeenFrom, folderOf } from '../plan/paths.ts';
import { webFile } from '../check/across/certificatesOf.ts';
import { pathFrom } from '../check/across/filePath.ts';
import { followServer, ownUser } from './signIn.ts';

/** The server reads its files anew. */
export const restartServer = (): Remedy => remedy('Restart Prometheus', { process: 'restart' });
export const reloadServer = (): Remedy => remedy('Let Prometheus read its configuration again', { process: 'reload' });

/** The web.yml that lies beside is given to the server, with the TLS and users that it has. */
export function passWebConfig({ path }: Finding, context: RepairContext): Remedy | null {
  const web = context.view.webs.find((each) => each.path === path);
  if (web === undefined || web.tls === null) return null;
  const certificate = web.tls ? { source: 'keep' as const } : { source: 'none' as const };
  const users = web.facts.users.map(({ name }) => name);
  const follow = linksTo(context).some(isSelfScrape) ? followServer(context, users) : {};
  return remedy(`Start Prometheus with ${web.path}`, { answers: { web_config_file: web.path, certificate, ...follow }, process: 'restart' });
}

/** Users whose password the self-scrape still has in a file; else one that is made for it. */
function rebuiltUsers(context: RepairContext): RepairAnswers {
  const known = linksTo(context).filter(isSelfScrape).flatMap(({ scrape, connection: { signIn } }) => {
    if (signIn?.username == null || signIn.source !== 'file' || signIn.file === null) return [];
    const password_file = pathFrom(folderOf(scrape.path), signIn.file);
    return context.view.setup.files[password_file]?.state.kind === 'file' ? [{ name: signIn.username, password_file }] : [];
  });
  const [user] = known;
  if (user !== undefined) return { users: [user], scrapeUser: user.name, followScrape: true };
  // A self-scrape without a password shows that there were no users. Where there is none, nothing shows it.
  const scrapes = linksTo(context).filter(isSelfScrape);
  return scrapes.length === 0 || scrapes.some(({ connection }) => connection.signIn !== null) ? ownUser(context) : { followScrape: true };
}

/**
 * TLS and users are written again from what the setup still knows: the pair that lies beside, else a new one, and the
 * password of the scrape.
 */
export function rebuildWebConfig(_: Finding, context: RepairContext): Remedy | null {
  const { web } = context;
  if (web === null) return null;
  const pair = formerPair(context);
  if (pair === null) return newCertificate(context, 'Write TLS and users again', rebuiltUsers(context));
  const named = (file: string): EditValue => ({ kind: 'scalar', value: asSeenFrom(folderOf(web.path), file) });
  const edits: Edit[] = [
    { op: 'set', path: ['tls_server_config', 'cert_file'], value: named(pair.certFile) },
    { op: 'set', path: ['tls_server_config', 'key_file'], value: named(pair.keyFile) },
  ];
  const answers: RepairAnswers = { certificate: { source: 'keep' }, ...rebuiltUsers(context) };
  return remedy(`Write TLS and users again, with ${pair.certFile}`, { answers, edits: [editsOf(context, 'webConfig', web.path, { edits })] });
}

/** Where people reach the server from elsewhere: a name of its certificate that is not of this machine alone. */
function publicUrl(context: RepairContext, listen: string): string | null {
  const { view, web } = context;
  const certificate = web === null ? undefined : webFile(view, web, 'certFile')?.certificates[0];
  const names = [...(certificate?.parsed.dnsNames ?? []), ...(certificate?.parsed.ipAddresses ?? []).map(formatAddress)];
  const name = names.find((each) => !isLoopbackHost(each) && !each.startsWith('*.')) ?? names[0];
  return name === undefined ? null : `https://${hostPort(name, portOf(listen))}/`;
}

/**
 * The links in alerts lead to where the server answers now. A server that PromSeal cannot restart is left alone: what is
 * broken would have to wait for a person because of a link.
 */
export function secureExternalUrl(_: Finding, context: RepairContext): Remedy | null {
  const { server } = context;
  if (server === null || server.server.control === 'process') return null;
  const now = flagValue(server.server.args, 'web.external-url');
  const url = now === null ? publicUrl(context, server.server.listen) : now.replace(/^http:/i, 'https:');
  return url === null ? null : remedy('Set --web.external-url to https', { answers: { external_url: url } });
}
