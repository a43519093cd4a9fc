/** What servers answer now against what their web.yml says. */
import type { Finding } from '../../model/finding.ts';
import type { Consequence } from './consequence.ts';
import { certificatePaths, certificatesOf, webFilePath } from './certificatesOf.ts';
import { serverFinding } from './serverFinding.ts';
import type { ServerView, SetupView } from './setupView.ts';

function servedFindings(view: SetupView, each: ServerView): Finding[] {
  const { server, web } = each;
  const { served } = server;
  if (!server.running || served === null || web === null || web.tls === null) return [];
  const seen = [{ label: `Asked ${served.address}`, text: served.speaks === 'http' ? 'plain HTTP answered' : 'no TLS connection came about' }];
  if (web.tls && served.speaks === 'http') {
    return [serverFinding(each, 'SERVER_STILL_PLAIN', 'broken', {}, { evidence: seen, raw: 'TLS is disabled.' })];
  }
  const shakes = served.chainSha256.length > 0;
  const failed = served.speaks === 'other' || (served.speaks === 'tls' && served.handshakeError !== null);
  if (!web.tls && failed && !shakes) {
    return [serverFinding(each, 'SERVER_TLS_REMOVED', 'broken', {}, { evidence: seen, raw: 'TLS config is not present, remote error: tls: internal error' })];
  }
  const open = web.facts.users.length > 0 && served.statusWithoutPassword === 200;
  const letsIn = open ? [serverFinding(each, 'SERVER_LETS_EVERYBODY_IN', 'unsafe', {}, { evidence: [{ label: 'Metrics without password', text: '200 OK' }] })] : [];
  return [...letsIn, ...otherCertificate(view, each)];
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

/** Codes: SERVER_STILL_PLAIN, SERVER_TLS_REMOVED (broken), SERVER_LETS_EVERYBODY_IN (unsafe), SERVER_SHOWS_OTHER_CERTIFICATE (soon). */
export function checkServed(view: SetupView): Finding[] {
  return view.servers.flatMap((each) => servedFindings(view, each));
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
    (cause.raw !== undefined && wording.test(cause.raw)) || cause.path === server.configFile || files.includes(cause.path ?? '');
  return [{ finding: serverFinding(each, 'SERVER_NOT_TRUSTED', 'broken', {}, { raw }), causesIn: null, explainedBy: explains }];
}

/** Codes, broken: SERVER_HANDSHAKE_FAILS, SERVER_NOT_TRUSTED; each unless a file explains it. */
export function servedConsequences({ servers }: SetupView): Consequence[] {
  return servers.flatMap(handshakeConsequences);
}
