/** The Alertmanagers and remote storages of a prometheus.yml as the planner needs them. */
import type { PeerFacts } from '../model/scrapeConfigFacts.ts';
import type { YamlDocument } from '../yaml/yamlNode.ts';
import { connectionOf } from './connections.ts';
import { hasValue } from './connectionParts.ts';
import { peerSections, type ConnectionSection } from './connectionSections.ts';

/** What a connection cannot have beside basic_auth. Source: prometheus/common config/http_config.go, Prometheus documentation, remote_write. */
const otherAuthKeys = ['authorization', 'oauth2', 'bearer_token', 'bearer_token_file', 'sigv4', 'azuread', 'google_iam'];

const noTls = { caFile: null, inlineCa: false, certFile: null, keyFile: null, serverName: null, insecureSkipVerify: false };

function peerOf(section: ConnectionSection, document: YamlDocument): PeerFacts | null {
  const connection = connectionOf(section, document);
  const { name, line, scheme, tls, signIn, targets } = connection;
  if (connection.section === 'scrape' || connection.section === 'discovery') return null;
  const { caFile, inlineCa, certFile, keyFile, serverName, insecureSkipVerify } = tls ?? noTls;
  const basic = signIn?.kind === 'basic' ? signIn : null;
  return {
    section: connection.section,
    index: Number(section.at.at(-1)),
    name,
    url: connection.section === 'alertmanager' ? null : (targets[0] ?? null),
    line,
    scheme,
    caFile, inlineCa, certFile, keyFile, serverName, insecureSkipVerify,
    basicAuth: basic === null ? null : { username: basic.username, passwordSource: basic.source, passwordFile: basic.file },
    otherAuth: otherAuthKeys.find((key) => hasValue(section.fields, key)) ?? null,
  };
}

/** Every peer of a document in the order of the file's sections; never throws. */
export function peersOf(document: YamlDocument): PeerFacts[] {
  return peerSections(document.root.value).map((section) => peerOf(section, document)).filter((peer) => peer !== null);
}
