/**
 * What both faces permit: data and pure functions, so that every rule is tested without Electron and without a browser.
 * The rules follow the security checklist of Electron's documentation; ids such as E-07 are explained in docs.
 */
import { createHash } from 'node:crypto';

/** The page of the desktop face lives here and nowhere else; no port is opened for it. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'promseal';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/**
 * The style elements that react-aria adds to the page by itself: touch behaviour of anything pressable, and a scroll
 * lock that only WebKit on phones gets. They are allowed by what they say, so a changed one is refused and seen.
 */
export const INJECTED_STYLES = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
] as const;

const styleHashes = INJECTED_STYLES.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);

/** E-07. One policy for both faces, sent as a header. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${styleHashes.join(' ')}`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Sent with every response of both faces, errors too (L-05, L-09, L-15). */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/** E-02, E-03, E-04, E-11. What is not named here keeps Electron's safe default (E-06, E-08, E-09, E-10). */
export const WEB_PREFERENCES = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webviewTag: false,
} as const;

/** E-17. Neither `bypassCSP` nor `corsEnabled` nor `allowServiceWorkers`. */
export const SCHEME_PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true } as const;

/** E-18. Switches burnt into the packaged program. Asar integrity is enforced on macOS and Windows, not on Linux. */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
} as const;

/** E-20. A packaged program that is given one of these ends at once. */
export const REFUSED_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags'] as const;

/** Parsers drop some of these characters silently; an address that has one is not what it looks like. */
function hasHiddenCharacter(text: string): boolean {
  return /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\\]/.test(text);
}

function parse(url: string): URL | null {
  return hasHiddenCharacter(url) || !URL.canParse(url) ? null : new URL(url);
}

/** E-12. Whether a page with this address is ours. Compares parsed parts, never the beginning of a text. */
export function isOwnUrl(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${APP_SCHEME}:` &&
    parsed.host === APP_HOST &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.pathname.startsWith('/')
  );
}

/** Pages that open in the browser without a question. */
export const DOCUMENTATION_PAGES: readonly string[] = [
  'https://prometheus.io/docs/prometheus/latest/configuration/https/',
  'https://prometheus.io/docs/prometheus/latest/configuration/configuration/',
  'https://prometheus.io/docs/guides/basic-auth/',
  'https://prometheus.io/docs/guides/tls-encryption/',
  'https://prometheus.io/download/',
  'https://grafana.com/docs/grafana/latest/administration/provisioning/',
];

export type ExternalDecision = { kind: 'refuse' } | { kind: 'open'; href: string } | { kind: 'ask'; href: string };

const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * E-14. What to do with a link that leads out of the program: documentation opens, any other https address (and http to
 * this machine) is shown and asked about, everything else is refused.
 * @returns with `href` the address as it was checked, which is the only one to open
 */
export function decideExternal(url: string): ExternalDecision {
  const parsed = url.length > 2048 ? null : parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return { kind: 'refuse' };
  const isWeb = parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopbackNames.includes(parsed.hostname));
  if (!isWeb || parsed.hostname === '') return { kind: 'refuse' };
  return { kind: DOCUMENTATION_PAGES.includes(parsed.href) ? 'open' : 'ask', href: parsed.href };
}

/** E-05. Copying by a button is the one thing the page may do beyond showing itself. */
export function decidePermission(name: string): boolean {
  return name === 'clipboard-sanitized-write';
}

export interface SenderFacts {
  /** Address of the frame that sent the message; null when the frame is gone. */
  readonly frameUrl: string | null;
  /** Whether it is the main frame, not one inside a page. */
  readonly isTopFrame: boolean;
  /** Whether it belongs to the window that we opened. */
  readonly isOwnWindow: boolean;
}

/** E-16. Whether a message comes from our page, in our window. */
export function validateSender({ frameUrl, isTopFrame, isOwnWindow }: SenderFacts): boolean {
  return frameUrl !== null && isTopFrame && isOwnWindow && isOwnUrl(frameUrl);
}
