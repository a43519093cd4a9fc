/** E-17 and L-11: nothing but the page's own files can be asked for. The same table runs against both faces. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findStaticFile, loadStaticFiles, type StaticFiles } from '../../../electron/server/staticFiles.ts';
import { electron } from '../../support/fakeElectron.ts';
import { smallPage, writePage } from '../../support/loopbackServer.ts';

vi.mock('electron', () => electron);
const { answerPageRequest } = await import('../../../electron/shell/protocolHandler.ts');

let folder = '';
let files: StaticFiles;

beforeAll(() => {
  folder = writePage({ ...smallPage, 'notes.map': '{}', 'private.key': 'KEY' });
  files = loadStaticFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const traversal = [
  '/../package.json', '/..', '/.', '/./app.js', '//app.js', '/styles/../app.js', '/styles/..%2fapp.js', '/%2e%2e/app.js', '/%2e/app.js',
  '/%252e%252e/app.js', '/..%5capp.js', '/..\\app.js', '/styles\\app.css', '/styles%5capp.css', '/app.js%00', '/app.js%00.html',
  '/app.js\u0000', '/%c0%ae%c0%ae/app.js', '/%c0%af', '/CON', '/con.txt', '/NUL', '/app.js:alternate', '/app.js::$DATA', '/app.js.',
  '/app.js ', '/app.js/', '/APP.JS', '/styles', '/styles/', '/etc/passwd', '/file:///etc/passwd', '/__proto__', '/constructor',
  '/app.js#x', '/app%2ejs', 'app.js', '', '*', '/private.key', '/notes.map',
];

describe('the map', () => {
  it('holds the page and nothing of another kind', () => {
    expect([...files.keys()].sort()).toEqual(['/', '/app.js', '/index.html', '/styles/app.css']);
  });

  it.each(traversal)('has nothing at %j', (target) => {
    expect(findStaticFile(files, target)).toBeNull();
  });

  it.each(['/', '/?x=1', '/index.html', '/app.js', '/app.js?v=1', '/styles/app.css'])('has %s', (target) => {
    expect(findStaticFile(files, target)).not.toBeNull();
  });
});

describe('app://promseal/', () => {
  it.each(traversal.filter((target) => target.startsWith('/')))('answers 404 to %j', (target) => {
    expect(answerPageRequest(files, { url: `app://promseal${target}`, method: 'GET' }).status).toBe(404);
  });

  it.each(['app://other/app.js', 'app://promseal.evil.test/app.js', 'https://promseal/app.js', 'file:///app.js'])('answers 404 to %s', (url) => {
    expect(answerPageRequest(files, { url, method: 'GET' }).status).toBe(404);
  });

  it('sends a file with its kind and every security header', async () => {
    const response = answerPageRequest(files, { url: 'app://promseal/styles/app.css', method: 'GET' });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await response.text()).toBe(smallPage['styles/app.css']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT'])('takes no %s', (method) => {
    expect(answerPageRequest(files, { url: 'app://promseal/', method }).status).toBe(405);
  });
});
