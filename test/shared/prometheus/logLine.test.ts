import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readLogLine } from '../../../shared/prometheus/logLine.ts';

describe('readLogLine', () => {
  it.each([
    ['level=info ts=2024-01-01T00:00:00Z caller=tls_config.go:224 component=web msg="TLS is enabled." http2=true', 'info'],
    ['ts=2024-01-01T00:00:00Z caller=tls_config.go:268 level=info component=web msg="TLS is enabled." http2=true address=127.0.0.1:9090', 'info'],
    ['time=2026-01-01T00:00:00.000Z level=INFO source=tls_config.go:422 msg="TLS is enabled." component=web http2=true address=127.0.0.1:9090', 'info'],
    ['{"time":"2026-01-01T00:00:00Z","level":"INFO","source":"tls_config.go:422","msg":"TLS is enabled.","http2":true}', 'info'],
  ])('reads the same from each format: %s', (line, level) => {
    const read = readLogLine(line);
    expect([read.level, read.message, read.fields['http2']]).toEqual([level, 'TLS is enabled.', 'true']);
  });

  it('undoes quoting', () => {
    const line = String.raw`ts=x level=error msg="Error loading config (--config.file=p.yml)" file=p.yml err="parsing YAML file \"p.yml\":\nline 2: \u00e9\\"`;
    expect(readLogLine(line).error).toBe('parsing YAML file "p.yml":\nline 2: é\\');
    expect(readLogLine(String.raw`{"level":"error","msg":"say \"x\"","err":"a\nb"}`)).toMatchObject({ message: 'say "x"', error: 'a\nb' });
  });

  it.each(['', 'Error parsing command line arguments: unknown long flag', '{"level":', '{"a":{"b":1}}', 'panic: x=1', '= ='])(
    'gives %j whole where it is no log line',
    (line) => {
      expect(readLogLine(line)).toEqual({ level: null, message: line.trim(), error: null, fields: {}, raw: line });
    },
  );

  it('gives back any text that was quoted as Go quotes it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readLogLine(`level=warn msg=${JSON.stringify(text)} x=1`)).toMatchObject({ level: 'warn', message: text });
      }),
    );
  });

  it('takes linear time on a long line', () => {
    const started = performance.now();
    readLogLine(`${'a=b '.repeat(50_000)}"`);
    readLogLine(`msg="${'\\'.repeat(100_001)}`);
    readLogLine(`{"a":"${'x'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
