/** Edits a YAML text by splicing: every byte outside the changed places is the old byte. */
import { problem, type Problem } from '../errors/failure.ts';
import { applyEdit } from './applyEdit.ts';
import { collectSplices } from './collectSplices.ts';
import { placeName, type Refusal } from './editPath.ts';
import { editTextProblem } from './nodeOf.ts';
import { readYaml } from './readYaml.ts';
import type { ResolvedEdit } from './resolveEdits.ts';
import { sameValue } from './sameValue.ts';
import { applySplices } from './splice.ts';
import { snippetOf } from './snippetOf.ts';
import { positionAt } from './textPosition.ts';
import type { YamlDocument } from './yamlNode.ts';

export type Splicing = { ok: true; text: string } | { ok: false; problem: Problem };

function refusalProblem(document: YamlDocument, edit: ResolvedEdit, refusal: Refusal): Problem {
  const where = refusal.offset === null ? {} : positionAt(document.lineStarts, refusal.offset);
  return problem(refusal.code, { ...refusal.details, snippet: snippetOf([edit]) }, where);
}

/** Writes the edited document and reads it back: null unless it means exactly what the edits made of it. */
function writeVerified(document: YamlDocument, splices: ReturnType<typeof collectSplices>['splices']): string | null {
  const text = applySplices(document.source, splices);
  if (text === null) return null;
  const written = readYaml(text);
  return written.ok && sameValue(written.document.root.value, document.root.value) ? text : null;
}

/**
 * Applies edits, in order, to the first document of a YAML text; '' gives a new file with two-space indentation.
 * The result reads back as the edited values of the old text; making the same edits again changes nothing.
 * Comments, quotes, line breaks, indentation and byte order mark outside the edits stay as they are.
 * Never throws. Problems: those of `readYaml`, YAML_TEXT_UNWRITABLE, YAML_KEY_TOO_LONG, and, each with the snippet
 * to paste (secrets masked): YAML_PLACE_MISSING, YAML_PLACE_TAKEN, YAML_SHARED_VALUE, YAML_PLACE_UNSAFE,
 * YAML_EDIT_UNVERIFIED.
 */
export function spliceYaml(source: string, edits: readonly ResolvedEdit[]): Splicing {
  for (const edit of edits) {
    const unwritable = editTextProblem(edit);
    if (unwritable !== null) return { ok: false, problem: unwritable };
  }
  const reading = readYaml(source);
  if (!reading.ok) return reading;
  const { document } = reading;
  for (const edit of edits) {
    const refusal = applyEdit(document, edit);
    if (refusal !== null) return { ok: false, problem: refusalProblem(document, edit, refusal) };
  }
  const { splices, unsafeAt } = collectSplices(document);
  if (unsafeAt !== null) {
    const place = edits.map((edit) => placeName(edit.path)).join(', ');
    const details = { place, snippet: snippetOf(edits) };
    return { ok: false, problem: problem('YAML_PLACE_UNSAFE', details, positionAt(document.lineStarts, unsafeAt)) };
  }
  if (splices.length === 0) return { ok: true, text: source };
  const text = writeVerified(document, splices);
  if (text !== null) return { ok: true, text };
  return { ok: false, problem: problem('YAML_EDIT_UNVERIFIED', { snippet: snippetOf(edits) }) };
}
