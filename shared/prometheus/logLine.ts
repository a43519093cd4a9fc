/**
 * Reads a log line of Prometheus into its keys and values. Key order, key names and the case of the level differ
 * between 2.x (go-kit: ts, caller, level=info) and 3.x (slog: time, source, level=INFO), and `--log.format=json`
 * writes the same as JSON; so lines are read into a map and matched on `msg` and `err`.
 */

export interface LogLine {
  /** Lower case; null for lines that are no log lines, such as those of the flag parser. */
  readonly level: string | null;
  /** The message, or the whole line where there is none. */
  readonly message: string;
  readonly error: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly raw: string;
}

const pair = /([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))(?:\s+|$)/y;

/** Undoes the quoting of a logfmt value, which is that of a Go (and JSON) string; left as it is where it is something else. */
function unquote(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r' }[escape] ?? escape;
  });
}

/** logfmt: pairs and nothing but pairs; null for any other line. */
function readLogfmt(line: string): Record<string, string> | null {
  const fields: Record<string, string> = {};
  pair.lastIndex = 0;
  let end = 0;
  for (let found = pair.exec(line); found !== null; found = pair.exec(line)) {
    fields[found[1] ?? ''] = found[2] === undefined ? (found[3] ?? '') : unquote(found[2]);
    end = pair.lastIndex;
    if (end === line.length) break;
  }
  return end === line.length && end > 0 ? fields : null;
}

/** Strings without JSON.parse, which throws on what is not JSON: log lines are flat objects of scalars. */
const jsonPair = /\s*"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}[\]]+))\s*([,}])/y;

function readJson(line: string): Record<string, string> | null {
  if (!line.startsWith('{')) return null;
  const fields: Record<string, string> = {};
  jsonPair.lastIndex = 1;
  for (let found = jsonPair.exec(line); found !== null; found = jsonPair.exec(line)) {
    fields[unquote(found[1] ?? '')] = found[2] === undefined ? (found[3] ?? '').trim() : unquote(found[2]);
    if (found[4] === '}') return fields;
  }
  return null;
}

/** @param line one line without its line break; any text is accepted */
export function readLogLine(line: string): LogLine {
  const trimmed = line.trim();
  const fields = readJson(trimmed) ?? readLogfmt(trimmed) ?? {};
  return {
    level: fields['level']?.toLowerCase() ?? null,
    message: fields['msg'] ?? trimmed,
    error: fields['err'] ?? fields['error'] ?? null,
    fields,
    raw: line,
  };
}
