/** Which face `npm start` opens on this machine. */

export type Face = { kind: 'window'; electron: string } | { kind: 'browser'; because: string };

export interface FaceFacts {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Path of Electron's program; null when only its npm package is here. */
  readonly electron: string | null;
}

/** The window needs Electron's program and a display; the browser face needs neither and shows the same screens. */
export function chooseFace({ platform, environment, electron }: FaceFacts): Face {
  if (electron === null) {
    return { kind: 'browser', because: 'Electron is not downloaded (npx install-electron fetches it)' };
  }
  const named = (name: string): boolean => (environment[name] ?? '') !== '';
  const hasDisplay = platform === 'darwin' || platform === 'win32' || named('DISPLAY') || named('WAYLAND_DISPLAY');
  return hasDisplay ? { kind: 'window', electron } : { kind: 'browser', because: 'there is no display' };
}
