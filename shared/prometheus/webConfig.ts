/** Reads a web.yml: the file of --web.config.file. */
import { problem } from '../errors/failure.ts';
import type { WebConfigFacts } from '../model/webConfigFacts.ts';
import { bcryptCost } from '../auth/credentials.ts';
import { effectiveEntries, ownEntry } from '../yaml/mapEntry.ts';
import { valueOf } from '../yaml/yamlNode.ts';
import { allConfigKeys, scrapeConfigKeys } from './configKeys.ts';
import { keysOf, lineOf, mapField, noteShape, noteStranger, openConfig, textField, type ConfigReader } from './configReader.ts';

function readTls(reader: ConfigReader): WebConfigFacts['tls'] {
  const section = mapField(reader, reader.root, 'tls_server_config');
  if (section === null) return null;
  const text = (key: string): string | null => textField(reader, section, key);
  const files = { certFile: text('cert_file'), keyFile: text('key_file'), clientCaFile: text('client_ca_file') };
  const clientAuthType = text('client_auth_type');
  const inline = ['cert', 'key', 'client_ca'].some((key) => text(key) !== null);
  const enables = inline || clientAuthType !== null || Object.values(files).some((file) => file !== null);
  return { ...files, clientAuthType, minVersion: text('min_version'), inline, enables };
}

function readUsers(reader: ConfigReader): WebConfigFacts['users'] {
  const section = mapField(reader, reader.root, 'basic_auth_users');
  if (section === null) return [];
  return [...effectiveEntries(section)].map(([name, slot]) => {
    const value = valueOf(slot.value);
    if (value.kind !== 'scalar') noteShape(reader, slot, name, 'a bcrypt hash');
    const cost = value.kind === 'scalar' ? bcryptCost(value.text) : null;
    return { name, hashKind: cost === null ? 'other' : 'bcrypt', cost };
  });
}

function noteForeignKey(reader: ConfigReader, keys: readonly string[]): void {
  const foreign = keys.find((key) => scrapeConfigKeys.includes(key));
  if (foreign === undefined || reader.root === null) return;
  const slot = ownEntry(reader.root, foreign);
  const where = slot === null ? {} : { line: lineOf(reader, slot), column: 1 };
  reader.problems.push(problem('WEB_CONFIG_IS_SCRAPE_CONFIG', { key: foreign }, where));
}

/**
 * Reads the structure of a web.yml without its secrets, as exporter-toolkit does; an empty file is valid.
 * Unknown keys are kept and are no problem here. Problems, with line and column, are what stops PromSeal from using
 * or editing the file: those of `readYaml`, YAML_ROOT_NOT_MAP, CONFIG_SHAPE, CONFIG_OF_ANOTHER_PROGRAM,
 * WEB_CONFIG_IS_SCRAPE_CONFIG; and the
 * warning YAML_SEVERAL_DOCUMENTS.
 */
export function readWebConfig(text: string): WebConfigFacts {
  const reader = openConfig(text);
  const topLevelKeys = keysOf(reader.root);
  noteForeignKey(reader, topLevelKeys);
  noteStranger(reader, allConfigKeys);
  return { tls: readTls(reader), users: readUsers(reader), topLevelKeys, problems: reader.problems };
}
