/** Files that every user of the machine can read or change. */
import { finding, type Finding } from '../../model/finding.ts';
import { shellQuote } from '../../doctor/shellQuote.ts';
import { peek } from '../../yaml/editPath.ts';
import { fileAt } from './filePath.ts';
import type { Reference, ReferenceRole } from './referencesOf.ts';
import type { SetupView } from './setupView.ts';

const readByOthers = 0o004;
const writtenByOthers = 0o002;

const secretRoles: Partial<Record<ReferenceRole, 'KEY_READABLE_BY_ALL' | 'PASSWORD_FILE_READABLE_BY_ALL'>> = {
  key: 'KEY_READABLE_BY_ALL',
  clientKey: 'KEY_READABLE_BY_ALL',
  secret: 'PASSWORD_FILE_READABLE_BY_ALL',
};

/** Permission bits; null where they are not known or, as on Windows, mean nothing. */
function modeOf({ setup }: SetupView, path: string): number | null {
  const state = fileAt(setup, path)?.state;
  return path.startsWith('/') && state?.kind === 'file' ? state.mode : null;
}

const inWords = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

/** What of a configuration must not be read by others: hashes are none of it, as packages install web.yml with 0644. */
function secretsOf({ webs, scrapes }: SetupView, path: string): string | null {
  const web = webs.find((each) => each.path === path);
  if (web !== undefined) return web.document !== null && peek(web.document.root, ['tls_server_config', 'key']) !== null ? 'a private key' : null;
  const scrape = scrapes.find((each) => each.path === path);
  const inline = scrape?.facts.connections.find(({ signIn, tls }) => signIn?.source === 'inline' || tls?.inlineKey === true);
  if (inline === undefined) return null;
  return inline.tls?.inlineKey === true ? 'a private key' : 'a password or token';
}

/**
 * Codes, all unsafe: KEY_READABLE_BY_ALL, PASSWORD_FILE_READABLE_BY_ALL, CONFIG_SECRETS_READABLE_BY_ALL,
 * FILE_WRITABLE_BY_ALL. What a group may read is left to whoever made the group.
 */
export function checkFileModes(view: SetupView, references: readonly Reference[]): Finding[] {
  const roles = new Map<string, Set<ReferenceRole>>();
  const note = (path: string, role: ReferenceRole): void => void roles.set(path, (roles.get(path) ?? new Set<ReferenceRole>()).add(role));
  for (const { path } of view.webs) note(path, 'webConfig');
  for (const { path } of view.scrapes) note(path, 'scrapeConfig');
  for (const { file, role } of references) note(file, role);
  return [...roles].flatMap(([path, own]) => {
    const mode = modeOf(view, path);
    if (mode === null) return [];
    const details = { file: path, mode: inWords(mode), word: shellQuote(path) };
    const found: Finding[] = [];
    const secret = [...own].map((role) => secretRoles[role]).find((code) => code !== undefined);
    if ((mode & readByOthers) !== 0) {
      const what = secretsOf(view, path);
      if (secret !== undefined) found.push(finding(secret, 'unsafe', details, { path }));
      else if (what !== null) found.push(finding('CONFIG_SECRETS_READABLE_BY_ALL', 'unsafe', { ...details, what }, { path }));
    }
    if ((mode & writtenByOthers) !== 0) found.push(finding('FILE_WRITABLE_BY_ALL', 'unsafe', details, { path }));
    return found;
  });
}
