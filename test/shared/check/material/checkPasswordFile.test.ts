import { describe, expect, it } from 'vitest';
import { materialOfBytes } from '../../../../electron/check/materialOfBytes.ts';
import { checkPasswordFile } from '../../../../shared/check/material/checkPasswordFile.ts';
import type { Finding } from '../../../../shared/model/finding.ts';

const state = { kind: 'file', sha256: '', mode: 0o600, uid: 0, gid: 0 } as const;
const found = (content: string | Buffer, use?: 'password' | 'token'): Finding[] =>
  checkPasswordFile(materialOfBytes('/etc/prometheus/password', state, Buffer.from(content)), use);
const brief = ({ severity, code }: Finding): string => `${severity} ${code}`;

describe('checkPasswordFile', () => {
  it.each(['secret', ' secret\r\n', 'p#a:ss %w@rd\n', 'x'.repeat(72), 'é'.repeat(36), '012345', '$HOME'])('has nothing against %j', (content) => {
    expect(found(content)).toEqual([]);
  });

  it.each<[string, string | Buffer, string]>([
    ['empty', '', 'broken PASSWORD_FILE_EMPTY'],
    ['white space', ' \r\n\t\u00a0', 'broken PASSWORD_FILE_EMPTY'],
    ['byte order mark', '\ufeffsecret', 'broken PASSWORD_FILE_HAS_BOM'],
    ['UTF-16', Buffer.from('\ufeffsecret', 'utf16le'), 'broken PASSWORD_FILE_HAS_BOM'],
    ['two lines', 'admin\nsecret\n', 'broken PASSWORD_FILE_LINES'],
    ['hash', `$2y$10$${'a'.repeat(53)}\n`, 'broken PASSWORD_FILE_IS_HASH'],
    ['73 bytes', 'x'.repeat(73), 'advice PASSWORD_TOO_LONG'],
    ['74 bytes in 37 letters', 'é'.repeat(37), 'advice PASSWORD_TOO_LONG'],
  ])('%s', (_, content, expected) => {
    expect(found(content).map(brief)).toEqual([expected]);
  });

  it('never quotes what is in the file', () => {
    const all = ['admin\nhunter2\n', '\ufeffhunter2', `hunter2${'x'.repeat(80)}`].flatMap((content) => found(content));
    expect(all).toHaveLength(3);
    expect(JSON.stringify(all)).not.toContain('hunter2');
    expect(all[0]).toMatchObject({ message: 'The password file has 2 lines.', raw: 'server returned HTTP status 401 Unauthorized' });
  });

  it('lets a token be long', () => {
    expect(found('x'.repeat(900), 'token')).toEqual([]);
    expect(found('a\nb', 'token').map(brief)).toEqual(['broken PASSWORD_FILE_LINES']);
  });

  it('says nothing of a file that is not there', () => {
    expect(checkPasswordFile(materialOfBytes('/p', { kind: 'absent' }, Buffer.alloc(0)))).toEqual([]);
  });
});
