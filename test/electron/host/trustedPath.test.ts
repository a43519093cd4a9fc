import { chownSync, lchownSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignLink, throwIfLink } from '../../../electron/host/trustedPath.ts';
import { targetProblems } from '../../../electron/host/targetProblems.ts';
import { removeFile, resolveTarget, writeFileAtomic } from '../../../electron/host/writeFiles.ts';
import { asNobody } from '../../support/asNobody.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { tempTree } from '../../support/tempTree.ts';

const other = 65_534;
const isLink = expect.objectContaining({ code: 'FILE_IS_LINK' });
const notRoot = process.geteuid?.() === 0 ? null : 'only root can give links to others';

/** `web.yml` and the folder `away`, each a link, lead to what only root may write. */
function planted(owner: number): { tree: string; shadow: string; outside: string } {
  const tree = tempTree();
  const outside = tempTree();
  const shadow = join(outside, 'shadow');
  writeFileSync(shadow, 'root');
  symlinkSync(shadow, join(tree, 'web.yml'));
  symlinkSync(outside, join(tree, 'away'));
  for (const name of ['web.yml', 'away']) lchownSync(join(tree, name), owner, owner);
  return { tree, shadow, outside };
}

describe('a link at the place of a file', () => {
  it('is refused where no link is followed, and named where it is', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'real.yml'), '');
    symlinkSync('real.yml', join(tree, 'web.yml'));
    expect(() => throwIfLink(join(tree, 'web.yml'))).toThrow(isLink);
    expect(() => throwIfLink(join(tree, 'real.yml'))).not.toThrow();
    expect(targetProblems(join(tree, 'real.yml'))).toEqual([]);
    expect(targetProblems(join(tree, 'web.yml'))).toMatchObject([
      { code: 'FILE_IS_LINK_TO', severity: 'warning', message: expect.stringContaining(join(tree, 'real.yml')) },
    ]);
  });
});

describeUnless(notRoot, 'root', () => {
  it.each(['web.yml', 'away/shadow', 'away/new'])('does not follow a link of another account: %s', (name) => {
    const { tree, shadow } = planted(other);
    expect(() => writeFileAtomic(join(tree, name), 'theirs')).toThrow(isLink);
    expect(targetProblems(join(tree, name))).toMatchObject([{ code: 'FILE_IS_LINK', severity: 'error' }]);
    expect(readFileSync(shadow, 'utf8')).toBe('root');
  });

  it('removes nothing behind a folder that such a link leads to, and the link itself as any name', () => {
    const { tree, shadow } = planted(other);
    expect(() => removeFile(join(tree, 'away', 'shadow'))).toThrow(isLink);
    removeFile(join(tree, 'web.yml'));
    expect(readFileSync(shadow, 'utf8')).toBe('root');
  });

  it('does not follow its own link to a link of another account', () => {
    const { tree } = planted(other);
    symlinkSync('web.yml', join(tree, 'own'));
    expect(foreignLink(join(tree, 'own'))).toBe(join(tree, 'web.yml'));
  });

  it('follows its own, also in a folder of another account', () => {
    const { tree, shadow } = planted(0);
    chownSync(tree, other, other);
    writeFileAtomic(join(tree, 'web.yml'), 'new');
    expect(readFileSync(shadow, 'utf8')).toBe('new');
    expect(readlinkSync(join(tree, 'web.yml'))).toBe(shadow);
    mkdirSync(join(tree, 'sub'));
    expect(resolveTarget(join(tree, 'sub', '..', 'away', 'none'))).toBe(join(shadow, '..', 'none'));
  });

  it('leaves what others follow to the system', () => {
    expect(asNobody('electron/host/trustedPath.ts', (module) => `return ${module}.foreignLink('/proc/self/exe');`)).toBeNull();
  });
});
