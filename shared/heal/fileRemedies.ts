/** Remedies about the mode and owner of files, and about files that are named and not there. */
import type { EditValue } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import type { Account } from '../model/hostFacts.ts';
import type { FileRole, Owner } from '../model/plan.ts';
import { asSeenFrom, fileNameOf, folderOf } from '../plan/paths.ts';
import { evidenceLabels } from '../check/across/checkReferences.ts';
import type { Repair } from '../model/repair.ts';
import { fieldPath } from './fieldPath.ts';
import { isServerPair, newCertificate, newClientCertificate } from './certificateRemedies.ts';
import { editsOf, isAboutSelfScrape, remedy, stateAt, type Remedy, type RepairContext } from './repairContext.ts';
import { followServer, ownUser } from './signIn.ts';

const text = (value: string): EditValue => ({ kind: 'scalar', value });

const evidenceOf = ({ evidence }: Finding, wanted: string): string | null => evidence.find(({ label }) => label === wanted)?.text ?? null;

function roleOf({ code }: Finding): FileRole {
  if (code === 'KEY_READABLE_BY_ALL') return 'key';
  return code === 'PASSWORD_FILE_READABLE_BY_ALL' ? 'passwordFile' : 'scrapeConfig';
}

function modeAction(context: RepairContext, change: { path: string; role: FileRole; mode: number; owner: Owner | null }, why: string): Repair['files'][number] | null {
  const before = stateAt(context, change.path);
  return before.kind === 'file' ? { kind: 'file.mode', ...change, before, why } : null;
}

/**
 * Takes away what others may do. The group keeps what it has: somebody made it for that. A server that reads the file as
 * one of the others is let in by its own group, which only root can arrange.
 */
export function closeToOthers(found: Finding, context: RepairContext): Remedy | null {
  const { path = '' } = found;
  const state = stateAt(context, path);
  if (state.kind !== 'file') return null;
  const taken = found.code === 'FILE_WRITABLE_BY_ALL' ? 0o002 : 0o007;
  const account = context.server?.server.account ?? null;
  const readsAsOther = taken === 0o007 && account !== null && account.uid !== 0 && account.uid !== state.uid && account.gid !== state.gid;
  if (readsAsOther && !context.isRoot) return null;
  const why = 'Nobody but its owner and group may reach it any more.';
  const owner = { uid: state.uid, gid: readsAsOther ? account.gid : state.gid };
  const mode = (state.mode & ~taken) | (readsAsOther ? 0o040 : 0);
  const action = modeAction(context, { path, role: roleOf(found), mode, owner }, why);
  return action === null ? null : remedy(`Close ${fileNameOf(path)} to other users`, { files: [action] });
}

function readerOf({ view }: RepairContext, name: string): Account | null {
  return view.servers.map(({ server: { account } }) => account).find((account) => account?.name === name) ?? null;
}

/** The file is given to the account that has to read it. Only root may do that. */
export function giveToReader(found: Finding, context: RepairContext): Remedy | null {
  const file = evidenceOf(found, evidenceLabels.file);
  const account = file === null ? null : readerOf(context, context.view.setup.unreadable[file] ?? '');
  if (file === null || account === null || !context.isRoot) return null;
  const state = stateAt(context, file);
  if (state.kind !== 'file') return null;
  const isKey = context.view.setup.files[file]?.key !== null;
  // Root goes on owning it, so that the service itself cannot change its own key.
  const owner = { uid: state.uid, gid: account.gid };
  const mode = isKey ? 0o640 : state.mode | 0o040;
  const action = modeAction(context, { path: file, role: isKey ? 'key' : 'certificate', mode, owner }, `The group of ${account.name} may read it.`);
  return action === null ? null : remedy(`Let the account ${account.name} read ${fileNameOf(file)}`, { files: [action] });
}


function configRole(path: string, { view }: RepairContext): 'webConfig' | 'scrapeConfig' | null {
  if (view.webs.some((web) => web.path === path)) return 'webConfig';
  return view.scrapes.some((scrape) => scrape.path === path) ? 'scrapeConfig' : null;
}

/** The field is made to name the file where it is. */
export function nameWhereItIs(found: Finding, context: RepairContext): Remedy | null {
  const { path = '' } = found;
  const at = fieldPath(found);
  const role = configRole(path, context);
  const there = evidenceOf(found, evidenceLabels.elsewhere);
  if (at === null || role === null || there === null) return null;
  const edit = editsOf(context, role, path, { edits: [{ op: 'set', path: at, value: text(asSeenFrom(folderOf(path), there)) }] });
  return remedy(`Name ${there}`, { edits: [edit] });
}

/** What the field names is made anew: the pair of the server, a password for the self-scrape, or the trust in it. */
export function replaceMissing(found: Finding, context: RepairContext): Remedy | null {
  const field = found.field ?? '';
  if (/(^|\.)client_ca_file$/.test(field)) return newClientCertificate(context);
  if (configRole(found.path ?? '', context) === 'webConfig') return isServerPair(found, context) ? newCertificate(context) : null;
  if (!isAboutSelfScrape(found, context)) return null;
  if (/\.ca_file$/.test(field)) return remedy('Trust the certificate of the server', { answers: followServer(context) });
  if (/\.(cert_file|key_file)$/.test(field)) return newClientCertificate(context);
  return /\.password_file$/.test(field) ? remedy('Give the scrape a user of its own', { answers: ownUser(context) }) : null;
}
