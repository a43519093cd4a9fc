/** Where this user's settings belong on this platform. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** XDG base directories on Linux, Application Support on macOS, AppData on Windows. */
export function settingsFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'PromSeal');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'PromSeal');
  const configured = env['XDG_CONFIG_HOME'];
  return join(configured !== undefined && configured.startsWith('/') ? configured : join(homedir(), '.config'), 'promseal');
}
