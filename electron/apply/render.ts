/** The text that a file will have: the segments or edits of its action with the material filled in. */
import type { Action } from '../../shared/model/plan.ts';
import { editLines } from '../../shared/yaml/editLines.ts';
import { resolveEdits } from '../../shared/yaml/resolveEdits.ts';
import { spliceYaml } from '../../shared/yaml/spliceYaml.ts';
import { readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';

export type FileAction = Extract<Action, { kind: 'file.write' | 'yaml.edit' }>;
/** Gives the text for a material reference such as `hash:alice`. */
export type MaterialLookup = (ref: string) => string;

export function isFileAction(action: Action): action is FileAction {
  return action.kind === 'file.write' || action.kind === 'yaml.edit';
}

/** The text a file has now, empty where there is none. */
export function currentText(action: FileAction): string {
  return action.before.kind === 'file' ? readText(action.path) : '';
}

/**
 * The new text of a file.
 * @param source what an edited file has now; ignored for files that are written whole
 * @throws YAML_CANNOT_EDIT with the problem's own code inside, when the edit cannot be made without harm
 */
export function renderFile(action: FileAction, source: string, material: MaterialLookup): string {
  if (action.kind === 'file.write') {
    return action.content.map((segment) => (typeof segment === 'string' ? segment : material(segment.material))).join('');
  }
  const spliced = spliceYaml(editLines(source, action.lines), resolveEdits(action.edits, material));
  if (spliced.ok) return spliced.text;
  throw new WizardError('PLAN_BLOCKED', {}, { problems: [{ ...spliced.problem, path: action.path }] });
}
