/** Which of the two configurations a text is, by the keys at its top; a text with faults is told as well. */
import { scrapeConfigKeys, webConfigKeys } from '../../shared/prometheus/configKeys.ts';

/** Keys at the beginning of a line, quoted or not, also the first of a map in braces. */
const topKey = /^(?:\{\s*)?(["']?)([a-z_]+)\1\s*:/gm;

/** @returns null for what has a key of neither */
export function configKind(text: string): 'webConfig' | 'scrapeConfig' | null {
  const body = text.replace(/^\s*\{\s*/, '{');
  for (const [, , key = ''] of body.matchAll(topKey)) {
    if (webConfigKeys.includes(key)) return 'webConfig';
    if (scrapeConfigKeys.includes(key)) return 'scrapeConfig';
  }
  return null;
}
