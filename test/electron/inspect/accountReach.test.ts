import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canEnter, canRead } from '../../../electron/inspect/accountReach.ts';
import { accountOf, findAccount, findGroup, unlessOurs } from '../../../electron/inspect/accounts.ts';
import { tempTree } from '../../support/tempTree.ts';

const account = { uid: 65534, gid: 65534, name: 'nobody' };

function tree(mode: number, folderMode: number): { root: string; etc: string; key: string } {
  const root = tempTree();
  chmodSync(root, 0o755);
  const folder = join(root, 'tls');
  const key = join(folder, 'key');
  const etc = join(root, 'etc');
  mkdirSync(folder);
  mkdirSync(etc);
  writeFileSync(join(etc, 'group'), 'root:x:0:\ncerts:x:4242:other,nobody\n');
  writeFileSync(join(etc, 'passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:n:/:/bin/false\nbroken\n');
  writeFileSync(key, 'x');
  chmodSync(key, mode);
  chmodSync(folder, folderMode);
  return { root, etc, key };
}

describe.skipIf(process.getuid?.() !== 0)('K-04: what another account can read', () => {
  it.each<[string, number, number, number, boolean]>([
    ['a key of root alone', 0, 0o600, 0o755, false],
    ['a key of its own group', 65534, 0o640, 0o755, true],
    ['a key of a group that lists it', 4242, 0o640, 0o755, true],
    ['a key of another group', 4243, 0o640, 0o755, false],
    ['a key for all', 0, 0o644, 0o755, true],
    ['a key for all in a folder of root', 0, 0o644, 0o700, false],
    ['a key for all but its group', 65534, 0o604, 0o755, false],
  ])('%s', (_, gid, mode, folderMode, expected) => {
    const { etc, key } = tree(mode, folderMode);
    chownSync(key, 0, gid);
    expect(canRead(account, key, etc)).toBe(expected);
  });

  it('lets root read everything', () => {
    const { etc, key } = tree(0o000, 0o000);
    expect(canRead({ uid: 0, gid: 0, name: 'root' }, key, etc)).toBe(true);
  });

  it('judges the folders that exist on the way', () => {
    const { etc, root } = tree(0o600, 0o700);
    expect([canEnter(account, join(root, 'new', 'folder'), etc), canEnter(account, join(root, 'tls'), etc)]).toEqual([true, false]);
  });
});

describe('accounts', () => {
  it('finds them by name and number', () => {
    const { etc } = tree(0o600, 0o700);
    expect(findAccount(etc, 'nobody')).toEqual(account);
    expect(findAccount(etc, '65534')).toEqual(account);
    expect(findAccount(etc, 'x')).toBeNull();
    expect([findGroup(etc, 'certs'), findGroup(etc, '4242'), findGroup(etc, 'none')]).toEqual([4242, 4242, null]);
    expect(accountOf(etc, 7, 8)).toEqual({ uid: 7, gid: 8, name: '7' });
    expect(unlessOurs({ uid: process.geteuid?.() ?? 0, gid: 0, name: 'me' })).toBeNull();
  });
});
