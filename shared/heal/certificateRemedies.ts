/** Remedies about the server's certificate and its key. */
import { webFile } from '../check/across/certificatesOf.ts';
import type { KeyType, Subject } from '../model/answers.ts';
import type { Finding } from '../model/finding.ts';
import type { MaterialCertificate } from '../model/materialFacts.ts';
import type { RepairAnswers } from '../model/repair.ts';
import { formatAddress } from '../pki/ipAddress.ts';
import { parseName } from '../pki/subjectAltName.ts';
import { askableName, canonicalNames, listensEverywhere } from '../plan/address.ts';
import { splitListen } from '../prometheus/flags.ts';
import { bothAnswers, isNamedBy, isSelfScrape, linksTo, remedy, type Remedy, type RepairContext } from './repairContext.ts';
import { followServer } from './signIn.ts';

const dayMs = 86_400_000;
const shortestDays = 30;
const longestDays = 825;

/** The certificate that is to be replaced: the one of web.yml, else one of the setup that the server shows. */
function oldCertificate({ view, web, server }: RepairContext): MaterialCertificate | null {
  const named = web === null ? undefined : webFile(view, web, 'certFile')?.certificates[0];
  if (named !== undefined) return named;
  const shown = server?.server.served?.chainSha256[0];
  const all = Object.values(view.setup.files).flatMap(({ certificates }) => certificates);
  return all.find(({ sha256 }) => sha256 === shown) ?? null;
}

function subjectOf(old: MaterialCertificate | null): Subject {
  const value = (type: string): string | undefined => old?.parsed.subject.find((each) => each.type === type)?.value;
  const fields = { country: value('C'), state: value('ST'), locality: value('L'), organization: value('O'), common_name: value('CN') };
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined));
}

function keyTypeOf(old: MaterialCertificate | null): KeyType {
  const { kind, bits, curve } = old?.parsed.publicKey ?? { kind: 'unknown', bits: null, curve: null };
  if (kind === 'RSA') return (bits ?? 0) > 3072 ? 'rsa4096' : (bits ?? 0) > 2048 ? 'rsa3072' : 'rsa2048';
  return curve === 'P-384' ? 'p384' : 'p256';
}

/** As long as before, within what clients accept. */
function daysOf(old: MaterialCertificate | null): number {
  if (old === null) return 365;
  const days = Math.round((old.parsed.notAfter - old.parsed.notBefore) / dayMs);
  return days < shortestDays ? 365 : Math.min(days, longestDays);
}

/** Every name by which the server is known to be asked: those of before, of targets, and where it listens. */
function namesOf(context: RepairContext, old: MaterialCertificate | null): string[] {
  const { parsed } = old ?? {};
  const before = [...(parsed?.dnsNames ?? []), ...(parsed?.ipAddresses ?? []).map(formatAddress)];
  const common = (parsed?.subject ?? []).filter(({ type }) => type === 'CN').map(({ value }) => value);
  const asked = linksTo(context).flatMap(({ host, connection }) => [host, ...(connection.tls?.serverName == null ? [] : [connection.tls.serverName])]);
  const listen = context.server?.server.listen ?? '';
  const own = listensEverywhere(listen) ? ['localhost'] : [splitListen(listen)?.host ?? 'localhost'];
  const usable = [...before, ...common, ...asked, ...own].filter((name) => parseName(name).ok);
  return [...new Set(canonicalNames(usable).map(({ value }) => value))];
}

/** Whoever reads it must know that clients of the authority have to be given the new one. */
function pairLabel(old: MaterialCertificate | null): string {
  return old === null || old.selfSigned ? 'Make a new certificate and key' : `Replace the certificate from ${old.issuer} by one that signs itself`;
}

/** A new self-signed pair in the place of the old one, for all names it is asked by, and the self-scrape made to trust it. */
export function newCertificate(context: RepairContext, label: string | null = null, more: RepairAnswers = {}): Remedy {
  const old = oldCertificate(context);
  const certificate = { source: 'self_signed' as const, subject: subjectOf(old), key: keyTypeOf(old), days: daysOf(old), renew: true as const };
  // Where no job scrapes it, none is added: the port of a server that does not run is a guess.
  const follow = more.followScrape === true || !linksTo(context).some(isSelfScrape) ? {} : followServer(context);
  return remedy(label ?? pairLabel(old), { answers: bothAnswers({ names: namesOf(context, old), certificate, ...follow }, more) });
}

/**
 * What is wrong with a certificate that some clients accept all the same. Those that trust an authority would be locked
 * out by one that signs itself, so that only the authority can put it right.
 */
const acceptedBySome = ['CERTIFICATE_EXPIRES_SOON', 'CERTIFICATE_KEY_WEAK', 'CERTIFICATE_USAGE_LACKS_SIGNATURE'];

/** A new pair for the server; for a certificate from an authority only where nobody gets in with it any more. */
export function newServerPair(found: Finding, context: RepairContext): Remedy | null {
  const old = oldCertificate(context);
  if (old === null || old.selfSigned) return newCertificate(context);
  if (acceptedBySome.includes(found.code)) return null;
  const { dnsNames, ipAddresses } = old.parsed;
  const isAskable = askableName([...dnsNames, ...ipAddresses.map(formatAddress)]) !== null;
  const isAboutNames = found.code === 'CERTIFICATE_NOT_FOR_NAME' || found.code === 'CERTIFICATE_ADDRESS_AS_NAME';
  if (!isAboutNames || !isAskable) return newCertificate(context);
  // Other servers ask by a name of their own choice.
  return linksTo(context).every(isSelfScrape) ? remedy('Let the self-scrape ask for a name of the certificate', { answers: followServer(context) }) : null;
}

/** Whether a finding is about a file of the server's own pair. */
export function isServerPair({ path }: Finding, { view, web }: RepairContext): boolean {
  if (web === null || path === undefined) return false;
  return path === web.path || [webFile(view, web, 'certFile'), webFile(view, web, 'keyFile')].some((file) => file?.path === path);
}

/** Whether a finding is about the CA file for clients of web.yml. */
export function isClientCa({ path }: Finding, { view, web }: RepairContext): boolean {
  return web !== null && path !== undefined && webFile(view, web, 'clientCaFile')?.path === path;
}

/** Whether a finding is about the pair that the self-scrape shows. */
export function isClientPair({ path }: Finding, context: RepairContext): boolean {
  return linksTo(context).some((link) => isNamedBy(link, path, [link.connection.tls?.certFile, link.connection.tls?.keyFile]));
}

/** Prometheus is given a client certificate of its own, which web.yml then lets in beside those of before. */
export function newClientCertificate(context: RepairContext): Remedy {
  return remedy('Make a client certificate for Prometheus', { answers: { clientCertificate: 'make', ...followServer(context) } });
}
