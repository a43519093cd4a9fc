/** Keys that tell the two configuration files apart. */

/** Source: exporter-toolkit docs/web-configuration.md. */
export const webConfigKeys: readonly string[] = [
  'tls_server_config',
  'http_server_config',
  'basic_auth_users',
  'rate_limit',
];

/** Source: Prometheus documentation, configuration/configuration.md. */
export const scrapeConfigKeys: readonly string[] = [
  'global',
  'runtime',
  'rule_files',
  'scrape_config_files',
  'scrape_configs',
  'alerting',
  'remote_write',
  'remote_read',
  'storage',
  'tracing',
  'otlp',
];

export const allConfigKeys: readonly string[] = [...webConfigKeys, ...scrapeConfigKeys];
