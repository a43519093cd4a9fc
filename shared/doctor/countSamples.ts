/**
 * Counts the samples of a text in the Prometheus exposition format 0.0.4 or OpenMetrics.
 * Source: Prometheus documentation, "Exposition formats", text-based format.
 */
const sample =
  /^[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?[ \t]+(?:[+-]?(?:\d[\d.]*(?:[eE][+-]?\d+)?|\.\d+|Inf|inf)|NaN|nan)(?:[ \t]|$)/;
/** Metric names in braces and quotes, as Prometheus 3 writes names with other characters than the classic ones. */
const quotedNameSample = /^\{"(?:[^"\\]|\\.)*"(?:[^"}]|"(?:[^"\\]|\\.)*")*\}[ \t]+\S/;

/**
 * @param text body of a metrics page
 * @param truncated true when the text was cut, so that its last line may be half a line
 * @returns number of samples, or null when a line is neither comment, blank nor sample, or not one line was whole
 */
export function countSamples(text: string, truncated = false): number | null {
  const lines = text.split('\n');
  if (truncated) lines.pop();
  if (lines.length === 0) return null;
  let count = 0;
  for (const line of lines) {
    const content = line.trimEnd();
    if (content === '' || content.startsWith('#')) continue;
    if (!sample.test(content) && !quotedNameSample.test(content)) return null;
    count += 1;
  }
  return count;
}
