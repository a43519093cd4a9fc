/** Remedies about connections to other servers of the setup than the Prometheus that is repaired. */
import { certificatesOf } from '../check/across/certificatesOf.ts';
import type { Link } from '../check/across/setupView.ts';
import type { Edit, PathStep } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import { formatAddress } from '../pki/ipAddress.ts';
import { askableName, namesCover } from '../plan/address.ts';
import { asSeenFrom, folderOf } from '../plan/paths.ts';
import { editsOf, remedy, type Remedy, type RepairContext } from './repairContext.ts';
import { verifyingFile } from './trustedFile.ts';

/** Every link of the connection that a finding is about; none where it leads anywhere else as well. */
function linksOf({ path, at: place = [] }: Finding, { view }: RepairContext): Link[] {
  const own = view.links.filter(({ scrape, connection: { at } }) => scrape.path === path && at.length > 0 && at.every((step, index) => place[index] === step));
  const [first] = own;
  const leadsElsewhere = first === undefined || first.connection.usesDiscovery || own.length !== first.connection.targets.length;
  return leadsElsewhere ? [] : own;
}

/** A job by its name, so that the proof knows which one to wait for. */
function placeOf({ connection: { section, name, at } }: Link): PathStep[] {
  return section === 'scrape' ? ['scrape_configs', { where: 'job_name', is: name }] : [...at];
}

function set(link: Link, below: readonly string[], value: string): Edit {
  return { op: 'set', path: [...placeOf(link), ...below], value: { kind: 'scalar', value } };
}

/**
 * What makes a connection verify its server: the file to trust where the system does not, and a name of the certificate
 * where it is asked for by another one.
 * @returns null where the certificate is not known or has no name to ask for
 */
function trustEdits(link: Link, context: RepairContext): Edit[] | null {
  const { view } = context;
  const { web } = link.to;
  const [leaf] = certificatesOf(view, link.to);
  if (web === null || leaf === undefined) return null;
  const names = [...leaf.parsed.dnsNames, ...leaf.parsed.ipAddresses.map(formatAddress)];
  const asked = link.connection.tls?.serverName ?? link.host;
  const name = namesCover(names, asked) ? asked : askableName(names);
  if (name === null) return null;
  // Prometheus takes one of the two: who wrote the certificates into the file itself has decided whom to trust.
  const file = link.connection.tls?.inlineCa === true ? null : verifyingFile(context, web, [link]);
  const trusted = file === null ? [] : [set(link, ['tls_config', 'ca_file'], asSeenFrom(folderOf(link.scrape.path), file))];
  return [...trusted, ...(name === asked ? [] : [set(link, ['tls_config', 'server_name'], name)])];
}

/** All servers of one connection are verified by one tls_config, so that there must be only one, or all alike. */
function edited(found: Finding, context: RepairContext, label: string, more: readonly Edit[]): Remedy | null {
  const links = linksOf(found, context);
  const [link] = links;
  if (link === undefined || links.some(({ to }) => to !== link.to || to.tls !== true)) return null;
  const trust = trustEdits(link, context);
  if (trust === null) return null;
  const edits = [...more, ...trust];
  return edits.length === 0 ? null : remedy(label, { edits: [editsOf(context, 'scrapeConfig', link.scrape.path, { edits })] });
}

/** The connection is switched to HTTPS. Discoveries are left to a person: what they answer may be anything. */
export function switchToTls(found: Finding, context: RepairContext): Remedy | null {
  const [link] = linksOf(found, context);
  if (link === undefined || link.connection.section === 'discovery') return null;
  const isRemote = link.connection.section === 'remoteWrite' || link.connection.section === 'remoteRead';
  const scheme: Edit = isRemote ? { op: 'scheme', path: [...placeOf(link), 'url'], scheme: 'https' } : set(link, ['scheme'], 'https');
  return edited(found, context, `Switch ${link.host} to HTTPS`, [scheme]);
}

/** The connection is given the certificate that it has to trust. */
export function trustServer(found: Finding, context: RepairContext): Remedy | null {
  const [link] = linksOf(found, context);
  return link === undefined ? null : edited(found, context, `Trust the certificate of ${link.host}`, []);
}
