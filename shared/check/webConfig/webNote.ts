/** What is found in a web.yml while it is read, with what Prometheus makes of it. */
import type { Problem } from '../../errors/failure.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Details } from '../../errors/failure.ts';
import { finding, type Finding, type FindingSeverity } from '../../model/finding.ts';
import { positionAt } from '../../yaml/textPosition.ts';
import type { Slot, YamlDocument } from '../../yaml/yamlNode.ts';
import { fromProblem } from '../fromProblem.ts';
import type { ToolkitLine } from './toolkitLine.ts';
import { webField } from './webConfigFields.ts';

/**
 * When a start ends over it, in the order of exporter-toolkit: the YAML, a word that a field does not know (which ends
 * the reading at once), shapes and unknown keys (which are collected), headers, hashes, TLS, and the listening itself.
 */
export const stages = ['yaml', 'word', 'shape', 'headers', 'users', 'tls', 'start'] as const;
export type Stage = (typeof stages)[number];

export interface WebNote {
  readonly finding: Finding;
  /** null: Prometheus starts all the same. `raw` of the finding is what it says otherwise. */
  readonly refusedAt: Stage | null;
}

export interface WebContext {
  /** Of the web.yml. */
  readonly path: string;
  readonly document: YamlDocument;
  readonly line: ToolkitLine;
  /** Host names under which the server is used, as far as they are known. */
  readonly names: readonly string[];
}

export interface NoteAbout {
  /** Dotted path of the field. */
  readonly field: string;
  /** Where it stands; null: the file as a whole. */
  readonly slot: Slot | null;
  /** Points at the value instead of the key. */
  readonly atValue?: boolean;
  readonly details?: Details;
  readonly refusedAt?: Stage;
  readonly raw?: string;
  readonly more?: Partial<Pick<Finding, 'clients' | 'holdsFor' | 'evidence'>>;
}

function placeOf(context: WebContext, about: NoteAbout): { line: number; column: number } {
  const source = about.slot?.source ?? null;
  const value = source === null || source.value.end === source.value.start ? null : source.value.start;
  const offset = (about.atValue === true ? value : null) ?? source?.start ?? 0;
  return positionAt(context.document.lineStarts, offset);
}

function extraOf(context: WebContext, about: NoteAbout): Partial<Finding> {
  const documentation = webField(about.field)?.documentation;
  return {
    path: context.path,
    ...(about.field === '' ? {} : { field: about.field }),
    ...placeOf(context, about),
    ...(documentation === undefined ? {} : { documentation }),
    ...(about.raw === undefined ? {} : { raw: about.raw }),
    ...about.more,
  };
}

/** Notes a finding of this folder's own. */
export function note(context: WebContext, code: ErrorCode, severity: FindingSeverity, about: NoteAbout): WebNote {
  const found = finding(code, severity, { field: about.field, ...about.details }, extraOf(context, about));
  return { finding: found, refusedAt: about.refusedAt ?? null };
}

/** Notes what a reader of files already has a sentence for. */
export function noteProblem(context: WebContext, found: Problem, severity: FindingSeverity, about: NoteAbout): WebNote {
  return { finding: fromProblem(found, severity, extraOf(context, about)), refusedAt: about.refusedAt ?? null };
}
