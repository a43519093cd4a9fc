/**
 * Whether other accounts could have put something in a place. Root, above all, must not act on what the account of
 * Prometheus could have written, nor write where a link of that account leads.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { pathDetails } from './fileError.ts';
import { realPath } from './readFiles.ts';
import { entryFacts, linkText, pathFacts } from './statFiles.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { WizardError } from '../wizardError.ts';

const writableByOthers = 0o022;
const sticky = 0o1000;
/** As many links as Linux follows on one path: path_resolution(7). */
const mostLinks = 40;

const ourUid = (): number | undefined => process.geteuid?.();

/** On Windows there are no such owners, and everything counts as ours. */
const isRoot = (): boolean => ourUid() === 0;

/**
 * Whether another account could change what stands in a folder, or put another folder in its place. Only asked by
 * root: anybody else is as safe as what the system lets them own.
 * @param folder absolute; the folders that are missing on the way are passed over
 */
export function isOpenToOthers(folder: string): boolean {
  return isRoot() && (hasLooseStep(folder) || hasLooseStep(realPath(nearestThere(folder))));
}

function nearestThere(path: string): string {
  return pathFacts(path) !== null || dirname(path) === path ? path : nearestThere(dirname(path));
}

function hasLooseStep(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const entry = entryFacts(at);
    if (entry !== null) {
      // In a sticky folder nobody renames what belongs to root, but everybody may add to it.
      const loose = (entry.mode & writableByOthers) !== 0 && (at === folder || (entry.mode & sticky) === 0);
      if (entry.uid !== 0 || (entry.kind !== 'link' && loose)) return true;
    }
    if (dirname(at) === at) return false;
  }
}

/**
 * Passes what is not there, and files and folders that are ours alone to write.
 * @throws STATE_NOT_TRUSTED for a link, another owner, or rights to write of group or others
 */
export function throwUnlessOurs(path: string): void {
  const entry = entryFacts(path);
  const us = ourUid();
  if (entry === null || us === undefined) return;
  const loose = (entry.mode & writableByOthers) !== 0;
  if (entry.kind === 'link' || entry.uid !== us || loose) {
    throw new WizardError('STATE_NOT_TRUSTED', { ...pathDetails(path), owner: entry.uid });
  }
}

/**
 * The first link on a path that, followed by root, would lead where somebody else wants it to.
 * @returns null when there is none, and for everybody but root
 */
export function foreignLink(path: string): string | null {
  if (!isRoot()) return null;
  let links = 0;
  const walk = (at: string): { real: string; foreign: string | null } => {
    if (dirname(at) === at) return { real: at, foreign: null };
    const above = walk(dirname(at));
    if (above.foreign !== null) return above;
    const here = join(above.real, basename(at));
    const entry = entryFacts(here);
    if (entry?.kind !== 'link') return { real: here, foreign: null };
    links += 1;
    if (entry.uid !== 0) return { real: here, foreign: here };
    // The system follows no more than these either, and says so itself.
    if (links > mostLinks) return { real: here, foreign: null };
    return walk(resolve(above.real, linkText(here) ?? ''));
  };
  return walk(resolve(path)).foreign;
}

/** @throws FILE_IS_LINK for what `foreignLink` finds */
export function throwAtForeignLink(path: string): void {
  const link = foreignLink(path);
  if (link !== null) throw linkRefused(path, link);
}

/**
 * For files that are never written through a link, whoever made it.
 * @throws FILE_IS_LINK
 */
export function throwIfLink(path: string): void {
  if (isLink(path)) throw linkRefused(path, path);
}

const linkRefused = (path: string, link: string): WizardError =>
  new WizardError('FILE_IS_LINK', { ...pathDetails(path), link, linkWord: shellQuote(link) });

/** Whether the name itself is a link, wherever that leads. */
export function isLink(path: string): boolean {
  return entryFacts(path)?.kind === 'link';
}
