/** What promtool says of a configuration, fit to be shown: it quotes the beginning of values, and those may be passwords. */
import { maskSecrets } from '../yaml/maskSecrets.ts';

/** A name that YAML and people take for one; a whole line of another kind of file is none. */
const plainName = /^[\w./-]{1,64}$/;

/**
 * What stands in quotation marks stays where the masked configuration shows it too. Values in the wrong place, which
 * yaml.v2 puts between backquotes and cuts short, are left out, and so are names that are none.
 * @param text of the configuration
 */
export function promtoolWords(words: string, text: string): string {
  // A file that passes has none, and masking a huge one takes a second.
  if (words === '') return '';
  const shown = maskSecrets(text);
  return words
    // A private key where a path belongs is named as the file that is not there.
    .replace(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?(?:-----END \1-----|$)/g, '-----BEGIN $1-----…')
    .replace(/`[^`]*`/g, '`…`')
    .replace(/"((?:[^"\\\n]|\\.)*)"/g, (whole, inner: string) => (shown.includes(inner) ? whole : '"…"'))
    .replace(/(unknown anchor )'[^']*'/g, "$1'…'")
    .replace(/(\bfield )(.*)( not found in type)/g, (whole, before: string, name: string, after: string) => (plainName.test(name) ? whole : `${before}…${after}`))
    .replace(/(:\/\/)[^\s"'<>]*@/g, '$1…@')
    .replace(/(\$2[a-z]?\$\d\d\$)[./A-Za-z0-9]+/g, '$1…');
}
