/** Files that are named and are not there, not files, or not readable for who runs the server. */
import { finding, type Finding } from '../../model/finding.ts';
import type { SetupFacts } from '../../model/setupFacts.ts';
import { fileNameOf, folderOf, isAbsolutePath } from '../../plan/paths.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { shellQuote } from '../../doctor/shellQuote.ts';
import { fileAt, isMissing, pathFrom } from './filePath.ts';
import { serverName } from './inWords.ts';
import type { Reference } from './referencesOf.ts';
import type { SetupView } from './setupView.ts';

/** What a repair has to know of such a finding stands in its evidence. */
export const evidenceLabels = { file: 'The file', elsewhere: 'It is at' } as const;

const shownPlaces = 5;

/** The file that was probably meant: by the same words from another folder, else one of the same name. */
function elsewhere(setup: SetupFacts, { readers, written, file }: Reference): string | null {
  const isThere = (path: string): boolean => path !== file && fileAt(setup, path)?.state.kind === 'file';
  const folders = readers.flatMap(({ server }) => [
    server.workingDirectory, ...[server.configFile, server.webConfigFile].map((path) => (path === null ? null : folderOf(path))),
  ]);
  const other = [...setup.webConfigs, ...setup.scrapeConfigs].map(({ path }) => folderOf(path));
  const tried = isAbsolutePath(written) ? [] : [...folders, ...other].filter((folder) => folder !== null).map((folder) => pathFrom(folder, written));
  const named = Object.keys(setup.files).filter((path) => fileNameOf(path) === fileNameOf(file));
  return [...tried, ...named].find(isThere) ?? null;
}

interface Trouble {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;
  /** The error of the system as Go words it. */
  readonly error: string;
}

function troubleOf(setup: SetupFacts, reference: Reference): Trouble | null {
  const { file, written, base, effect, place, readers } = reference;
  const known = fileAt(setup, file);
  const details = { file, field: place.field, base, effect };
  if (isMissing(known)) {
    const found = elsewhere(setup, reference);
    const error = `open ${written}: no such file or directory`;
    return found === null ? { code: 'REFERENCE_MISSING', details, error } : { code: 'REFERENCE_ELSEWHERE', details: { ...details, found }, error };
  }
  if (known?.state.kind === 'unusable' && known.state.reason.includes('folder')) {
    return { code: 'REFERENCE_IS_FOLDER', details, error: `read ${written}: is a directory` };
  }
  const account = setup.unreadable[file];
  if (account === undefined) return null;
  const server = readers.map(({ server: { kind } }) => serverName(kind))[0] ?? 'The server';
  return { code: 'REFERENCE_UNREADABLE', details: { ...details, account, server }, error: `open ${written}: permission denied` };
}

function told(trouble: Trouble, references: readonly [Reference, ...Reference[]]): Finding {
  const [first, ...others] = references;
  const places = others.slice(0, shownPlaces).map(({ place }) => (place.line === undefined ? place.field : `${place.field} (line ${place.line})`));
  const more = others.length > shownPlaces ? [`and ${others.length - shownPlaces} more`] : [];
  const { found } = trouble.details;
  const evidence = [
    ...(trouble.code === 'REFERENCE_UNREADABLE' ? [{ label: evidenceLabels.file, text: first.file }] : []),
    ...(found === undefined ? [] : [{ label: evidenceLabels.elsewhere, text: found }]),
    ...(others.length === 0 ? [] : [{ label: 'Also named by', text: [...places, ...more].join(', ') }]),
  ];
  const command = `ls -ld ${shellQuote(first.file)}`;
  return finding(trouble.code, 'broken', trouble.details, {
    ...first.place, evidence, raw: `${first.words}${trouble.error}`, fix: { kind: 'copyCommand', label: 'Look at the file', command },
  });
}

/**
 * Codes, all broken: REFERENCE_MISSING, REFERENCE_ELSEWHERE, REFERENCE_IS_FOLDER, REFERENCE_UNREADABLE; one finding for
 * all fields of one file that name the same file to the same effect.
 */
export function checkReferences({ setup }: SetupView, references: readonly Reference[]): Finding[] {
  const groups = new Map<string, { trouble: Trouble; references: [Reference, ...Reference[]] }>();
  for (const reference of references) {
    const trouble = troubleOf(setup, reference);
    if (trouble === null) continue;
    const key = [trouble.code, reference.file, reference.place.path, reference.effect].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { trouble, references: [reference] });
    else group.references.push(reference);
  }
  return [...groups.values()].map(({ trouble, references: all }) => told(trouble, all));
}
