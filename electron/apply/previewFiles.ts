/** The diffs of a plan as people review them: secrets masked, material named instead of contained. */
import type { FileDiff, Plan } from '../../shared/model/plan.ts';
import { materialRefs } from '../../shared/plan/materialRefs.ts';
import { maskedDiff } from '../../shared/yaml/maskedDiff.ts';
import { currentText, isFileAction, renderFile, type FileAction } from './render.ts';

/** What stands in a preview for a thing that is made when applying. */
export function describeMaterial(ref: string): string {
  const [kind, user = ''] = ref.split(/:(.*)/s);
  if (kind === 'key') return '‹private key, made when you apply›';
  if (kind === 'certificate') return '‹certificate, signed when you apply›';
  return kind === 'hash' ? `‹bcrypt hash of the password of ${user}›` : `‹password of ${user}›`;
}

/** A longer file is shown by its changed places only; a shorter one can be opened as a whole. */
const wholeUpTo = 2000;

function previewFile(action: FileAction): FileDiff {
  const before = action.kind === 'yaml.edit' ? currentText(action) : '';
  const after = renderFile(action, before, describeMaterial);
  const context = after.split('\n').length > wholeUpTo ? 3 : Infinity;
  const mode = action.before.kind === 'file' ? action.before.mode : action.kind === 'yaml.edit' ? action.create.mode : action.mode;
  return {
    path: action.path,
    role: action.role,
    created: action.before.kind === 'absent',
    mode,
    lines: maskedDiff(before, after, materialRefs(action).map(describeMaterial), context),
  };
}

/**
 * One diff a file, in the order in which the files are written. There is none for a file of another program: its
 * secrets stand under keys that nobody here knows (L-12), and it stays as it is.
 */
export function previewFiles(plan: Plan): FileDiff[] {
  const strange = plan.problems.flatMap(({ code, path }) => (code === 'CONFIG_OF_ANOTHER_PROGRAM' ? [path] : []));
  return plan.actions.filter(isFileAction).filter(({ path }) => !strange.includes(path)).map(previewFile);
}
