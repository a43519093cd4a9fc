import type { ClipboardPort } from './clipboardHold.ts';

async function read(): Promise<string | null> {
  try {
    // Only where it is allowed already: asking a minute after the click would puzzle people.
    const permission = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return permission.state === 'granted' ? await navigator.clipboard.readText() : null;
  } catch {
    return null;
  }
}

/** The clipboard of the page that is open. */
export const pageClipboard: ClipboardPort = {
  write: (text) => navigator.clipboard.writeText(text),
  read,
  isInFront: () => document.hasFocus(),
  onceInFront: (callback) => {
    window.addEventListener('focus', callback, { once: true });
    return () => window.removeEventListener('focus', callback);
  },
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
