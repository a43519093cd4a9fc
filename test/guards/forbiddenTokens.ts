/**
 * Words that must not stand in the product, in code or in strings, whatever the linter makes of them. Each is a
 * switch that opens a hole; the right-hand side says where one is needed after all.
 */

export interface ForbiddenToken {
  readonly token: RegExp;
  /** A planted line that must be found. */
  readonly example: string;
  /** The only files that may have it. */
  readonly except?: readonly string[];
}

export const forbiddenTokens: readonly ForbiddenToken[] = [
  { token: /nodeIntegration\w*['"]?: true/, example: 'nodeIntegration: true' },
  { token: /contextIsolation['"]?: false/, example: 'contextIsolation: false' },
  { token: /sandbox['"]?: false/, example: 'sandbox: false' },
  { token: /webSecurity['"]?: false/, example: 'webSecurity: false' },
  { token: /allowRunningInsecureContent['"]?: true/, example: 'allowRunningInsecureContent: true' },
  { token: /enableBlinkFeatures|experimentalFeatures['"]?: true/, example: 'enableBlinkFeatures' },
  { token: /webviewTag['"]?: true|<webview/, example: '<webview src="x">' },
  { token: /bypassCSP['"]?: true/, example: 'bypassCSP: true' },
  { token: /unsafe-eval/, example: "script-src 'unsafe-eval'" },
  { token: /\b(inner|outer)HTML\b/, example: 'node.innerHTML' },
  { token: /insertAdjacentHTML/, example: "node.insertAdjacentHTML('beforeend', text)" },
  { token: /dangerouslySetInnerHTML/, example: 'dangerouslySetInnerHTML' },
  { token: /document\.write\(/, example: 'document.write(text)' },
  { token: /\beval\(/, example: 'eval(text)' },
  { token: /\bnew Function\(/, example: 'new Function(text)' },
  { token: /\bexec(File)?Sync\(/, example: 'execSync(text)' },
  { token: /\bshell['"]?: true/, example: 'shell: true' },
  {
    token: /rejectUnauthorized['"]?: false/,
    example: 'rejectUnauthorized: false',
    except: ['electron/host/network.ts'],
  },
  { token: /NODE_TLS_REJECT_UNAUTHORIZED/, example: 'NODE_TLS_REJECT_UNAUTHORIZED' },
  { token: /setCertificateVerifyProc|ignore-certificate-errors/, example: 'session.setCertificateVerifyProc(' },
  { token: /\bl?chmodSync\(/, example: 'chmodSync(path, 0o600)' },
  { token: /Access-Control-Allow/i, example: 'Access-Control-Allow-Origin' },
  { token: /document\.cookie|['"]set-cookie['"]/i, example: "reply.setHeader('Set-Cookie', text)" },
  { token: /\blocalStorage\b|\bindexedDB\b/, example: 'localStorage.setItem' },
  { token: /crashReporter\.start|autoUpdater/, example: 'crashReporter.start(' },
];

/** @returns the tokens that stand in a text of this path, each with its line, counted from 1 */
export function findForbidden(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    forbiddenTokens
      .filter(({ token, except = [] }) => token.test(line) && !except.includes(path))
      .map(({ token }) => `${path}:${String(index + 1)} ${token.source}`),
  );
}
