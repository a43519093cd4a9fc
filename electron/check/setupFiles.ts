/** The files of a setup: each read once, and those that a configuration names with it. */
import { basename, dirname, resolve } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { holdsPem } from '../../shared/check/across/filePath.ts';
import type { ConnectionsFacts } from '../../shared/model/connection.ts';
import type { MaterialFacts } from '../../shared/model/materialFacts.ts';
import type { ConfigText } from '../../shared/model/setupFacts.ts';
import type { WebConfigFacts } from '../../shared/model/webConfigFacts.ts';
import { connectionsOf } from '../../shared/prometheus/connections.ts';
import { fieldsOf, itemsOf, textOfSlot } from '../../shared/prometheus/connectionSections.ts';
import { readWebConfig } from '../../shared/prometheus/webConfig.ts';
import { readYaml } from '../../shared/yaml/readYaml.ts';
import type { YamlDocument } from '../../shared/yaml/yamlNode.ts';
import { readText } from '../host/readFiles.ts';
import { pathFacts } from '../host/statFiles.ts';
import { asProblem } from '../inspect/asProblem.ts';
import { WizardError } from '../wizardError.ts';
import { configKind } from './configKind.ts';
import { globFiles } from './globFiles.ts';
import { readMaterial } from './readMaterial.ts';

export interface WebFile {
  readonly config: ConfigText;
  readonly facts: WebConfigFacts;
  /** Absolute paths of the files it names. */
  readonly names: readonly string[];
}

export interface ScrapeFile {
  readonly path: string;
  readonly config: ConfigText;
  /** null for a text that is no YAML. */
  readonly document: YamlDocument | null;
  readonly facts: ConnectionsFacts;
  /** Absolute paths of the files it names, with those that its scrape_config_files name. */
  readonly names: readonly string[];
}

/** What has been read so far, by absolute path. */
export interface SetupFiles {
  readonly webs: Map<string, WebFile>;
  readonly scrapes: Map<string, ScrapeFile>;
  /** Texts of blackbox.yml. */
  readonly probes: Map<string, ConfigText>;
  readonly files: Map<string, MaterialFacts>;
  readonly problems: Problem[];
}

/**
 * Why a file is read. `webConfig` and `scrapeConfig`: a server takes it for that. `given`: a person named it. `found`:
 * it lies in a folder that was named, and counts when it is one of the two configurations, or is called like one.
 */
export type FileRole = 'webConfig' | 'scrapeConfig' | 'given' | 'found';

export function noFiles(): SetupFiles {
  return { webs: new Map(), scrapes: new Map(), probes: new Map(), files: new Map(), problems: [] };
}

const nothing: ConnectionsFacts = { connections: [], files: [], scrapeConfigFiles: [] };

function material(setup: SetupFiles, path: string): MaterialFacts {
  const known = setup.files.get(path) ?? readMaterial(path);
  setup.files.set(path, known);
  return known;
}

/** A configuration; null, with a problem, where it cannot be read. */
function configOf(setup: SetupFiles, path: string): ConfigText | null {
  try {
    // Asked first: a text that is written meanwhile is newer than said, and never older.
    const changedAt = pathFacts(path)?.changedAt ?? null;
    return { path, text: readText(path), changedAt };
  } catch (error) {
    setup.problems.push(asProblem(error, { path }));
    return null;
  }
}

