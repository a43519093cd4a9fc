/** Headers that a connection sends with every request. */
import type { Finding } from '../../model/finding.ts';
import { fieldsOf } from '../../prometheus/connectionSections.ts';
import { fieldFinding, type CheckedPart } from './checkedPart.ts';

/** Those that Prometheus sets itself. Source: prometheus/common config/headers.go. */
const reserved: readonly string[] = [
  'accept-encoding', 'authorization', 'connection', 'content-encoding', 'content-length', 'content-type', 'host',
  'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'user-agent', 'www-authenticate', 'x-amz-content-sha256',
  'x-amz-date', 'x-amz-security-token', 'x-prometheus-remote-read-version', 'x-prometheus-remote-write-version',
  'x-prometheus-scrape-timeout-seconds',
];
/** The one that `headers` of remote storages may set all the same. Source: runs of promtool. */
const freeForRemote = 'x-prometheus-scrape-timeout-seconds';

/** The spelling of Go: every word of a header begins with a capital. */
function canonical(header: string): string {
  return header.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function reservedIn(part: CheckedPart, key: string, rawOf: (header: string) => string): Finding[] {
  const headers = [...fieldsOf(part.fields.get(key)?.value).keys()];
  const wrong = headers.filter((header) => {
    const name = header.toLowerCase();
    return reserved.includes(name) && !(key === 'headers' && name === freeForRemote);
  });
  return wrong.map((header) => {
    const isSignIn = header.toLowerCase() === 'authorization';
    const advice = isSignIn ? 'Write it as basic_auth, authorization or oauth2 instead.' : 'Delete it.';
    const told = { code: 'CONNECTION_HEADER_RESERVED', severity: 'broken', details: { header, advice } } as const;
    return fieldFinding(part, key, told, { raw: rawOf(header) });
  });
}

/** CONNECTION_HEADER_RESERVED, broken: a header of `http_headers` or `headers` that Prometheus sets itself. */
export function checkHeaders(part: CheckedPart): Finding[] {
  const ofRemote = part.kind === 'remoteWrite' || part.kind === 'remoteRead';
  const remoteRaw = (header: string): string =>
    header.toLowerCase() === 'authorization' ? 'authorization header must be changed via' : `${header} is a reserved header. It must not be changed`;
  return [
    ...reservedIn(part, 'http_headers', (header) => `setting header "${canonical(header)}" is not allowed`),
    ...(ofRemote ? reservedIn(part, 'headers', remoteRaw) : []),
  ];
}
