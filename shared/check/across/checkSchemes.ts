/** Whether connections speak what the servers speak. */
import type { Finding } from '../../model/finding.ts';
import type { Consequence } from './consequence.ts';
import { connectionFinding, webName } from './connectionFindings.ts';
import { serverName, statusWords } from './inWords.ts';
import type { Link, SetupView } from './setupView.ts';

const fieldOf = ({ connection: { section } }: Link): string[] => (section === 'scrape' || section === 'alertmanager' ? ['scheme'] : []);

/** Code: CONNECTION_OVER_HTTP. */
export function checkSchemes({ links }: SetupView): Finding[] {
  return links.filter(({ connection, to }) => to.tls === true && connection.scheme === 'http').map((link) => {
    const evidence = [{ label: webName(link), text: link.to.web === null ? 'it speaks TLS' : 'tls_server_config' }];
    const raw = `${statusWords(link.connection.section, '400 Bad Request')}, Client sent an HTTP request to an HTTPS server.`;
    return connectionFinding(link, { code: 'CONNECTION_OVER_HTTP', field: fieldOf(link), evidence, raw });
  });
}

/** Code: CONNECTION_OVER_TLS, unless what is wrong with the web.yml of the server is why it has no TLS. */
export function schemeConsequences({ links }: SetupView): Consequence[] {
  return links.filter(({ connection, to }) => to.tls === false && connection.scheme === 'https').map((link) => {
    const { server, web } = link.to;
    const seen = server.served?.speaks === 'http' ? 'it answers in plain HTTP' : 'it has no TLS';
    const evidence = [{ label: `${serverName(server.kind)} on ${server.listen}`, text: seen }];
    const raw = 'http: server gave HTTP response to HTTPS client';
    return {
      finding: connectionFinding(link, { code: 'CONNECTION_OVER_TLS', field: fieldOf(link), raw, evidence }),
      causesIn: web === null ? [] : [web.path],
      explainedBy: () => true,
    };
  });
}
