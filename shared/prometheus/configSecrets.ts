/**
 * The secrets of configuration files, read as Prometheus reads them. For the privileged side alone: what these give
 * must go into no fact, plan, diff, event or report.
 */
import { effectiveEntries } from '../yaml/mapEntry.ts';
import { valueOf } from '../yaml/yamlNode.ts';
import { listField, mapField, openConfig, textField } from './configReader.ts';

/** The hashes of a web.yml by user; empty for a text that cannot be read. */
export function userHashes(webConfig: string): Map<string, string> {
  const reader = openConfig(webConfig);
  const section = mapField(reader, reader.root, 'basic_auth_users');
  if (section === null) return new Map();
  const entries = [...effectiveEntries(section)].flatMap(([name, slot]) => {
    const value = valueOf(slot.value);
    return value.kind === 'scalar' ? [[name, value.text] as const] : [];
  });
  return new Map(entries);
}

/** The inline basic_auth password of one job of a prometheus.yml, by its place in scrape_configs; null without one. */
export function jobPassword(scrapeConfig: string, jobIndex: number): string | null {
  const reader = openConfig(scrapeConfig);
  const job = listField(reader, reader.root, 'scrape_configs')[jobIndex];
  if (job === undefined) return null;
  return textField(reader, mapField(reader, valueOf(job.value), 'basic_auth'), 'password');
}
