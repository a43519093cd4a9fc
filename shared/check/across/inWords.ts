/** How findings call servers and connections, and what comes of a connection that fails. */
import type { Connection } from '../../model/connection.ts';
import type { ServerKind } from '../../model/setupFacts.ts';

const serverNames: Readonly<Record<ServerKind, string>> = {
  prometheus: 'Prometheus',
  node_exporter: 'node_exporter',
  alertmanager: 'Alertmanager',
  pushgateway: 'Pushgateway',
  blackbox_exporter: 'blackbox_exporter',
};

export const serverName = (kind: ServerKind): string => serverNames[kind];

/** The connection as the subject of a sentence. */
export function connectionName({ section, name }: Connection): string {
  switch (section) {
    case 'scrape':
      return `The job ${name}`;
    case 'alertmanager':
      return `Prometheus (${name})`;
    case 'remoteWrite':
      return `remote_write to ${name}`;
    case 'remoteRead':
      return `remote_read from ${name}`;
    case 'discovery':
      return `The discovery ${name}`;
  }
}

/** What comes of it when every request of the connection fails. */
export function failureEffect(section: Connection['section']): string {
  switch (section) {
    case 'scrape':
      return 'every scrape fails';
    case 'alertmanager':
      return 'no alert reaches it';
    case 'remoteWrite':
      return 'nothing is written there';
    case 'remoteRead':
      return 'nothing is read from there';
    case 'discovery':
      return 'no target is found';
  }
}

/** What Prometheus says when a server answers with a status that is no success. */
export function statusWords(section: Connection['section'], status: '400 Bad Request' | '401 Unauthorized'): string {
  if (section === 'alertmanager') return `Error sending alert: bad response status ${status}`;
  return section === 'remoteWrite' ? `non-recoverable error: server returned HTTP status ${status}` : `server returned HTTP status ${status}`;
}
