/** Whether connections speak what the servers speak. */
import type { Finding } from '../../model/finding.ts';
import { connectionFinding, webName } from './connectionFindings.ts';
import { serverName, statusWords } from './inWords.ts';
import type { Link, SetupView } from './setupView.ts';

function schemeFault(link: Link): Finding[] {
  const { connection, to } = link;
  const { scheme, section } = connection;
  const field = section === 'scrape' || section === 'alertmanager' ? ['scheme'] : [];
  if (to.tls === true && scheme === 'http') {
    const evidence = [{ label: webName(link), text: to.web === null ? 'it speaks TLS' : 'tls_server_config' }];
    return [connectionFinding(link, {
      code: 'CONNECTION_OVER_HTTP', field, evidence,
      raw: `${statusWords(section, '400 Bad Request')}, Client sent an HTTP request to an HTTPS server.`,
    })];
  }
  if (to.tls === false && scheme === 'https') {
    const { served, listen } = to.server;
    const seen = served?.speaks === 'http' ? 'it answers in plain HTTP' : 'it has no TLS';
    return [connectionFinding(link, {
      code: 'CONNECTION_OVER_TLS', field, raw: 'http: server gave HTTP response to HTTPS client',
      evidence: [{ label: `${serverName(to.server.kind)} on ${listen}`, text: seen }],
    })];
  }
  return [];
}

/** Codes: CONNECTION_OVER_HTTP, CONNECTION_OVER_TLS. */
export function checkSchemes({ links }: SetupView): Finding[] {
  return links.flatMap(schemeFault);
}
