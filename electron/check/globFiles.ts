/** Files by a pattern, as filepath.Match of Go has it: `*`, `?` and `[...]` within one part of a path, a backslash escapes. */
import { join } from 'node:path';
import { entryFacts } from '../host/statFiles.ts';
import { entriesOf } from '../inspect/readQuietly.ts';

const special = /[*?[\\]/;

/** null for a pattern that Go calls malformed. */
function partPattern(part: string): RegExp | null {
  const source = part.replace(/\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|([*?])|([\s\S])/g, (_, escaped?: string, not?: string, set?: string, wild?: string, plain?: string) => {
    if (set !== undefined) return `[${not ?? ''}${set}]`;
    if (wild !== undefined) return wild === '*' ? '[^/]*' : '[^/]';
    return (escaped ?? plain ?? '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return null;
  }
}

/**
 * @param pattern absolute
 * @returns the paths that match, sorted by name in every folder; what is not there matches nothing
 */
export function globFiles(pattern: string): string[] {
  const [, ...parts] = pattern.split('/');
  let found = ['/'];
  for (const part of parts) {
    const matcher = special.test(part) ? partPattern(part) : null;
    if (!special.test(part)) found = found.map((folder) => join(folder, part));
    else found = matcher === null ? [] : found.flatMap((folder) => entriesOf(folder).filter(({ name }) => matcher.test(name)).map(({ name }) => join(folder, name)));
  }
  return found.filter((path) => entryFacts(path) !== null);
}