/** Top-level keys of Alertmanager, the blackbox exporter and rule files, which have others in common with prometheus.yml. */
const othersKeys = /^["']?(?:route|receivers|inhibit_rules|templates|time_intervals|mute_time_intervals|modules|groups)["']?\s*:/m;

/** A key with a space or nothing behind its colon, as configurations have them. Other files with colons, such as those of accounts, have none. */
const plainKey = /^[\s{-]*["']?[A-Za-z_][\w.-]*["']?[ \t]*:(?=\s|$)/m;
const hasContent = /^[^\S\n]*[^#\s]/m;

/** Which configuration a text is. One that was given by its name is believed to be what the name says where the text does not tell. */
function roleOf(path: string, text: string, given: boolean): 'webConfig' | 'scrapeConfig' | null {
  const byText = configKind(text);
  if (byText === 'scrapeConfig' && othersKeys.test(text) && !/^["']?scrape_configs["']?\s*:/m.test(text)) return null;
  if (byText !== null || !given || othersKeys.test(text) || !/\.ya?ml$/i.test(path)) return byText;
  if (hasContent.test(text) && !plainKey.test(text)) return null;
  return /web/i.test(basename(path)) ? 'webConfig' : 'scrapeConfig';
}

/** The names that the documentation gives the two configurations: what is called so is meant so, whatever it is. */
export const isUsualName = (name: string): boolean => /^(?:prometheus|web)\.ya?ml$/i.test(name);

/** A file of a folder that may hold others: one that cannot be read now says nothing. */
function isConfiguration(path: string): boolean {
  try {
    return roleOf(path, readText(path), false) !== null;
  } catch (error) {
    if (error instanceof WizardError) return false;
    throw error;
  }
}

function addWebConfig(setup: SetupFiles, config: ConfigText): void {
  const { path, text } = config;
  const facts = readWebConfig(text);
  const { certFile, keyFile, clientCaFile } = facts.tls ?? { certFile: null, keyFile: null, clientCaFile: null };
  // Of the toolkit: relative paths begin at the folder of web.yml (TLSConfig.SetDirectory).
  const names = [certFile, keyFile, clientCaFile].filter((file) => file !== null).filter((file) => !holdsPem(file)).map((file) => resolve(dirname(path), file));
  for (const name of names) material(setup, name);
  setup.webs.set(path, { config, facts, names });
}

/** Files of scrape_config_files (2.43 and later) have paths of their own that begin at their own folder. */
function addIncluded(setup: SetupFiles, path: string, document: YamlDocument | null): string[] {
  if (document === null) return [];
  const patterns = itemsOf(fieldsOf(document.root.value), 'scrape_config_files').map(textOfSlot).filter((pattern) => pattern !== null);
  const included = [...new Set(patterns.flatMap((pattern) => globFiles(resolve(dirname(path), pattern))))].filter((each) => each !== path);
  return included.flatMap((each) => {
    addFile(setup, each, 'scrapeConfig');
    return [each, ...(setup.scrapes.get(each)?.names ?? [])];
  });
}

function addScrapeConfig(setup: SetupFiles, config: ConfigText): void {
  const { path, text } = config;
  const reading = readYaml(text);
  const document = reading.ok ? reading.document : null;
  const facts = document === null ? nothing : connectionsOf(document);
  // Of Prometheus: relative paths begin at the folder of the file that names them (Config.SetDirectory).
  const own = new Set(facts.files.filter((file) => !holdsPem(file.path)).map((file) => resolve(dirname(path), file.path)));
  for (const name of own) material(setup, name);
  const scrape: ScrapeFile = { path, config, document, facts, names: [...own] };
  setup.scrapes.set(path, scrape);
  const included = addIncluded(setup, path, document);
  if (included.length > 0) setup.scrapes.set(path, { ...scrape, names: [...new Set([...own, ...included])] });
}

/**
 * Reads the blackbox.yml of an exporter. It is no file that is judged by itself; one that is not there stops its
 * exporter from starting, which is not ours to tell.
 * @param path absolute
 */
export function addProbeConfig(setup: SetupFiles, path: string): void {
  if (setup.probes.has(path) || pathFacts(path) === null) return;
  const config = configOf(setup, path);
  if (config !== null) setup.probes.set(path, config);
}

/**
 * Reads a file and what it names, unless it was read before. What cannot be read is a problem where a person or a
 * server named it.
 * @param path absolute
 */
export function addFile(setup: SetupFiles, path: string, role: FileRole): void {
  if (setup.webs.has(path) || setup.scrapes.has(path) || setup.probes.has(path)) return;
  const isMeant = role === 'given' || (role === 'found' && isUsualName(basename(path)));
  if (role === 'found' && !isMeant && !isConfiguration(path)) return;
  const { state, kind } = material(setup, path);
  const told = role === 'webConfig' || role === 'scrapeConfig' ? role : null;
  if (told === null && !['webConfig', 'scrapeConfig', 'unknown'].includes(kind)) return;
  // A configuration that a server names and that is not there is told by the checks.
  if (state.kind === 'absent' && !isMeant) return;
  const config = configOf(setup, path);
  if (config === null) return;
  const settled = told ?? roleOf(path, config.text, isMeant);
  if (settled === 'webConfig') addWebConfig(setup, config);
  else if (settled === 'scrapeConfig') addScrapeConfig(setup, config);
  else if (isMeant) setup.problems.push(problem('CHECK_FILE_UNKNOWN', { path }, { severity: 'warning', path }));
}
