/** Every place of a prometheus.yml that makes Prometheus connect to something, without any of its secrets. */

/** A step into the file: a key or the index of a list item. */
export type ConfigPath = readonly (string | number)[];

export interface ConnectionTls {
  readonly caFile: string | null;
  /** `ca`, `cert` or `key` given in the file itself. */
  readonly inlineCa: boolean;
  readonly inlineCertificate: boolean;
  readonly inlineKey: boolean;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly serverName: string | null;
  readonly insecureSkipVerify: boolean;
  readonly minVersion: string | null;
  readonly maxVersion: string | null;
}

export interface ConnectionSignIn {
  readonly kind: 'basic' | 'authorization' | 'bearer' | 'oauth2' | 'other';
  readonly username: string | null;
  /** Where the password or credential stands. */
  readonly source: 'none' | 'inline' | 'file';
  /** As written; null unless `source` is file. */
  readonly file: string | null;
}

export interface Connection {
  /** discovery: HTTP-based service discovery inside a job or an Alertmanager. */
  readonly section: 'scrape' | 'alertmanager' | 'remoteWrite' | 'remoteRead' | 'discovery';
  /** The job's name, the remote's name or URL, or the place in words. */
  readonly name: string;
  /** Where the map stands that holds scheme, tls_config and the rest. */
  readonly at: ConfigPath;
  /** Of that map, counted from 1. */
  readonly line: number;
  /** As it takes effect: the scheme of the URL where there is one, else `scheme`, else http. Lower case. */
  readonly scheme: string;
  /** host or host:port as written, or one URL. Empty where they are discovered. */
  readonly targets: readonly string[];
  readonly usesDiscovery: boolean;
  /** Relabelling or labels set `__scheme__` or `__address__`, so that scheme or targets are not known from here. */
  readonly relabels: boolean;
  /** null where the section has none of its own. */
  readonly metricsPath: string | null;
  readonly tls: ConnectionTls | null;
  readonly signIn: ConnectionSignIn | null;
  readonly proxyUrl: string | null;
}

/** A file that the configuration names. */
export interface FileReference {
  readonly path: string;
  /** The field that names it, such as `ca_file`. */
  readonly key: string;
  readonly at: ConfigPath;
  readonly line: number;
  readonly column: number;
}

export interface ConnectionsFacts {
  readonly connections: readonly Connection[];
  /** All `*_file` of connections, as written. */
  readonly files: readonly FileReference[];
  /** `scrape_config_files` and `rule_files`, as written: patterns. */
  readonly scrapeConfigFiles: readonly string[];
}
