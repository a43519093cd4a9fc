import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../../electron/release/sha256sums.ts';

const sum = 'ab'.repeat(32);

describe('checksumOf', () => {
  it.each<[string, string, string | null]>([
    ['as promu writes it', `${sum}  a.tar.gz\n`, sum],
    ['binary mark of sha256sum, capitals, CRLF', `${sum.toUpperCase()} *a.tar.gz\r\n`, sum],
    ['the name of another file', `${sum}  b.tar.gz\n`, null],
    ['a name that only ends so', `${sum}  x-a.tar.gz\n`, null],
    ['one blank', `${sum} a.tar.gz\n`, null],
    ['a short sum', `${sum.slice(1)}  a.tar.gz\n`, null],
    ['named twice', `${sum}  a.tar.gz\n${'0'.repeat(64)}  a.tar.gz\n`, null],
    ['an HTML page', '<html>a.tar.gz</html>', null],
    ['nothing', '', null],
  ])('%s', (_, list, expected) => {
    expect(checksumOf(list, 'a.tar.gz')).toBe(expected);
  });
});
