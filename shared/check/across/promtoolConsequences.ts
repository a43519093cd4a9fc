/** What promtool does not accept, where no finding says why. */
import { finding } from '../../model/finding.ts';
import type { Consequence } from './consequence.ts';
import { isAboutLoading } from './isAboutLoading.ts';
import type { Reference } from './referencesOf.ts';
import type { SetupView } from './setupView.ts';

const longest = 600;

/** Where a value stands in the wrong place, promtool quotes the beginning of it, and that may be of a password. */
function shown(words: string): string {
  const masked = words.replace(/(!!\w+ )`[^`]*`/g, '$1`…`');
  return masked.length > longest ? `${masked.slice(0, longest)}…` : masked;
}

/**
 * Code, broken: PROMTOOL_REJECTS. That a file cannot be read is said of the account that ran promtool, not of the
 * server; whether the server can read it is known otherwise.
 */
export function promtoolConsequences({ setup }: SetupView, references: readonly Reference[]): Consequence[] {
  return setup.promtool.filter(({ ok, words }) => !ok && !/permission denied/.test(words)).map(({ path, words }) => {
    const named = new Set([path, ...references.filter(({ place }) => place.path === path).map(({ file }) => file)]);
    return {
      finding: finding('PROMTOOL_REJECTS', 'broken', { file: path }, { path, raw: shown(words) }),
      explainedBy: (cause) => cause.path !== undefined && named.has(cause.path) && isAboutLoading(cause),
    };
  });
}
