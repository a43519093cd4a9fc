/** What the repairs of a setup are made from. */
import { flagPath, mainConfig, type SetupView, type Link, type ServerView, type WebView } from '../check/across/setupView.ts';
import { pathFrom } from '../check/across/filePath.ts';
import type { Signs } from '../check/material/signedBy.ts';
import { folderOf } from '../plan/paths.ts';
import type { Finding } from '../model/finding.ts';
import type { FileState } from '../model/hostFacts.ts';
import type { MaterialCertificate } from '../model/materialFacts.ts';
import type { Repair, RepairAnswers, RepairEdit } from '../model/repair.ts';

/** The cryptographic part of telling whom a certificate is trusted by. */
export interface Trust {
  readonly signs: Signs;
  /** Whether the authorities of this machine vouch for a chain, leaf first. */
  readonly bySystem: (chain: readonly MaterialCertificate[]) => boolean;
}

export interface RepairContext {
  readonly view: SetupView;
  /** The Prometheus whose setup it is; null where none was found. */
  readonly server: ServerView | null;
  /** Its web.yml. */
  readonly web: WebView | null;
  /** Where new files go. */
  readonly folder: string;
  readonly isRoot: boolean;
  readonly trust: Trust;
}

/** A way to repair a finding, without the finding's own id. */
export type Remedy = Omit<Repair, 'finding'>;
/** Gives the remedy for a finding, or null where this setup leaves no safe one. */
export type RemedyFor = (found: Finding, context: RepairContext) => Remedy | null;

const untouched: Remedy = { label: '', answers: {}, edits: [], files: [], process: null };

export function remedy(label: string, change: Partial<Omit<Remedy, 'label'>>): Remedy {
  return { ...untouched, ...change, label };
}

export function stateAt({ view }: RepairContext, path: string): FileState {
  return view.setup.files[path]?.state ?? { kind: 'absent' };
}

/** Edits of a configuration of the setup. */
export function editsOf(context: RepairContext, role: RepairEdit['role'], path: string, change: Partial<Pick<RepairEdit, 'edits' | 'lines'>>): RepairEdit {
  return { role, path, before: stateAt(context, path), lines: [], edits: [], ...change };
}

/** The connections that lead to the server of this setup: those by which Prometheus scrapes itself, and all others. */
export function linksTo({ view, server }: RepairContext): Link[] {
  return server === null ? [] : view.links.filter(({ to }) => to === server);
}

/** Whether a link is one of the self-scrape, which the planner makes fit by itself. */
export function isSelfScrape({ connection }: Link): boolean {
  return connection.section === 'scrape';
}

/**
 * Whether a finding is about a connection by which this Prometheus scrapes itself, in the file that the planner edits: a
 * job of another file is edited there, like those that lead to other servers.
 */
export function isAboutSelfScrape({ path, at: place = [] }: Finding, context: RepairContext): boolean {
  const { server } = context;
  const main = server === null ? null : flagPath(server.server, server.server.configFile);
  return linksTo(context)
    .filter(({ scrape }) => scrape.path === path && (main === null || main === path))
    .filter(isSelfScrape)
    .some(({ connection: { at } }) => at.every((step, index) => place[index] === step));
}

/** Whether a file is the one that a link names, in any of these fields. */
export function isNamedBy({ scrape }: Link, path: string | undefined, written: readonly (string | null | undefined)[]): boolean {
  return written.some((file) => file != null && pathFrom(folderOf(scrape.path), file) === path);
}

/** Joins what two remedies ask of the answers. */
export function bothAnswers(one: RepairAnswers, other: RepairAnswers): RepairAnswers {
  return { ...one, ...other, ...(one.users === undefined && other.users === undefined ? {} : { users: [...(one.users ?? []), ...(other.users ?? [])] }) };
}

export function repairContext(view: SetupView, isRoot: boolean, trust: Trust): RepairContext {
  const all = view.servers.filter(({ server }) => server.kind === 'prometheus');
  const server = all.find(({ server: { running } }) => running) ?? all[0] ?? null;
  const web = server === null ? (view.webs[0] ?? null) : server.web;
  const file = server?.server.configFile ?? mainConfig(view)?.path ?? web?.path ?? null;
  return { view, server, web, folder: file === null ? '/' : folderOf(file), isRoot, trust };
}
