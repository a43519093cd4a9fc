/** What is wrong with a prometheus.yml as a file: no YAML, no configuration, or another one. */
import { problem, type Problem } from '../../errors/failure.ts';
import type { Finding, FindingSeverity } from '../../model/finding.ts';
import type { ConfigText } from '../../model/setupFacts.ts';
import { scrapeConfigKeys, webConfigKeys } from '../../prometheus/configKeys.ts';
import { goYamlWords } from '../../yaml/goYamlWords.ts';
import { ownEntry } from '../../yaml/mapEntry.ts';
import { positionAt } from '../../yaml/textPosition.ts';
import type { YamlCollection, YamlDocument } from '../../yaml/yamlNode.ts';
import { fromProblem } from '../fromProblem.ts';
import { secretBehindYaml } from './secretBehindYaml.ts';
import { closesAll, goYamlProblem } from './goYaml.ts';

/** What PromSeal refuses to read and Prometheus may take. */
const ownLimits: readonly string[] = ['YAML_TOO_LARGE', 'YAML_TOO_DEEP', 'YAML_LINE_BREAK'];

/** Whether anything but blanks, comments and marks stands in the documents that are not read. */
function hidesContent({ source, nextDocument }: YamlDocument): boolean {
  const rest = nextDocument === null ? '' : source.slice(nextDocument);
  return rest.split('\n').some((line) => !/^\s*(---|\.\.\.)?\s*(#.*)?$/.test(line));
}

function problemFinding(config: ConfigText, found: Problem): Finding {
  // What is closed, and only not indented as our reader wants it, go-yaml reads.
  const isOurs = ownLimits.includes(found.code) || (found.code === 'YAML_UNCLOSED' && closesAll(config.text));
  const severity: FindingSeverity = isOurs ? 'advice' : 'broken';
  const raw = isOurs ? {} : { raw: goYamlWords(found.code) };
  const behind = isOurs ? null : secretBehindYaml(config.path, config.text, found);
  return behind ?? fromProblem(found, severity, { path: config.path, ...raw });
}

function severalDocuments(config: ConfigText, document: YamlDocument | null, found: Problem): Finding[] {
  if (document === null || !hidesContent(document)) return [];
  return [fromProblem(found, 'broken', { path: config.path })];
}

function foreignFile(config: ConfigText, document: YamlDocument, root: YamlCollection | null): Finding[] {
  const key = webConfigKeys.find((each) => root !== null && ownEntry(root, each) !== null);
  const slot = key === undefined || root === null ? null : ownEntry(root, key);
  if (key === undefined || slot === null) return [];
  const where = positionAt(document.lineStarts, slot.source?.start ?? 0);
  const raw = `field ${key} not found in type config.plain`;
  return [fromProblem(problem('SCRAPE_CONFIG_IS_WEB_CONFIG', { key }, where), 'broken', { path: config.path, field: key, raw })];
}

/** A manifest for Kubernetes, say, with the configuration inside of it. A single key may be a slip of the pen. */
function strangerFile({ path }: ConfigText, root: YamlCollection | null): Finding[] {
  const keys = (root?.slots ?? []).flatMap(({ key }) => (key === null ? [] : [key.text]));
  if (keys.length < 2 || keys.some((key) => scrapeConfigKeys.includes(key) || webConfigKeys.includes(key))) return [];
  const raw = 'not found in type config.plain';
  return [fromProblem(problem('CONFIG_OF_ANOTHER_PROGRAM', {}, { line: 1, column: 1 }), 'broken', { path, raw })];
}

/**
 * Findings about the file as a whole.
 * @param problems of `openConfig`
 * @returns isReadable: there is a configuration to look at, and it is a prometheus.yml
 */
export function fileFindings(
  config: ConfigText,
  document: YamlDocument | null,
  root: YamlCollection | null,
  problems: readonly Problem[],
): { findings: Finding[]; isReadable: boolean } {
  const isAside = ({ code }: Problem): boolean => code === 'YAML_SEVERAL_DOCUMENTS';
  const serious = problems.filter((found) => !isAside(found)).map((found) => problemFinding(config, found));
  const stricter = document === null ? null : goYamlProblem(document);
  if (stricter !== null) serious.push(fromProblem(stricter.problem, 'broken', { path: config.path, raw: stricter.raw }));
  const foreign = document === null ? [] : [...foreignFile(config, document, root), ...strangerFile(config, root)];
  const aside = problems.filter(isAside).flatMap((found) => severalDocuments(config, document, found));
  return { findings: [...serious, ...foreign, ...aside], isReadable: serious.length === 0 && foreign.length === 0 };
}
