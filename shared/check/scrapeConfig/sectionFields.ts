/**
 * The maps of a prometheus.yml in which connections are described, with the fields of each.
 * Source: Prometheus documentation, configuration; prometheus/prometheus config/config.go.
 */
import {
  authorizationFields,
  basicAuthFields,
  headerFields,
  httpClientFields,
  oauth2Fields,
  staticFields,
  tlsFields,
  type Fields,
} from './connectionFields.ts';

export interface SectionFacts {
  /** In the words of a sentence. */
  readonly words: string;
  readonly fields: Fields;
  /** It has more fields, of its own kind, which promtool judges. */
  readonly open: boolean;
}

/** Fields that have nothing to do with how Prometheus connects. */
function others(...names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, { kind: 'any' }]));
}

const scheme = { kind: 'text', documentation: 'Protocol, http or https; http when absent.' } as const;
const staticConfigs = { kind: 'list', documentation: 'Targets that are written in this file.' } as const;
const relabelling = { kind: 'list', documentation: 'Rules that change the labels of targets, and with __address__ and __scheme__ where they are asked.' } as const;
const remoteTimeout = { kind: 'duration', documentation: 'How long a request may take.' } as const;
const remoteHeaders = { kind: 'map', values: 'text', documentation: 'Headers that are sent with every request; Authorization is not among them.' } as const;

const root: Fields = {
  scrape_configs: { kind: 'list', documentation: 'The jobs: what is scraped, and how.' },
  scrape_config_files: { kind: 'texts', since: '2.43.0', documentation: 'Patterns of files with more jobs.' },
  alerting: { kind: 'map', documentation: 'Where alerts are sent.' },
  remote_write: { kind: 'list', documentation: 'Storages that get a copy of every sample.' },
  remote_read: { kind: 'list', documentation: 'Storages that are asked for older samples.' },
  tracing: { kind: 'map', documentation: 'Where traces of Prometheus itself are sent.' },
  global: { kind: 'map', documentation: 'Defaults for all jobs.' },
  ...others('runtime', 'rule_files', 'storage', 'otlp'),
};

const scrape: Fields = {
  job_name: { kind: 'text', documentation: 'Name of the job, which no other job may have.' },
  scheme,
  metrics_path: { kind: 'text', documentation: 'Path of the metrics, without parameters; /metrics when absent.' },
  params: { kind: 'map', values: 'texts', documentation: 'Parameters of the URL, each with a list of values.' },
  scrape_interval: { kind: 'duration', documentation: 'Time from one scrape to the next.' },
  scrape_timeout: { kind: 'duration', documentation: 'How long a scrape may take; at most scrape_interval.' },
  static_configs: staticConfigs,
  relabel_configs: relabelling,
  ...others(
    'metric_relabel_configs', 'honor_labels', 'honor_timestamps', 'track_timestamps_staleness', 'scrape_protocols',
    'fallback_scrape_protocol', 'scrape_native_histograms', 'scrape_classic_histograms',
    'always_scrape_classic_histograms', 'convert_classic_histograms_to_nhcb', 'scrape_failure_log_file',
    'enable_compression', 'body_size_limit', 'sample_limit', 'target_limit', 'label_limit', 'label_name_length_limit',
    'label_value_length_limit', 'native_histogram_bucket_limit', 'native_histogram_min_bucket_factor',
    'keep_dropped_targets', 'metric_name_validation_scheme', 'metric_name_escaping_scheme', 'extra_scrape_metrics',
  ),
  ...httpClientFields,
};

const alertmanager: Fields = {
  scheme,
  path_prefix: { kind: 'text', documentation: 'Path before that of the interface of Alertmanager.' },
  timeout: { kind: 'duration', documentation: 'How long sending an alert may take; 10s when absent.' },
  api_version: { kind: 'text', documentation: 'Interface of Alertmanager: v2, and before Prometheus 3.0 v1 too.' },
  sigv4: { kind: 'map', since: '2.48.0', documentation: 'Signs every request as AWS wants it.' },
  static_configs: staticConfigs,
  relabel_configs: relabelling,
  ...others('alert_relabel_configs'),
  ...httpClientFields,
};

const remoteWrite: Fields = {
  url: { kind: 'text', documentation: 'URL that samples are sent to.' },
  name: { kind: 'text', documentation: 'Name of the storage, which no other may have.' },
  remote_timeout: remoteTimeout,
  headers: { ...remoteHeaders, since: '2.25.0' },
  sigv4: { kind: 'map', since: '2.26.0', documentation: 'Signs every request as AWS wants it.' },
  azuread: { kind: 'map', since: '2.45.0', documentation: 'Signs in as Azure wants it.' },
  google_iam: { kind: 'map', since: '2.53.0', documentation: 'Signs in as Google Cloud wants it.' },
  ...others(
    'write_relabel_configs', 'queue_config', 'metadata_config', 'send_exemplars', 'send_native_histograms',
    'round_robin_dns', 'protobuf_message', 'convert_histograms_to_nhcb',
  ),
  ...httpClientFields,
};

const remoteRead: Fields = {
  url: { kind: 'text', documentation: 'URL that samples are read from.' },
  name: { kind: 'text', documentation: 'Name of the storage, which no other may have.' },
  remote_timeout: remoteTimeout,
  headers: remoteHeaders,
  ...others('read_recent', 'required_matchers', 'filter_external_labels', 'chunked_read_limit'),
  ...httpClientFields,
};

/** By the name that the checks use for them. */
export const sectionFields = {
  root: { words: 'the file', fields: root, open: false },
  global: {
    words: 'global',
    fields: { scrape_interval: scrape['scrape_interval'] ?? { kind: 'any' }, scrape_timeout: scrape['scrape_timeout'] ?? { kind: 'any' } },
    open: true,
  },
  alerting: {
    words: 'alerting',
    fields: { alertmanagers: { kind: 'list', documentation: 'The Alertmanagers that get every alert.' }, ...others('alert_relabel_configs') },
    open: false,
  },
  tracing: { words: 'tracing', fields: { tls_config: { kind: 'map', documentation: 'TLS for the connection to the endpoint.' } }, open: true },
  scrape: { words: 'a job', fields: scrape, open: false },
  alertmanager: { words: 'an Alertmanager', fields: alertmanager, open: false },
  remoteWrite: { words: 'remote_write', fields: remoteWrite, open: false },
  remoteRead: { words: 'remote_read', fields: remoteRead, open: false },
  discovery: { words: 'a service discovery', fields: httpClientFields, open: true },
  static: { words: 'static_configs', fields: staticFields, open: false },
  tls: { words: 'tls_config', fields: tlsFields, open: false },
  basicAuth: { words: 'basic_auth', fields: basicAuthFields, open: false },
  authorization: { words: 'authorization', fields: authorizationFields, open: false },
  oauth2: { words: 'oauth2', fields: oauth2Fields, open: false },
  header: { words: 'a header', fields: headerFields, open: false },
} as const satisfies Record<string, SectionFacts>;

export type SectionKind = keyof typeof sectionFields;

/** The kinds of parts that connect over HTTP with the fields that all of them share. */
export const clientKinds: readonly SectionKind[] = ['scrape', 'alertmanager', 'remoteWrite', 'remoteRead', 'discovery'];
