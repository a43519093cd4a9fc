/** Scalars in the style people write: plain where nothing can be misread, quoted everywhere else. */
import { quoteScalar, type QuotedScalar } from './quoteScalar.ts';
import { scalarType } from './scalarType.ts';

const word = /^(\.{0,2}\/)?[A-Za-z_][A-Za-z0-9_./-]*$/;
/** A duration of Prometheus with one unit, such as 15s: never a number of YAML. */
const duration = /^[0-9]+(ms|[smhdwy])$/;
/** Not words of YAML, but numbers to some readers. */
const numberLike = /^(nan|inf)$/i;

/**
 * Leaves file names, keys and words such as `https` unquoted; everything else goes through `quoteScalar`.
 * A word that YAML 1.1 takes for a boolean, a null or a number in any spelling is quoted.
 * Problem: YAML_TEXT_UNWRITABLE.
 */
export function plainOrQuoted(text: string): QuotedScalar {
  const plain = duration.test(text) || (word.test(text) && !numberLike.test(text) && !meansSomethingElse(text));
  return plain ? { ok: true, text } : quoteScalar(text);
}

function meansSomethingElse(text: string): boolean {
  return [text, text.toLowerCase()].some((spelling) => scalarType(spelling) !== 'string');
}
