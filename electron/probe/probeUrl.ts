/** The address of a probe, taken apart. */
import { isIP } from 'node:net';
import { WizardError } from '../wizardError.ts';

export interface ProbeUrl {
  readonly url: string;
  readonly tls: boolean;
  /** Without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  /** Path and query; a URL that ends in a slash names a server, whose metrics are asked for. */
  readonly path: string;
  /** For the Host header. */
  readonly authority: string;
}

/** @throws PROBE_URL_UNUSABLE for what is not http or https, or carries a user name */
export function probeUrl(text: string): ProbeUrl {
  const parsed = URL.parse(text.trim());
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol) || parsed.username !== '' || parsed.password !== '') {
    throw new WizardError('PROBE_URL_UNUSABLE', { url: withoutUser(text) });
  }
  const tls = parsed.protocol === 'https:';
  const bare = parsed.hostname.replace(/^\[|\]$/g, '');
  const path = parsed.pathname.endsWith('/') && parsed.search === '' ? `${parsed.pathname}metrics` : `${parsed.pathname}${parsed.search}`;
  const shownHost = isIP(bare) === 6 ? `[${bare}]` : bare;
  const port = parsed.port === '' ? (tls ? 443 : 80) : Number(parsed.port);
  return {
    url: `${parsed.protocol}//${parsed.host}${path}`,
    tls,
    host: bare,
    port,
    path,
    authority: parsed.port === '' ? shownHost : `${shownHost}:${port}`,
  };
}

/** What stands before an @ may be a password, and must not come back in an error. */
function withoutUser(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//…@');
}
