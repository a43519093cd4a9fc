import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPasswordFile } from '../../../electron/auth/readPasswordFile.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('readPasswordFile', () => {
  it.each([
    ['secret\n', 'secret'],
    [' \t se cret\r\n\n', 'se cret'],
    ['\u0085\u00a0secret\u3000', 'secret'],
    // A byte order mark is no white space to Go, and so it is sent.
    ['\ufeffsecret\n', '\ufeffsecret'],
    ['one\ntwo\n', 'one\ntwo'],
    ['', ''],
  ])('%j: %j', (content, password) => {
    const path = join(tempTree(), 'password');
    writeFileSync(path, content);
    expect(readPasswordFile(path)).toBe(password);
  });

  it('gives none for what is not there or no file', () => {
    expect(readPasswordFile('/none/password')).toBeNull();
    expect(readPasswordFile(tempTree())).toBeNull();
  });
});
