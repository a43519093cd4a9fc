/** Judges the text of a web.yml, without a look at any other file. */
import { finding, type Finding } from '../../model/finding.ts';
import type { ConfigText } from '../../model/setupFacts.ts';
import { featureFloors } from '../../prometheus/versions.ts';
import { toolkitLine } from './toolkitLine.ts';
import { webConfigNotes } from './webConfigNotes.ts';

export interface WebConfigOptions {
  /** Of the Prometheus that reads it; null: not known, so every release from 2.24 on is meant. */
  readonly version: string | null;
  /** Names of `featureFloors` that its promtool was found to know: a distribution builds with more than the number says. */
  readonly capabilities?: readonly string[] | null;
  /** Host names under which the server is used, as far as they are known. */
  readonly names?: readonly string[];
}

/**
 * @returns what is wrong, in the order in which a start would meet it; nothing for a sound file. Where the version is
 *   not known, findings that hold for some releases say so in `holdsFor`. Codes: those of codes/checkWebConfig.ts, and
 *   of the readers YAML_*, CONFIG_SHAPE, WEB_CONFIG_IS_SCRAPE_CONFIG, HASH_INVALID, USER_NAME_COLON, USER_NAME_SPACE,
 *   USER_NAME_CONTROL, VERSION_TOO_OLD. No sentence holds a hash, a password or a key.
 */
export function checkWebConfig(config: ConfigText, options: WebConfigOptions): Finding[] {
  const line = toolkitLine(options.version, options.capabilities ?? null);
  if (!line.hasFeature('webConfig')) {
    const raw = "unknown long flag '--web.config.file'";
    const holdsFor = `before ${featureFloors.webConfig}`;
    return [finding('VERSION_TOO_OLD', 'broken', { version: line.version }, { path: config.path, raw, holdsFor })];
  }
  return webConfigNotes(config, line, options.names ?? []).notes.map((note) => note.finding);
}
