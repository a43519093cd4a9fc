/** The programs that tests talk to, and the Debian package of each. */

export interface TestTool {
  readonly program: string;
  readonly package: string;
}

export const testTools = {
  prometheus: { program: 'prometheus', package: 'prometheus' },
  promtool: { program: 'promtool', package: 'prometheus' },
  nginx: { program: 'nginx', package: 'nginx-light' },
  htpasswd: { program: 'htpasswd', package: 'apache2-utils' },
  chromium: { program: 'chromium', package: 'chromium' },
  mkcert: { program: 'mkcert', package: 'mkcert' },
  certutil: { program: 'certutil', package: 'libnss3-tools' },
  strace: { program: 'strace', package: 'strace' },
  openssl: { program: 'openssl', package: 'openssl' },
  curl: { program: 'curl', package: 'curl' },
  ps: { program: 'ps', package: 'procps' },
  ss: { program: 'ss', package: 'iproute2' },
  python3: { program: 'python3', package: 'python3-minimal' },
  faketime: { program: 'faketime', package: 'faketime' },
} as const satisfies Record<string, TestTool>;

export type TestToolName = keyof typeof testTools;

/** Packages that no program stands for: without a font, pictures of pages are empty boxes. */
export const testFonts = { package: 'fonts-dejavu-core', folder: '/usr/share/fonts/truetype/dejavu' } as const;
