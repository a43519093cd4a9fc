import type { Problem } from '../../shared/errors/failure.ts';

/** Where a problem is, as compilers write it: `web.yml:3:7`. Empty without a file. */
export function placeOf({ path, line, column }: Pick<Problem, 'path' | 'line' | 'column'>): string {
  return [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
