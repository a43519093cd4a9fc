/** URLs of remote storages, proxies and token services. */
import type { Finding } from '../../model/finding.ts';
import { writtenAt } from '../../prometheus/connectionParts.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import { fieldFinding, type CheckedPart } from './checkedPart.ts';

/** Fields that hold a URL, with the schemes that work. Source: Go net/http. */
const urls: readonly (readonly [kinds: readonly CheckedPart['kind'][], key: string, schemes: readonly string[]])[] = [
  [['remoteWrite', 'remoteRead'], 'url', ['http', 'https']],
  [['scrape', 'alertmanager', 'remoteWrite', 'remoteRead', 'discovery', 'oauth2'], 'proxy_url', ['http', 'https', 'socks5', 'socks5h']],
  [['oauth2'], 'token_url', ['http', 'https']],
];

interface Wrong {
  readonly reason: string;
  readonly raw: string;
}

function whyNotUrl(url: string, schemes: readonly string[]): Wrong | null {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^]*)$/i.exec(url) ?? [];
  const named = `${schemes.slice(0, -1).join(', ')} or ${schemes.at(-1) ?? ''}`;
  if (scheme === undefined) return { reason: `it does not begin with ${named} and ://`, raw: 'unsupported protocol scheme' };
  if (!schemes.includes(scheme.toLowerCase())) return { reason: `${scheme} is not ${named}`, raw: `unsupported protocol scheme "${scheme.toLowerCase()}"` };
  const authority = (/^[^/?#]*/.exec(rest)?.[0] ?? '').replace(/^[^]*@/, '');
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === '') return { reason: 'it has no host', raw: 'no Host in request URL' };
  if (/^\[[^\]]*$/.test(authority)) return { reason: 'the bracket of its host is not closed', raw: "missing ']' in host" };
  if (/[\s{}|\\^`"<>]/.test(host)) return { reason: 'its host holds a character that no host has', raw: 'in host name' };
  if (port !== undefined && !/^\d*$/.test(port)) return { reason: 'its port is no number', raw: 'after host' };
  return port !== undefined && Number(port) > 65_535 ? { reason: `${port} is above 65535, the highest port`, raw: 'invalid port' } : null;
}

/** CONNECTION_URL_INVALID, broken: promtool takes nearly every text for a URL, and then nothing can be reached. */
export function checkUrls(part: CheckedPart): Finding[] {
  return urls.flatMap(([kinds, key, schemes]) => {
    const written = kinds.includes(part.kind) ? writtenAt(part.fields, key) : null;
    // An empty proxy_url is none; an empty token_url is told as missing.
    const url = written === '' && key !== 'url' ? null : written;
    const wrong = url === null ? null : whyNotUrl(url, schemes);
    if (url === null || wrong === null) return [];
    const details = { field: key, url: url === '' ? 'empty' : safeUrl(url), reason: wrong.reason };
    return [fieldFinding(part, key, { code: 'CONNECTION_URL_INVALID', severity: 'broken', details }, { raw: wrong.raw })];
  });
}
