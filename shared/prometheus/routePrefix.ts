/** Where the pages of a server begin. */
import { flagValue } from './flags.ts';

/** --web.route-prefix, which is by default the path of --web.external-url; without a slash at its end. */
export function routePrefixOf(args: readonly string[]): string {
  const external = flagValue(args, 'web.external-url') ?? '';
  const path = /^[a-z]+:\/\/[^/]+(\/.*)?$/i.exec(external)?.[1] ?? '';
  const prefix = (flagValue(args, 'web.route-prefix') ?? path).replace(/^\/+|\/+$/g, '');
  return prefix === '' ? '' : `/${prefix}`;
}
