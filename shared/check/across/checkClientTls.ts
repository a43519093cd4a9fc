/** Whether the tls_config of connections fits the servers: trust, client certificate, versions. */
import type { Finding } from '../../model/finding.ts';
import { peek } from '../../yaml/editPath.ts';
import { valueOf } from '../../yaml/yamlNode.ts';
import { connectionFinding } from './connectionFindings.ts';
import { privateIssuer } from './privateIssuer.ts';
import type { Link, SetupView, WebView } from './setupView.ts';

const unknownAuthority = 'x509: certificate signed by unknown authority';

/** Jobs with a target that Prometheus itself says it can scrape: then the system has the CA. */
function jobsThatAreUp({ setup }: SetupView): ReadonlySet<string> {
  const targets = setup.servers.flatMap(({ live }) => live?.targets ?? []);
  return new Set(targets.filter(({ health }) => health === 'up').map(({ job }) => job));
}

function trustFault(link: Link, issuer: string | null): Finding[] {
  const { tls } = link.connection;
  const hasCa = tls !== null && (tls.caFile !== null || tls.inlineCa || tls.insecureSkipVerify);
  if (hasCa || issuer === null) return [];
  return [connectionFinding(link, { code: 'CONNECTION_WITHOUT_CA', field: ['tls_config'], raw: unknownAuthority, details: { issuer } })];
}

const wantCertificate = ['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert'];

function certificateFault(link: Link): Finding[] {
  const type = link.to.web?.facts.tls?.clientAuthType ?? '';
  const { tls } = link.connection;
  const shows = tls !== null && (tls.certFile !== null || tls.inlineCertificate);
  if (!wantCertificate.includes(type) || shows) return [];
  const raw = "remote error: tls: certificate required, remote error: tls: bad certificate, tls: client didn't provide a certificate";
  return [connectionFinding(link, { code: 'CONNECTION_WITHOUT_CERTIFICATE', field: ['tls_config'], raw, details: { type } })];
}

const versions = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];
const rank = (version: string | null, otherwise: string): number => versions.indexOf(version ?? otherwise);

function webVersion(web: WebView, key: string): string | null {
  const node = web.document === null ? null : peek(web.document.root, ['tls_server_config', key]);
  const value = node === null ? null : valueOf(node);
  return value?.kind === 'scalar' && versions.includes(value.text) ? value.text : null;
}

function versionFault(link: Link): Finding[] {
  const { connection: { tls }, to: { web } } = link;
  if (web === null || tls === null) return [];
  const server = { min: webVersion(web, 'min_version'), max: webVersion(web, 'max_version') };
  // Without their own words both sides take TLS 1.2 and 1.3, which meet.
  const clientIsOlder = tls.maxVersion !== null && rank(tls.maxVersion, 'TLS13') < rank(server.min, 'TLS12');
  const serverIsOlder = tls.minVersion !== null && server.max !== null && rank(server.max, 'TLS13') < rank(tls.minVersion, 'TLS12');
  if (!clientIsOlder && !serverIsOlder) return [];
  const details = clientIsOlder
    ? { client: `max_version ${tls.maxVersion ?? ''}`, server: `min_version ${server.min ?? 'TLS12'}` }
    : { client: `min_version ${tls.minVersion ?? ''}`, server: `max_version ${server.max ?? 'TLS13'}` };
  const field = ['tls_config', clientIsOlder ? 'max_version' : 'min_version'];
  return [connectionFinding(link, { code: 'CONNECTION_VERSIONS_APART', field, raw: 'remote error: tls: protocol version not supported', details })];
}

/** Codes: CONNECTION_WITHOUT_CA, CONNECTION_WITHOUT_CERTIFICATE, CONNECTION_VERSIONS_APART. */
export function checkClientTls(view: SetupView): Finding[] {
  const up = jobsThatAreUp(view);
  const issuers = new Map(view.servers.map((server) => [server, privateIssuer(view, server)?.words ?? null]));
  const encrypted = view.links.filter(({ connection, to }) => connection.scheme === 'https' && to.tls === true);
  return encrypted.flatMap((link) => {
    const issuer = up.has(link.connection.name) ? null : (issuers.get(link.to) ?? null);
    return [...trustFault(link, issuer), ...certificateFault(link), ...versionFault(link)];
  });
}
