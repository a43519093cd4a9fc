/** The service discoveries of Prometheus that connect to something, as data. Source: Prometheus documentation, configuration. */

interface DiscoveryConnection {
  /** The field that says where it connects to; null: a public interface, or one that other fields name. */
  readonly address: string | null;
  /** Of an address without a scheme of its own. */
  readonly scheme: 'http' | 'https';
}

const cloud: DiscoveryConnection = { address: null, scheme: 'https' };

/** By the field of a job or an Alertmanager that holds them. */
export const discoveryConnections: Readonly<Record<string, DiscoveryConnection>> = {
  aws_sd_configs: cloud,
  azure_sd_configs: cloud,
  consul_sd_configs: { address: 'server', scheme: 'http' },
  digitalocean_sd_configs: cloud,
  docker_sd_configs: { address: 'host', scheme: 'http' },
  dockerswarm_sd_configs: { address: 'host', scheme: 'http' },
  ec2_sd_configs: { address: 'endpoint', scheme: 'https' },
  eureka_sd_configs: { address: 'server', scheme: 'http' },
  hetzner_sd_configs: cloud,
  http_sd_configs: { address: 'url', scheme: 'http' },
  ionos_sd_configs: cloud,
  kubernetes_sd_configs: { address: 'api_server', scheme: 'https' },
  kuma_sd_configs: { address: 'server', scheme: 'http' },
  lightsail_sd_configs: { address: 'endpoint', scheme: 'https' },
  linode_sd_configs: cloud,
  marathon_sd_configs: { address: 'servers', scheme: 'http' },
  nomad_sd_configs: { address: 'server', scheme: 'http' },
  openstack_sd_configs: { address: 'identity_endpoint', scheme: 'https' },
  outscale_sd_configs: cloud,
  puppetdb_sd_configs: { address: 'url', scheme: 'http' },
  scaleway_sd_configs: { address: 'api_url', scheme: 'https' },
  stackit_sd_configs: { address: 'endpoint', scheme: 'https' },
  triton_sd_configs: { address: 'endpoint', scheme: 'https' },
  uyuni_sd_configs: { address: 'server', scheme: 'http' },
  vultr_sd_configs: cloud,
};

/** Fields by which an item of any other discovery shows that it connects to something. Source: prometheus/common config/http_config.go. */
export const httpClientFields: readonly string[] = [
  'tls_config',
  'basic_auth',
  'authorization',
  'oauth2',
  'bearer_token',
  'bearer_token_file',
  'proxy_url',
  'proxy_from_environment',
  'follow_redirects',
  'enable_http2',
  'http_headers',
];
