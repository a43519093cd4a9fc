/** Lists files of the checkout, by path from its root, with forward slashes. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './plantedTree.ts';

/** @param folder folder from the root
 *  @param endings how the wanted names end */
export function sourceFiles(folder: string, endings: readonly string[] = ['.ts', '.tsx']): string[] {
  if (!existsSync(join(checkout, folder))) return [];
  return readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).slice(checkout.length + 1).replaceAll('\\', '/'))
    .sort();
}

/** Every file of the program itself. */
export const productFiles = (): string[] => ['shared', 'electron', 'renderer'].flatMap((layer) => sourceFiles(layer));
