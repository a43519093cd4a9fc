/**
 * The files of a plan, written so that nothing refers to what is not there: new keys, certificates and passwords under
 * their own names first, the edited configurations staged beside their targets, checked by promtool, renamed in order.
 */
import { dirname } from 'node:path';
import type { FileState } from '../../shared/model/hostFacts.ts';
import type { Action, Plan } from '../../shared/model/plan.ts';
import type { Report } from '../../shared/model/report.ts';
import { checkConfig, checkWebConfig } from '../process/promtool.ts';
import { pathDetails } from '../host/fileError.ts';
import { fileState, readBytes, realPath } from '../host/readFiles.ts';
import { commitStaged, discardStaged, stageFile, writeFileAtomic, type StagedFile } from '../host/writeFiles.ts';
import { throwIfLink } from '../host/trustedPath.ts';
import { WizardError } from '../wizardError.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { ApplyRun } from './applyRun.ts';
import { materialText } from './material.ts';
import { currentText, renderFile, type FileAction } from './render.ts';

type Edit = Extract<FileAction, { kind: 'yaml.edit' }>;
type Mode = Extract<Action, { kind: 'file.mode' }>;
type Write = Extract<FileAction, { kind: 'file.write' }>;

/**
 * The plan was made for one state of the file; anything else is somebody's edit in between.
 * @throws PLAN_STALE; FILE_NOT_USABLE for what cannot be looked at, of which nobody knows whether it changed
 */
export function throwUnlessAsPlanned(action: FileAction | Mode, now: FileState): void {
  if (now.kind === 'unusable') throw new WizardError('FILE_NOT_USABLE', { ...pathDetails(action.path), reason: now.reason });
  if (JSON.stringify(now) !== JSON.stringify(action.before)) throw new WizardError('PLAN_STALE');
}

export class PlanFiles {
  readonly done: Report['files'] = [];
  readonly #staged = new Map<string, StagedFile>();
  readonly #untouched = new Set<string>();
  readonly #run: ApplyRun;
  readonly #checkpoint: Checkpoint;

  constructor(run: ApplyRun, checkpoint: Checkpoint) {
    this.#run = run;
    this.#checkpoint = checkpoint;
  }

  /** Writes a whole file of ours. @throws FILE_IS_LINK */
  write(action: Write): void {
    throwIfLink(action.path);
    const text = renderFile(action, '', this.#material);
    this.#record(action, text);
    this.#untouched.delete(action.path);
    writeFileAtomic(action.path, text, { mode: action.mode, owner: action.owner });
    this.#finished(action, action.mode);
  }

  /** Puts the same content in its place with another mode or owner. @throws FILE_IS_LINK */
  changeMode(action: Mode): void {
    throwIfLink(action.path);
    const bytes = readBytes(action.path);
    this.#record(action, bytes);
    this.#untouched.delete(action.path);
    writeFileAtomic(action.path, bytes, { mode: action.mode, owner: action.owner });
    this.#finished(action, action.mode);
  }

  /** Puts the edited text beside its target, where promtool reads it as it will be: relative paths resolve the same. */
  stage(plan: Plan): void {
    for (const action of plan.actions) {
      if (action.kind !== 'yaml.edit') continue;
      const text = renderFile(action, currentText(action), this.#material);
      this.#record(action, text);
      const fresh = action.before.kind === 'absent';
      this.#staged.set(action.path, stageFile(action.path, text, fresh ? action.create : {}));
    }
  }

  /** @throws PROMTOOL_REJECTED with promtool's own words */
  async check(what: 'webConfig' | 'scrapeConfig', path: string): Promise<void> {
    const { promtool, account } = this.#run.prepared.facts.server;
    const staged = this.#staged.get(path);
    if (promtool === null || staged === undefined) return;
    const check = what === 'webConfig' ? checkWebConfig : checkConfig;
    const beside = this.#besideLink(path, staged);
    try {
      const { temporary } = beside ?? staged;
      const verdict = await check(promtool, temporary, account);
      if (!verdict.ok) throw new WizardError('PROMTOOL_REJECTED', { path }, { raw: verdict.raw.replaceAll(temporary, path) });
    } finally {
      if (beside !== null) discardStaged(beside);
    }
  }

  /**
   * A copy for promtool where the configuration is a link into another folder: Prometheus reads relative paths from
   * the folder of the name that it was given. It is recorded, so that a killed run leaves nothing of it.
   */
  #besideLink(path: string, staged: StagedFile): StagedFile | null {
    if (realPath(dirname(path)) === dirname(staged.real)) return null;
    const copy = `${path}.check`;
    this.#checkpoint.recordFile(copy);
    const state = fileState(staged.temporary);
    const like = state.kind === 'file' ? { mode: state.mode, owner: { uid: state.uid, gid: state.gid } } : {};
    return stageFile(copy, readBytes(staged.temporary), like);
  }

  /** Renames a staged file into place. @throws FILE_NOT_USABLE, PLAN_STALE when somebody edited it while its new text was checked */
  commit(action: Edit): void {
    const staged = this.#staged.get(action.path);
    if (staged === undefined) return;
    throwUnlessAsPlanned(action, fileState(action.path));
    this.#untouched.delete(action.path);
    commitStaged(staged);
    this.#staged.delete(action.path);
    this.#finished(action, action.before.kind === 'file' ? action.before.mode : action.create.mode);
  }

  discard(): void {
    for (const staged of this.#staged.values()) discardStaged(staged);
    this.#staged.clear();
  }

  /** Files that were recorded, and that this change did not come to write. */
  untouched(): ReadonlySet<string> {
    return this.#untouched;
  }

  readonly #material = (ref: string): string => materialText(this.#run.material, ref);

  #record(action: FileAction | Mode, text: string | Uint8Array): void {
    this.#untouched.add(action.path);
    throwUnlessAsPlanned(action, this.#checkpoint.recordFile(action.path, text));
  }

  #finished(action: FileAction | Mode, mode: number): void {
    const deed = action.before.kind === 'absent' ? 'created' : 'changed';
    this.done.push({ path: action.path, mode: mode.toString(8).padStart(4, '0'), action: deed });
  }
}
