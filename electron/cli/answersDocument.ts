/** An answers file as a YAML document, with the answers that the command line changes. */
import { LineCounter, isMap, isScalar, parseDocument, type Document, type YAMLMap } from 'yaml';
import { problem } from '../../shared/errors/failure.ts';
import { scrapeConfigKeys, webConfigKeys } from '../../shared/prometheus/configKeys.ts';
import { yamlReason } from '../../shared/yaml/yamlReason.ts';
import { fullPath } from '../host/fullPath.ts';
import { readText } from '../host/readFiles.ts';
import { pathFacts } from '../host/statFiles.ts';
import { WizardError } from '../wizardError.ts';
import { UsageError } from './usageError.ts';

export interface Overrides {
  /** Relative to the working directory of the shell. */
  dir?: string | undefined;
  /** `path.to.answer=value`, the value in YAML; without a value the answer is left out. */
  set?: readonly string[] | undefined;
}

export interface AnswersDocument {
  readonly document: Document;
  readonly lines: LineCounter;
  /** The content as plain data. */
  readonly content: unknown;
}

const mebibyte = 1024 * 1024;
/** More than any answers file needs; a small file with nested aliases could ask for all the memory there is. */
const maxAliasCount = 100;

/** What the YAML reader says, without its place, which is told apart, and without advice to programmers. */
function sentence(message: string): string {
  return message.startsWith('Source contains multiple documents') ? 'it holds more than one document' : yamlReason(message);
}

function unreadable(path: string, reason: string, at?: { line: number; col: number }): WizardError {
  const where = at === undefined ? {} : { line: at.line, column: at.col };
  const problems = at === undefined ? [] : [problem('ANSWER_INVALID', { field: 'YAML', reason }, { path, ...where })];
  const shown = at === undefined ? reason : `${reason} (line ${at.line}, column ${at.col})`;
  return new WizardError('ANSWERS_UNREADABLE', { path, reason: shown }, problems.length === 0 ? {} : { problems });
}

/** The files that the answers are about are easily taken for them. */
function otherFile(root: YAMLMap): string | null {
  const keys = root.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  const about = 'an answers file is another one, and names the folder where this is';
  const foreign = (known: readonly string[]): string | undefined => (keys.includes('version') ? undefined : keys.find((key) => known.includes(key)));
  const web = foreign(webConfigKeys);
  if (web !== undefined) return `it is a web.yml of Prometheus, with ${web}; ${about}`;
  const scrape = foreign(scrapeConfigKeys);
  return scrape === undefined ? null : `it is a prometheus.yml, with ${scrape}; ${about}`;
}

/** @throws UsageError for an assignment that is none, or that leads through an answer that has no parts */
function applyOverride(document: Document, assignment: string): void {
  const at = assignment.indexOf('=');
  const name = at < 1 ? '' : assignment.slice(0, at);
  if (!/^[^.\s]+(\.[^.\s]+)*$/.test(name)) throw new UsageError('--set takes path.to.answer=value, such as certificate.days=90');
  const value = parseDocument(assignment.slice(at + 1));
  if (value.errors.length > 0) throw new UsageError(`--set ${name}: the value is no YAML; quote it if it is text`);
  const path = name.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  try {
    if (value.contents !== null) document.setIn(path, document.createNode(value.toJS({ maxAliasCount })));
    else if (document.hasIn(path)) document.deleteIn(path);
  } catch {
    throw new UsageError(`--set ${name}: an answer above it has no parts`);
  }
}

/**
 * @param path the file, at most 4 MiB
 * @throws ANSWERS_UNREADABLE for what is no YAML or no answers at all, UsageError for overrides that are none, and
 *   what reading a file throws
 */
export function readAnswersDocument(path: string, overrides: Overrides): AnswersDocument {
  if (pathFacts(path)?.isFolder === true) throw unreadable(path, 'it is a folder, and the file in it has to be named');
  const lines = new LineCounter();
  const document = parseDocument(readText(path, 4 * mebibyte), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) throw unreadable(path, sentence(broken.message), broken.linePos?.[0]);
  if (document.contents === null) throw unreadable(path, 'it is empty');
  if (!isMap(document.contents)) throw unreadable(path, 'it holds no keys with values', lines.linePos(document.contents.range?.[0] ?? 0));
  const other = otherFile(document.contents);
  if (other !== null) throw unreadable(path, other);
  if (overrides.dir !== undefined) document.setIn(['folder'], fullPath(overrides.dir));
  for (const assignment of overrides.set ?? []) applyOverride(document, assignment);
  try {
    return { document, lines, content: document.toJS({ maxAliasCount }) };
  } catch (error) {
    throw unreadable(path, error instanceof Error ? sentence(error.message) : 'its aliases cannot be followed');
  }
}
