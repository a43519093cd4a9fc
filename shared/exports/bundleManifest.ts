/** What a bundle is made of, for people and programs; its script reads only the list of hashes. */
import type { BundleFile, BundleRights, BundleSpec } from './bundleSpec.ts';

/** Hex SHA-256 of a file before the change, null where there is none, and after it. */
export interface BundleSum {
  readonly before: string | null;
  readonly after: string;
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
const rightsOf = ({ mode, owner, group }: BundleRights): Record<string, string> => ({ mode: octal(mode), owner, group });

/** The number by which a line of the list belongs to a file. */
const numberOf = ({ staged }: BundleFile): string => staged.slice(0, 3);

/** One line a file: number, hash before, hash after. */
export function bundleSums(files: readonly BundleFile[], sums: ReadonlyMap<string, BundleSum>): string {
  return files.map((file) => `${numberOf(file)} ${sums.get(file.staged)?.before ?? 'absent'} ${sums.get(file.staged)?.after ?? ''}\n`).join('');
}

/** @returns JSON with a line break at its end */
export function bundleManifest(spec: BundleSpec, sums: ReadonlyMap<string, BundleSum>): string {
  const files = spec.files.map((file) => {
    const { before = null, after = '' } = sums.get(file.staged) ?? {};
    return {
      path: file.path,
      staged: `files/${file.staged}`,
      sha256: after,
      ...rightsOf(file),
      before: file.before === null ? null : { sha256: before, ...rightsOf(file.before) },
    };
  });
  const folders = spec.folders.map((folder) => ({ path: folder.path, ...rightsOf(folder) }));
  const { id, account, promtool, process } = spec;
  return `${JSON.stringify({ version: 1, id, folders, files, account, promtool, process }, null, 2)}\n`;
}
