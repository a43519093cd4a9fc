/** Log lines in the logfmt style of Prometheus 3 (Go's slog): time, level, source, msg, then the rest. */

export type LogFields = Readonly<Record<string, string | number | boolean>>;

export interface RehearsalLog {
  readonly info: (msg: string, fields?: LogFields) => void;
  readonly warn: (msg: string, fields?: LogFields) => void;
  readonly error: (msg: string, fields?: LogFields) => void;
}

/** @param write gets each line with its line break */
export function rehearsalLog(write: (line: string) => void): RehearsalLog {
  const log =
    (level: string) =>
    (msg: string, fields: LogFields = {}): void => {
      const time = new Date().toISOString();
      const pairs = Object.entries({ time, level, msg, component: 'rehearsal', ...fields });
      write(`${pairs.map(([key, value]) => `${key}=${logfmtValue(String(value))}`).join(' ')}\n`);
    };
  return { info: log('INFO'), warn: log('WARN'), error: log('ERROR') };
}

/** Bare where it holds no space, quote, equals sign or control character; else quoted as Go quotes. */
function logfmtValue(value: string): string {
  return /^[^\s"=\\\p{Cc}]+$/u.test(value) ? value : JSON.stringify(value);
}
