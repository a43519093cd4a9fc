import { describe, expect, it } from 'vitest';
import { explainExit } from '../../../electron/process/explainExit.ts';
import { failure } from '../../../shared/errors/failure.ts';

const exit = { code: 1, signal: null };
const old = (msg: string, err: string): string => `ts=2026-01-01T00:00:00Z caller=main.go:1 level=error msg="${msg}" err=${JSON.stringify(err)}`;
const fresh = (msg: string, err: string): string => `time=2026-01-01T00:00:00Z level=ERROR source=main.go:1 msg="${msg}" err=${JSON.stringify(err)}`;
const json = (msg: string, err: string): string => JSON.stringify({ time: 'x', level: 'ERROR', msg, err });

/** Message, error, code, details: texts of Prometheus that the real runs do not reach. */
const rows: [string, string, string, Record<string, unknown>][] = [
  ['Unable to start web listener', 'listen tcp [::1]:9090: bind: address already in use', 'SERVER_PORT_IN_USE', { listen: '[::1]:9090' }],
  ['error starting web server', 'http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher', 'SERVER_CIPHER_MISSING', {}],
  ['Fatal error', 'opening storage failed: open /data/wal: no space left on device', 'SERVER_DISK_FULL', {}],
  ['Fatal error', 'opening storage failed: mkdir /data: read-only file system', 'SERVER_DATA_NOT_WRITABLE', { folder: '/data' }],
  ['Fatal error', 'opening storage failed: block dir: corrupted index', 'SERVER_DATA_UNREADABLE', { reason: 'block dir: corrupted index' }],
  ['Unable to validate web configuration file', 'failed to load X509KeyPair: tls: failed to find any PEM data in key input', 'SERVER_PAIR_UNREADABLE', { reason: 'tls: failed to find any PEM data in key input' }],
  ['Unable to validate web configuration file', 'failed to read key_file (k.pem): open k.pem: no such file or directory', 'SERVER_KEY_FILE_MISSING', { file: 'k.pem' }],
  ['Unable to start web listener', 'listen tcp 127.0.0.1:80: bind: permission denied', 'SERVER_PORT_FORBIDDEN', { listen: '127.0.0.1:80' }],
  ['Unable to validate web configuration file', 'failed to read key_file (k.pem): open k.pem: permission denied', 'SERVER_KEY_FILE_DENIED', { file: 'k.pem' }],
  ['Unable to validate web configuration file', 'failed to load X509KeyPair: open k1.pem: permission denied', 'SERVER_PAIR_FILE_DENIED', { file: 'k1.pem' }],
  ['Unable to validate web configuration file', 'failed to read cert_file (c.pem): open c.pem: permission denied', 'SERVER_PAIR_FILE_DENIED', { file: 'c.pem' }],
  ['Unable to validate web configuration file', 'open /etc/web.yml: permission denied', 'SERVER_WEB_CONFIG_DENIED', { file: '/etc/web.yml' }],
  ['Error loading config (--config.file=p.yml)', 'open p.yml: permission denied', 'SERVER_CONFIG_DENIED', { file: 'p.yml' }],
  ['Fatal error', 'opening storage failed: lock DB directory: resource temporarily unavailable', 'SERVER_DATA_LOCKED', {}],
  ['Unable to validate web configuration file', 'unknown TLS version: TLS14', 'SERVER_WEB_CONFIG_INVALID', { reason: 'unknown TLS version: TLS14' }],
];

describe('explainExit', () => {
  it.each(rows)('%s: %s', (msg, err, code, details) => {
    for (const line of [old(msg, err), fresh(msg, err), json(msg, err)]) {
      expect(explainExit([line], exit)).toMatchObject({ code, details, raw: line });
    }
  });

  it('takes the last line that says why, and fills every place of its sentence', () => {
    const lines = [old('Unable to start web listener', 'listen tcp :1: bind: address already in use'), fresh('Unable to start web listener', 'listen tcp :2: bind: address already in use'), 'done'];
    const { code, details } = explainExit(lines, exit);
    expect(failure(code, details).message).toBe('Prometheus ended: another program already listens on :2.');
  });

  it('says what it knows where no rule fits', () => {
    expect(explainExit(['', 'something odd', ''], { code: 7, signal: null })).toMatchObject({ code: 'SERVER_ENDED', details: { exitCode: 7, last: 'something odd' } });
    expect(explainExit([], { code: null, signal: null })).toMatchObject({ code: 'SERVER_ENDED', details: { exitCode: 'unknown', last: 'nothing' } });
    expect(explainExit(['x'], { code: null, signal: 'SIGKILL' })).toMatchObject({ code: 'SERVER_KILLED', details: { signal: 'SIGKILL' } });
  });

  it('does not take a warning of a running server for its end', () => {
    const line = 'level=warn msg="Scrape failed" err="open /x: permission denied"';
    expect(explainExit([line], { code: 0, signal: null }).code).toBe('SERVER_ENDED');
  });
});
