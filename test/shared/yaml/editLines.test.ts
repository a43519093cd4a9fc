import { describe, expect, it } from 'vitest';
import { editLines } from '../../../shared/yaml/editLines.ts';

describe('editing single lines', () => {
  it('comments a line out and keeps every byte of it', () => {
    expect(editLines('a: 1\r\n  b: 2\r\nc: 3', [{ op: 'commentOut', line: 2 }])).toBe('a: 1\r\n#   b: 2\r\nc: 3');
  });

  it('leaves a line that is a comment already', () => {
    expect(editLines('  # b\n', [{ op: 'commentOut', line: 1 }])).toBe('  # b\n');
  });

  it('turns the tabs of the indentation into spaces, and no others', () => {
    expect(editLines('a:\n\t \tb: "x\ty"\n', [{ op: 'untab', line: 2 }])).toBe('a:\n     b: "x\ty"\n');
  });

  it('renames a key where it stands, once', () => {
    const edit = { op: 'renameKey' as const, line: 2, from: 'cert_flie', to: 'cert_file' };
    expect(editLines('tls:\n  cert_flie: cert_flie.crt # x\n', [edit])).toBe('tls:\n  cert_file: cert_flie.crt # x\n');
    expect(editLines('tls:\n  other: 1\n', [edit])).toBe('tls:\n  other: 1\n');
  });

  it('writes the colon of a key, with a blank behind it where a value follows', () => {
    const edit = { op: 'addColon' as const, line: 1, key: 'tls' };
    expect(editLines('tls\r\n  a: 1', [edit])).toBe('tls:\r\n  a: 1');
    expect(editLines('  tls\t x # y\n', [edit])).toBe('  tls: x # y\n');
    expect(editLines('tls:x\n', [edit])).toBe('tls: x\n');
    expect(editLines('other\n', [edit])).toBe('other\n');
  });

  it('leaves the text as it is when the line is not there', () => {
    expect(editLines('a: 1\n', [{ op: 'commentOut', line: 9 }])).toBe('a: 1\n');
    expect(editLines('a: 1\n', [])).toBe('a: 1\n');
  });
});
