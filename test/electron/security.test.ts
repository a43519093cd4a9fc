/** The E items as tables: what is data is compared, what is a function gets every shape that an attacker has. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CSP, decideExternal, decidePermission, DOCUMENTATION_PAGES, FUSES, INJECTED_STYLES, isOwnUrl, SCHEME_PRIVILEGES,
  SECURITY_HEADERS, validateSender, WEB_PREFERENCES,
} from '../../electron/security.ts';

describe('E-02, E-03, E-04, E-06, E-08 to E-11: web preferences', () => {
  it('are these and no others', () => {
    expect(WEB_PREFERENCES).toEqual({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webviewTag: false,
    });
  });
});

describe('E-05: permissions', () => {
  // Every permission that Electron 45 names in its two handlers.
  const permissions = [
    'ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'captured-surface-control', 'clipboard-read',
    'clipboard-sanitized-write', 'deprecated-sync-clipboard-read', 'display-capture', 'fileSystem', 'fullscreen', 'geolocation',
    'geolocation-approximate', 'hand-tracking', 'hid', 'idle-detection', 'keyboardLock', 'local-fonts', 'local-network',
    'local-network-access', 'loopback-network', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'nfc', 'notifications', 'openExternal',
    'payment-handler', 'periodic-background-sync', 'persistent-storage', 'pointerLock', 'screen-wake-lock', 'sensors', 'serial',
    'smart-card', 'speaker-selection', 'storage-access', 'system-wake-lock', 'top-level-storage-access', 'usb', 'vr',
    'web-app-installation', 'web-printing', 'window-management', 'unknown', 'not a permission', '', '__proto__',
  ];
  it('allow copying by a button and nothing else', () => {
    expect(permissions.filter(decidePermission)).toEqual(['clipboard-sanitized-write']);
  });
});

describe('E-07: the content security policy', () => {
  it('is this one', () => {
    const [first, second] = INJECTED_STYLES.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(CSP).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' ${first ?? ''} ${second ?? ''}; img-src 'self' data:; font-src 'self'; ` +
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(CSP).not.toMatch(/unsafe|\*|https?:|nonce/);
    expect(SECURITY_HEADERS['Content-Security-Policy']).toBe(CSP);
  });

  it.each([
    ['interactions/usePress.mjs', 0],
    ['overlays/usePreventScroll.mjs', 1],
  ])('allows the style that react-aria has in %s, letter by letter', (file, index) => {
    const source = readFileSync(join(import.meta.dirname, '../../node_modules/react-aria/dist/private', file), 'utf8');
    const attribute = /\$PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? '';
    const styles = [...source.matchAll(/textContent = `([^`]*)`\.trim\(\)/g)].map(([, text]) =>
      (text ?? '').replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute).trim(),
    );
    expect(styles).toEqual([INJECTED_STYLES[index]]);
  });
});

describe('E-12: our own addresses', () => {
  const own = ['app://promseal/', 'app://promseal/index.html', 'app://promseal/?a=1', 'app://promseal/#/users', 'app://promseal/a/b.js?x#y', 'APP://promseal/'];
  const foreign = [
    'app://promseal.evil.test/', 'app://evil.promseal/', 'app://promseal@evil.test/', 'app://user@promseal/', 'app://user:pass@promseal/',
    'app://:pass@promseal/', 'app://promseal:80/', 'app://promseal:443/', 'APP://PROMSEAL/', 'app://Promseal/', 'app:promseal', 'app:/promseal/',
    'app:///promseal/', 'app://', 'app://promseal', 'app://promseal.', 'app://promseal./', 'app://promseal%2eevil/', 'app://promseal%00/',
    'app://xn--promseal/', 'apps://promseal/', 'app+x://promseal/', 'xapp://promseal/', 'file:///etc/passwd', 'file://promseal/', 'data:text/html,x',
    'data:app://promseal/', 'javascript:alert(1)', 'javascript://promseal/%0aalert(1)', 'about:blank', 'about:srcdoc', 'blob:app://promseal/1',
    'filesystem:app://promseal/x', 'view-source:app://promseal/', 'https://promseal/', 'http://promseal/', 'https://app/promseal',
    'https://evil.test/app://promseal/', 'ws://promseal/', 'chrome://settings', 'devtools://devtools/', 'app:\\\\promseal\\', 'app://promseal\\@evil.test/',
    'app://promseal/\\evil', 'app://evil.test\\@promseal/', 'a\tpp://promseal/', 'app\n://promseal/', 'app://prom\tseal/', 'app://promseal\u0000/', ' app://promseal/',
    'app://promseal/\u0000', 'app://promseal/ ', '//promseal/', '/index.html', 'promseal', '', 'app://[promseal]/', 'app://promseal/\u2028',
  ];
  it.each(own)('are such as %j', (url) => {
    expect(isOwnUrl(url)).toBe(true);
  });
  it.each(foreign)('are not %j', (url) => {
    expect(isOwnUrl(url)).toBe(false);
  });
});

describe('E-14: addresses of others', () => {
  it.each(DOCUMENTATION_PAGES)('opens the documentation at %s', (page) => {
    expect(decideExternal(page)).toEqual({ kind: 'open', href: page });
  });

  it.each([
    ['https://prometheus.example.org:9090', 'https://prometheus.example.org:9090/'],
    ['http://localhost:9090/graph', 'http://localhost:9090/graph'],
    ['http://127.0.0.1:9090', 'http://127.0.0.1:9090/'],
    ['http://[::1]:9090/', 'http://[::1]:9090/'],
    ['http://127.1/', 'http://127.0.0.1/'],
    ['HTTPS://PROMETHEUS.io/docs', 'https://prometheus.io/docs'],
    ['https://prometheus.io/download/?x', 'https://prometheus.io/download/?x'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://example.org/%2e%2e/x', 'https://example.org/x'],
  ])('asks before it opens %s, and opens what it showed', (url, href) => {
    expect(decideExternal(url)).toEqual({ kind: 'ask', href });
  });

  const refused = [
    'file:///etc/passwd', 'file://server/share', 'smb://server/share', 'ms-msdt:/id', 'ms-word:ofe|u|x', 'vscode://file/etc', 'javascript:alert(1)',
    'data:text/html,x', 'mailto:a@b', 'ftp://example.org/', 'app://promseal/', 'about:blank', 'blob:https://x/1', '\\\\server\\share', '//server/share',
    'https:\\\\evil.test', 'https://user:pw@example.org/', 'https://user@example.org/', 'https://:pw@example.org/', 'https://a\nb/', 'https://example.org/\r\nX',
    'https://example.org/\u0000', 'https://exa\tmple.org/', ' https://example.org/', 'https://example.org/ ', 'https://', 'https:///', 'http://example.org/',
    'http://localhost.evil.test/', 'http://127.0.0.1.evil.test/', 'http://0.0.0.0:9090/', 'http://192.168.1.5:9090/', 'http://localhost@evil.test/',
    `https://example.org/${'a'.repeat(3000)}`, 'example.org', '', 'https', 'search-ms:query=x', 'tel:1', 'https://[::1', 'https://example.org:99999/',
  ];
  it.each(refused)('refuses %j', (url) => {
    expect(decideExternal(url)).toEqual({ kind: 'refuse' });
  });
});

describe('E-16: who may call', () => {
  const good = { frameUrl: 'app://promseal/', isTopFrame: true, isOwnWindow: true };
  it('is the main frame of our window on our page', () => {
    expect(validateSender(good)).toBe(true);
  });
  it.each([
    { ...good, frameUrl: null },
    { ...good, frameUrl: 'https://evil.test/' },
    { ...good, frameUrl: 'about:blank' },
    { ...good, frameUrl: '' },
    { ...good, isTopFrame: false },
    { ...good, isOwnWindow: false },
  ])('is not %j', (sender) => {
    expect(validateSender(sender)).toBe(false);
  });
});

describe('E-17 and E-18: scheme and fuses', () => {
  it('gives the scheme no way around the policy', () => {
    expect(SCHEME_PRIVILEGES).toEqual({ standard: true, secure: true, supportFetchAPI: true });
  });

  it('burns these nine', () => {
    expect(FUSES).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });
});
