/** What servers answer now against what their web.yml says. */
import { checkHealthCodes } from '../../errors/codes/checkHealth.ts';
import type { Finding } from '../../model/finding.ts';
import type { Consequence } from './consequence.ts';
import { isAboutLoading } from './isAboutLoading.ts';
import { certificatePaths, certificatesOf, webFilePath } from './certificatesOf.ts';
import { serverFinding } from './serverFinding.ts';
import type { ServerView, SetupView } from './setupView.ts';

/** TLS is turned on and off at the start alone, so file and server may differ. */
function startedOtherwise(each: ServerView): Consequence[] {
  const { server, web } = each;
  const { served } = server;
  if (!server.running || served === null || web === null || web.tls === null) return [];
  const told = (code: 'SERVER_STILL_PLAIN' | 'SERVER_TLS_REMOVED', seen: string, raw: string): Consequence => ({
    finding: serverFinding(each, code, 'broken', {}, { evidence: [{ label: `Asked ${served.address}`, text: seen }], raw }),
    // A file that cannot be loaded does not say what the server should do.
    causesIn: [web.path],
    explainedBy: isAboutLoading,
  });
  if (web.tls) return served.speaks === 'http' ? [told('SERVER_STILL_PLAIN', 'plain HTTP answered', 'TLS is disabled.')] : [];
  const failed = served.speaks === 'other' || (served.speaks === 'tls' && served.handshakeError !== null);
  if (!failed || served.chainSha256.length > 0) return [];
  return [told('SERVER_TLS_REMOVED', 'no TLS connection came about', 'TLS config is not present, remote error: tls: internal error')];
}

function letsIn(each: ServerView): Finding[] {
  const { server, web } = each;
  if (!server.running || web === null || web.facts.users.length === 0 || server.served?.statusWithoutPassword !== 200) return [];
  return [serverFinding(each, 'SERVER_LETS_EVERYBODY_IN', 'unsafe', {}, { evidence: [{ label: 'Metrics without password', text: '200 OK' }] })];
}

function otherCertificate(view: SetupView, each: ServerView): Finding[] {
  const { server, web } = each;
  const [leaf] = certificatesOf(view, each);
  const shown = server.served?.chainSha256[0];
  const file = web === null ? null : webFilePath(web, 'certFile');
  if (leaf === undefined || shown === undefined || file === null || shown === leaf.sha256) return [];
  const evidence = [{ label: `SHA-256 of ${file}`, text: leaf.sha256 }, { label: 'SHA-256 of what is shown', text: shown }];
  return [serverFinding(each, 'SERVER_SHOWS_OTHER_CERTIFICATE', 'soon', { file }, { path: file, evidence })];
}

/** Codes: SERVER_LETS_EVERYBODY_IN (unsafe), SERVER_SHOWS_OTHER_CERTIFICATE (soon). */
export function checkServed(view: SetupView): Finding[] {
  return view.servers.flatMap((each) => [...letsIn(each), ...otherCertificate(view, each)]);
}

/** The files whose faults show in the handshakes of a server. */
function filesOf({ server, web }: ServerView): string[] {
  const named = web === null ? [] : [web.path, ...certificatePaths(web)];
  return [...new Set([...(server.webConfigFile === null ? [] : [server.webConfigFile]), ...named])];
}

function handshakeConsequences(each: ServerView): Consequence[] {
  const { server, web } = each;
  const { served } = server;
  if (!server.running || served === null || web?.tls === false) return [];
  const raw = served.handshakeError ?? 'remote error: tls: internal error';
  const files = filesOf(each);
  const failed = (served.speaks === 'tls' && served.handshakeError !== null) || (served.speaks === 'other' && web?.tls === true);
  if (served.chainSha256.length === 0 && failed) {
    // Without the file itself nothing better than this can be said, so any fault of the files explains it.
    return [{ finding: serverFinding(each, 'SERVER_HANDSHAKE_FAILS', 'broken', {}, { raw }), causesIn: files, explainedBy: () => true }];
  }
  if (served.speaks !== 'tls' || served.handshakeError === null) return [];
  const wording = /x509:|certificate/;
  const explains = (cause: Finding): boolean =>
    // What another client lacks says nothing of the CA of the jobs.
    !Object.hasOwn(checkHealthCodes, cause.code) &&
    ((cause.raw !== undefined && wording.test(cause.raw)) || cause.path === server.configFile || files.includes(cause.path ?? ''));
  return [{ finding: serverFinding(each, 'SERVER_NOT_TRUSTED', 'broken', {}, { raw }), causesIn: null, explainedBy: explains }];
}

/** Codes, broken: SERVER_STILL_PLAIN, SERVER_TLS_REMOVED, SERVER_HANDSHAKE_FAILS, SERVER_NOT_TRUSTED; each unless a file explains it. */
export function servedConsequences({ servers }: SetupView): Consequence[] {
  return servers.flatMap((each) => [...startedOtherwise(each), ...handshakeConsequences(each)]);
}
