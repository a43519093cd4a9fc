/** A small setup for tests of single rules: what a test does not say is a sound Prometheus on loopback. */
import type { SetupFacts, SetupServer } from '../../shared/model/setupFacts.ts';

export const secureWeb = [
  'tls_server_config:', '  cert_file: server.crt', '  key_file: server.key',
  'basic_auth_users:', '  admin: $2b$10$mKCtDD2GTn9jSHHGHmy8mOMfmJ5t5VG1rTT0c.Fb7gD9nu3SS1bZq', '',
].join('\n');

export const openWeb = '{}\n';

export function oneServer(changes: Partial<SetupServer> = {}): SetupServer {
  return {
    kind: 'prometheus', version: '3.14.0', promtool: null, capabilities: [], running: true, pid: 1, control: 'process', unit: null,
    account: null, args: ['--config.file=/p/prometheus.yml'], nextArgs: null, workingDirectory: '/', configFile: '/p/prometheus.yml',
    webConfigFile: '/p/web.yml', listen: '127.0.0.1:9090', served: null, live: null, ...changes,
  };
}

/** @param web text of /p/web.yml; null: there is none
 *  @param scrape text of /p/prometheus.yml */
export function oneSetup(web: string | null, scrape: string, changes: Partial<SetupFacts> = {}): SetupFacts {
  return {
    now: Date.UTC(2026, 10, 23),
    webConfigs: web === null ? [] : [{ path: '/p/web.yml', text: web }],
    scrapeConfigs: [{ path: '/p/prometheus.yml', text: scrape }],
    files: {}, unreadable: {}, servers: [oneServer(web === null ? { webConfigFile: null } : {})], signIns: [], probeConfigs: [], unitCommands: [],
    ownNames: ['127.0.0.1', 'localhost', 'mon.example.org', '192.0.2.10'], promtool: [], problems: [], ...changes,
  };
}

/** A prometheus.yml with one job. */
export function oneJob(target: string, fields: readonly string[] = []): string {
  return ['scrape_configs:', '  - job_name: self', ...fields.map((field) => `    ${field}`), '    static_configs:', `      - targets: ['${target}']`, ''].join('\n');
}
