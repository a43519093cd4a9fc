/** What goes into a bundle: the text of every new file, and what its script has to know of each. */
import { createHash, X509Certificate } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { bundleKnockBack, bundleProofs, type BundleCredentials, type BundledProofs } from '../../shared/exports/bundleProofs.ts';
import { bundleSums, type BundleSum } from '../../shared/exports/bundleManifest.ts';
import type { BundleCheck, BundleFile, BundleFolder, BundleSpec } from '../../shared/exports/bundleSpec.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';
import type { Action, Owner } from '../../shared/model/plan.ts';
import { missingFolders } from '../host/folders.ts';
import { fileState, readBytes, realPath } from '../host/readFiles.ts';
import { entryFacts } from '../host/statFiles.ts';
import { throwIfLink } from '../host/trustedPath.ts';
import { resolveTarget } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import { bundleRights } from './bundleRights.ts';
import type { PreparedBundle } from './bundlePlan.ts';
import { materialText, type Material } from './material.ts';
import { currentText, isFileAction, renderFile } from './render.ts';
import { serverAccess } from './serverAccess.ts';
import { throwUnlessAsPlanned } from './writeFilesOfPlan.ts';

export interface BundleContents {
  readonly spec: BundleSpec;
  /** By their name in the folder `files`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly sums: ReadonlyMap<string, BundleSum>;
  readonly credentials: readonly BundleCredentials[];
}

interface NewFile {
  /** As the server knows it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly owner: Owner | null;
  readonly before: FileState;
  readonly configuration: boolean;
  readonly why: string;
}

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const control = /[\u0000-\u001f\u007f]/;
const ownerOf = (state: FileState): Owner | null => (state.kind === 'file' ? { uid: state.uid, gid: state.gid } : null);

/** A configuration may be a link of root or of this user; any other one could lead root where somebody else wants it to. */
function throwAtOthersLink(path: string): void {
  const entry = entryFacts(path);
  if (entry?.kind === 'link' && entry.uid !== 0 && entry.uid !== process.geteuid?.()) throwIfLink(path);
}

/** The folder of a path with its links followed, as far as it is there. */
function realFolder(folder: string): string {
  const missing = missingFolders(folder);
  return missing[0] === undefined ? realPath(folder) : resolve(realPath(dirname(missing[0])), folder.slice(dirname(missing[0]).length).replace(/^\/+/, ''));
}

function realTarget(path: string): string {
  throwAtOthersLink(path);
  return entryFacts(path) === null ? join(realFolder(dirname(path)), basename(path)) : resolveTarget(path);
}

/** What an action makes of one file; nothing for what touches none. @throws PLAN_STALE when the file changed while it was planned, FILE_NOT_USABLE */
function newFile(action: Action, material: Material): NewFile[] {
  if (!isFileAction(action) && action.kind !== 'file.mode') return [];
  const { path, before, why } = action;
  throwUnlessAsPlanned(action, fileState(path));
  if (action.kind === 'file.mode') {
    return [{ path, bytes: readBytes(path), mode: action.mode, owner: action.owner ?? ownerOf(before), before, configuration: false, why }];
  }
  const text = renderFile(action, currentText(action), (ref) => materialText(material, ref));
  const bytes = Buffer.from(text, 'utf8');
  if (action.kind === 'file.write') return [{ path, bytes, mode: action.mode, owner: action.owner, before, configuration: false, why }];
  const kept = before.kind === 'file' ? { mode: before.mode, owner: ownerOf(before) } : action.create;
  return [{ path, bytes, ...kept, before, configuration: true, why }];
}

function dropInFile({ dropIn }: PreparedBundle): NewFile[] {
  if (dropIn === null) return [];
  const why = 'The unit is given its new command line; the file that belongs to the package stays as it is.';
  return [{ path: dropIn.path, bytes: Buffer.from(dropIn.text, 'utf8'), mode: 0o644, owner: null, before: fileState(dropIn.path), configuration: false, why }];
}

/** Folders that are missing, outermost first: of the setup as the plan has them, others for everybody to enter. */
function newFolders({ plan, machine, dropIn }: PreparedBundle): BundleFolder[] {
  const planned = plan.actions.flatMap((action) => (action.kind === 'folder.create' ? [action] : []));
  const ours = planned.flatMap(({ path, mode, owner }) => missingFolders(path).map((folder) => ({ folder, mode, owner })));
  const others = (dropIn === null ? [] : missingFolders(dirname(dropIn.path))).map((folder) => ({ folder, mode: 0o755, owner: null }));
  return [...ours, ...others].map(({ folder, mode, owner }) => ({ path: realFolder(folder), ...bundleRights(machine.etc, mode, owner) }));
}

function fileOf(file: NewFile, index: number, etc: string): BundleFile {
  const number = String(index + 1).padStart(3, '0');
  const before = file.before.kind === 'file' ? bundleRights(etc, file.before.mode, ownerOf(file.before)) : null;
  const staged = `${number}-${basename(file.path).slice(0, 100)}`;
  return { staged, path: realTarget(file.path), ...bundleRights(etc, file.mode, file.owner), before, configuration: file.configuration, why: file.why };
}

/** promtool gets a copy beside the name by which the server knows the file: relative paths start there. */
function checksOf({ plan }: PreparedBundle, news: readonly NewFile[], files: readonly BundleFile[], id: string): BundleCheck[] {
  return plan.actions.flatMap((action): BundleCheck[] => {
    const at = action.kind === 'promtool.check' ? news.findIndex(({ path }) => path === action.path) : -1;
    const file = files[at];
    if (action.kind !== 'promtool.check' || file === undefined) return [];
    const copy = join(realFolder(dirname(action.path)), `.${basename(action.path)}.promseal-${id}`);
    const { staged, mode, owner, group } = file;
    return [{ what: action.what === 'webConfig' ? 'web-config' : 'config', staged, copy, mode, owner, group }];
  });
}

/** Base64 of the SHA-256 of the public key of the first certificate. */
function keyHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

/** Nothing is proven of a server that does not run. */
function proofsOf({ plan, facts, process: does }: PreparedBundle, material: Material): BundledProofs {
  if (does.kind !== 'restart' && !facts.server.running) return { proofs: [], credentials: [], ownWord: null };
  const { passwords, leafPem } = serverAccess(plan, facts, material);
  return bundleProofs(plan, new Map(Object.entries(passwords)), leafPem === null ? null : keyHash(leafPem));
}

function throwAtControl(paths: readonly string[]): void {
  const odd = paths.find((path) => control.test(path));
  if (odd !== undefined) throw new WizardError('BUNDLE_PATH_UNUSABLE', { path: JSON.stringify(odd) });
}

/**
 * @param material made for the plan of `prepared`
 * @throws PLAN_STALE, FILE_NOT_USABLE, BUNDLE_PATH_UNUSABLE, FILE_IS_LINK, PLAN_BLOCKED for an edit that cannot be made, and the codes of reading
 */
export function bundleContents(prepared: PreparedBundle, material: Material): BundleContents {
  const { plan, facts, machine } = prepared;
  const fresh = plan.actions.flatMap((action) => newFile(action, material));
  // Keys, certificates, passwords and the drop-in first, the configurations last and web.yml the last of them.
  const news = [...fresh.filter(({ configuration }) => !configuration), ...dropInFile(prepared), ...fresh.filter(({ configuration }) => configuration)];
  const files = news.map((file, index) => fileOf(file, index, machine.etc));
  const folders = newFolders(prepared);
  const sums = new Map(files.map(({ staged }, index): [string, BundleSum] => {
    const { before, bytes = '' } = news[index] ?? {};
    return [staged, { before: before?.kind === 'file' ? before.sha256 : null, after: sha256(bytes) }];
  }));
  const list = bundleSums(files, sums);
  const id = sha256(`${list}${files.map(({ path }) => path).join('\0')}`).slice(0, 16);
  const checks = checksOf(prepared, news, files, id);
  throwAtControl([...files.map(({ path }) => path), ...folders.map(({ path }) => path), ...checks.map(({ copy }) => copy), facts.server.promtool ?? '', facts.server.unit ?? '']);
  const { proofs, credentials, ownWord } = proofsOf(prepared, material);
  const spec: BundleSpec = {
    id, folders, files, checks, proofs, ownWord,
    sumsSha256: sha256(list),
    promtool: facts.server.promtool,
    account: facts.server.account?.name ?? null,
    process: prepared.process,
    rereads: prepared.rereads,
    knockBack: bundleKnockBack(facts, plan),
  };
  return { spec, files: new Map(files.map(({ staged }, index) => [staged, news[index]?.bytes ?? new Uint8Array()])), sums, credentials };
}
