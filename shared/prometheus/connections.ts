/** Reads what a prometheus.yml connects to: the facts that checks across files, on the machine and on live servers need. */
import type { Connection, ConnectionsFacts, FileReference } from '../model/connection.ts';
import { placeName } from '../yaml/editPath.ts';
import { readYaml } from '../yaml/readYaml.ts';
import { positionAt } from '../yaml/textPosition.ts';
import { isNull, valueOf, type YamlDocument, type YamlNode } from '../yaml/yamlNode.ts';
import { connectionFiles } from './connectionFiles.ts';
import { hasValue, signInOf, tlsOf } from './connectionParts.ts';
import { connectionSections, fieldsOf, itemsOf, textAt, textOfSlot, type ConnectionSection, type Fields } from './connectionSections.ts';
import { discoveryConnections } from './discoveryConnections.ts';
import { safeUrl, urlScheme } from './safeUrl.ts';

/** Labels that decide where and how a target is asked. Source: Prometheus documentation, relabel_config. */
const steering = ['__scheme__', '__address__'];

/** The addresses of a connection as written: static targets, or the one URL or server. */
export function addressesOf({ section, fields, discovery }: ConnectionSection): string[] {
  if (section === 'scrape' || section === 'alertmanager') {
    const groups = itemsOf(fields, 'static_configs').flatMap(({ value }) => itemsOf(fieldsOf(value), 'targets'));
    return groups.map(textOfSlot).filter((target) => target !== null);
  }
  const key = discovery === null ? 'url' : (discoveryConnections[discovery]?.address ?? 'server');
  const several = itemsOf(fields, key).map(textOfSlot);
  return [textAt(fields, key), ...several].filter((address) => address !== null);
}

/**
 * http or https as it takes effect, or what a URL or the field `scheme` says instead. Lower case. A `scheme` without
 * a value is no default to Prometheus: no target can be asked then.
 */
export function schemeOf(connection: ConnectionSection): string {
  const { section, fields, discovery } = connection;
  const isUrl = section === 'remoteWrite' || section === 'remoteRead' || section === 'discovery';
  const ofUrl = isUrl ? urlScheme(addressesOf(connection)[0] ?? '') : null;
  const written = fields.has('scheme') ? safeUrl(textAt(fields, 'scheme') ?? '').toLowerCase() : undefined;
  const otherwise = discovery === null ? 'http' : (discoveryConnections[discovery]?.scheme ?? 'http');
  return ofUrl ?? written ?? otherwise;
}

/** Whether relabelling or labels decide about scheme or address of the targets. */
export function relabelsOf(fields: Fields): boolean {
  const relabelled = itemsOf(fields, 'relabel_configs').some(({ value }) => {
    const label = textAt(fieldsOf(value), 'target_label');
    // A label made of captured groups can be any.
    return label !== null && (steering.includes(label) || label.includes('$'));
  });
  if (relabelled) return true;
  return itemsOf(fields, 'static_configs').some(({ value }) => {
    const labels = fieldsOf(fieldsOf(value).get('labels')?.value);
    return steering.some((label) => labels.has(label));
  });
}

function nameOf({ section, at, fields }: ConnectionSection): string {
  if (section === 'scrape') return textAt(fields, 'job_name') ?? placeName(at);
  if (section !== 'remoteWrite' && section !== 'remoteRead') return placeName(at);
  const url = textAt(fields, 'url');
  return textAt(fields, 'name') ?? (url === null ? placeName(at) : safeUrl(url));
}

/** One connection as a fact, without secrets. */
export function connectionOf(section: ConnectionSection, { lineStarts }: YamlDocument): Connection {
  const { fields, at, slot } = section;
  const proxy = textAt(fields, 'proxy_url');
  const start = valueOf(slot.value).span?.start ?? slot.source?.start ?? 0;
  return {
    section: section.section,
    name: nameOf(section),
    at,
    line: positionAt(lineStarts, start).line,
    scheme: schemeOf(section),
    targets: addressesOf(section).map(safeUrl),
    usesDiscovery: [...fields.keys()].some((key) => key.endsWith('_sd_configs') && hasValue(fields, key)),
    relabels: relabelsOf(fields),
    metricsPath: section.section === 'scrape' ? (textAt(fields, 'metrics_path') ?? '/metrics') : null,
    tls: tlsOf(fields),
    signIn: signInOf(fields),
    proxyUrl: proxy === null ? null : safeUrl(proxy),
  };
}

function patternsOf(root: Fields, key: string): string[] {
  return itemsOf(root, key).map(textOfSlot).filter((pattern) => pattern !== null);
}

/** The facts of a document that has been read already. */
export function connectionsOf(document: YamlDocument): ConnectionsFacts {
  const root: YamlNode = document.root.value;
  if (isNull(root)) return nothing;
  const fields = fieldsOf(root);
  const sections = connectionSections(root);
  const tracing: FileReference[] = connectionFiles(fieldsOf(fields.get('tracing')?.value), ['tracing'], document.lineStarts);
  return {
    connections: sections.map((section) => connectionOf(section, document)),
    files: [...sections.flatMap((section) => connectionFiles(section.fields, section.at, document.lineStarts)), ...tracing],
    scrapeConfigFiles: [...patternsOf(fields, 'scrape_config_files'), ...patternsOf(fields, 'rule_files')],
  };
}

const nothing: ConnectionsFacts = { connections: [], files: [], scrapeConfigFiles: [] };

/**
 * Reads every place that makes Prometheus connect to something: jobs, Alertmanagers, remote write and read, and the
 * discoveries inside them, with the files they name. Aliases and merge keys are resolved; no secret is in the facts,
 * not even one in a URL. Never throws: a text that cannot be read has no connections, and fields of a wrong form
 * count as absent (checkScrapeConfig tells of both).
 */
export function readConnections(text: string): ConnectionsFacts {
  const reading = readYaml(text);
  return reading.ok ? connectionsOf(reading.document) : nothing;
}
