/** The one window. */
import { app, BrowserWindow } from 'electron';
import { APP_ORIGIN, WEB_PREFERENCES } from '../security.ts';

export interface OneWindow {
  /** Opens the window, or brings it to the front when it is there. */
  readonly show: () => void;
  readonly isOpen: () => boolean;
  /** Whether these web contents are the window's. */
  readonly owns: (contentsId: number) => boolean;
}

/** @param preload path of the built preload script */
export function oneWindow(preload: string): OneWindow {
  let window: BrowserWindow | null = null;

  function open(): BrowserWindow {
    const opened = new BrowserWindow({
      width: 1280,
      height: 860,
      minWidth: 360,
      minHeight: 480,
      show: false,
      autoHideMenuBar: true,
      title: 'PromSeal',
      webPreferences: { ...WEB_PREFERENCES, devTools: !app.isPackaged, preload },
    });
    opened.once('ready-to-show', () => opened.show());
    opened.once('closed', () => {
      window = null;
    });
    void opened.loadURL(`${APP_ORIGIN}/`);
    return opened;
  }

  return {
    show() {
      if (window === null) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    isOpen: () => window !== null,
    owns: (contentsId) => window?.webContents.id === contentsId,
  };
}
