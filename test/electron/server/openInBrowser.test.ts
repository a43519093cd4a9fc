/** How each desktop is asked to open a file: by the file's name alone, so that no key is among the arguments (L-05). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openerCommand } from '../../../electron/server/openInBrowser.ts';
import { writeRedirectPage } from '../../../electron/server/redirectPage.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('the opener', () => {
  it.each([
    ['linux', ['xdg-open', '/t/open.html']],
    ['freebsd', ['xdg-open', '/t/open.html']],
    ['darwin', ['open', '/t/open.html']],
    ['win32', ['cmd.exe', '/d', '/c', 'start', '""', '/t/open.html']],
  ] as const)('on %s', (platform, command) => {
    expect(openerCommand(platform, '/t/open.html')).toEqual(command);
  });
});

describe('the page that leads to the link', () => {
  it('is its owner\'s alone and has the link; removing it twice is no error', () => {
    const under = tempTree();
    const page = writeRedirectPage(under, 'http://127.0.0.1:5/#k=abc');
    expect(statSync(page.path).mode & 0o777).toBe(0o600);
    expect(statSync(page.folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(page.path, 'utf8')).toContain('<meta http-equiv="refresh" content="0; url=http://127.0.0.1:5/#k=abc">');
    page.remove();
    page.remove();
    expect(readdirSync(under)).toEqual([]);
  });

  it('is under another name every time', () => {
    const under = tempTree();
    const pages = Array.from({ length: 5 }, () => writeRedirectPage(under, 'http://127.0.0.1:5/'));
    expect(new Set(pages.map(({ folder }) => folder)).size).toBe(5);
    for (const page of pages) page.remove();
  });
});
