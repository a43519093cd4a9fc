/** Edits a YAML text by splicing: every byte outside the changed places is the old byte. */
import { problem, type Problem } from '../errors/failure.ts';
import { applyEdit } from './applyEdit.ts';
import { collectSplices } from './collectSplices.ts';
import { expandNode } from './copyNode.ts';
import { placeName, type Refusal, type Sharing } from './editPath.ts';
import { editTextProblem } from './nodeOf.ts';
import { readYaml } from './readYaml.ts';
import type { ResolvedEdit } from './resolveEdits.ts';
import { sameValue } from './sameValue.ts';
import { applySplices } from './splice.ts';
import { snippetOf } from './snippetOf.ts';
import { positionAt } from './textPosition.ts';
import { newSlot, type Slot, type YamlDocument, type YamlNode } from './yamlNode.ts';

export type Splicing = { ok: true; text: string } | { ok: false; problem: Problem };

function refusalProblem(document: YamlDocument, edit: ResolvedEdit, refusal: Refusal): Problem {
  const where = refusal.offset === null ? {} : positionAt(document.lineStarts, refusal.offset);
  return problem(refusal.code, { ...refusal.details, snippet: snippetOf([edit]) }, where);
}

function applyAll(root: Slot, edits: readonly ResolvedEdit[], sharing: Sharing): { edit: ResolvedEdit; refusal: Refusal } | null {
  for (const edit of edits) {
    const refusal = applyEdit(root, edit, sharing);
    if (refusal !== null) return { edit, refusal };
  }
  return null;
}

/**
 * Writes what the edits made of the nodes, and reads it back.
 * @param wanted the value that the text must have
 */
function write(document: YamlDocument, edits: readonly ResolvedEdit[], wanted: YamlNode): Splicing {
  const { splices, unsafeAt } = collectSplices(document);
  if (unsafeAt !== null) {
    const place = edits.map((edit) => placeName(edit.path)).join(', ');
    const details = { place, snippet: snippetOf(edits) };
    return { ok: false, problem: problem('YAML_PLACE_UNSAFE', details, positionAt(document.lineStarts, unsafeAt)) };
  }
  const text = splices.length === 0 ? document.source : applySplices(document.source, splices);
  const written = text === null ? null : readYaml(text);
  if (text !== null && written?.ok === true && sameValue(written.document.root.value, wanted)) return { ok: true, text };
  return { ok: false, problem: problem('YAML_EDIT_UNVERIFIED', { snippet: snippetOf(edits) }) };
}

/**
 * Edits of values that several places share: all of these places where all of them are meant, else the one that is
 * meant gets a value of its own. What must come of it is made on a copy in which nothing is shared.
 */
function spliceShared(source: string, edits: readonly ResolvedEdit[]): Splicing | null {
  const before = readYaml(source);
  if (!before.ok) return before;
  const wanted: Slot = newSlot(null, expandNode(before.document.root.value));
  if (applyAll(wanted, edits, 'refuse') !== null) return null;
  for (const sharing of ['change', 'separate'] as const) {
    const reading = readYaml(source);
    if (!reading.ok) return reading;
    if (applyAll(reading.document.root, edits, sharing) !== null) continue;
    const result = write(reading.document, edits, wanted.value);
    if (result.ok) return result;
  }
  return null;
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
  const refused = applyAll(document.root, edits, 'refuse');
  if (refused === null) return write(document, edits, document.root.value);
  const shared = refused.refusal.code === 'YAML_SHARED_VALUE' ? spliceShared(source, edits) : null;
  return shared?.ok === true ? shared : { ok: false, problem: refusalProblem(document, refused.edit, refused.refusal) };
}
