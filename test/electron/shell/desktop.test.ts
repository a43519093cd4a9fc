/** The desktop face against a recorded Electron: the order of its start, its window, its end (E-04, E-20, E-21). */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DesktopProgram } from '../../../electron/shell/desktop.ts';
import { electron, resetElectron, seen, app } from '../../support/fakeElectron.ts';
import { smallPage, writePage } from '../../support/loopbackServer.ts';

vi.mock('electron', () => electron);
const { openDesktop } = await import('../../../electron/shell/desktop.ts');

let page = '';
let program: DesktopProgram;
let isBusy = false;

function open(): Promise<void> {
  return openDesktop({ createProgram: () => program, rendererFolder: page, preload: '/x/preload.cjs' });
}

beforeEach(() => {
  resetElectron();
  page = writePage(smallPage);
  isBusy = false;
  program = {
    dispatch: async () => ({ ok: true, value: {} }),
    close: async () => void seen.calls.push('program.close'),
    busy: () => isBusy,
  };
});
afterEach(() => rmSync(page, { recursive: true }));

describe('the start', () => {
  it('takes its steps in the order that makes them safe', async () => {
    await open();
    const place = (name: string): number => {
      const index = seen.calls.findIndex((call) => call.startsWith(name));
      expect(index, name).toBeGreaterThanOrEqual(0);
      return index;
    };
    const order = [
      'app.enableSandbox', 'app.requestSingleInstanceLock', 'protocol.register', 'app.whenReady', 'session setPermissionRequestHandler',
      'protocol.handle app', 'ipcMain.handle wizard:call', 'new BrowserWindow', 'window.loadURL',
    ];
    const places = order.map(place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(seen.calls[0]).toBe('app.enableSandbox');
  });

  it('opens one window with the safe preferences, on our own page', async () => {
    await open();
    expect(seen.windows).toHaveLength(1);
    expect(seen.windows[0]?.loaded).toBe('app://promseal/');
    expect(seen.windows[0]?.options).toMatchObject({
      webPreferences: {
        nodeIntegration: false, contextIsolation: true, sandbox: true, webviewTag: false, devTools: true, preload: '/x/preload.cjs',
      },
    });
    const preferences = seen.windows[0]?.options['webPreferences'] as object;
    for (const name of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
      expect(preferences).not.toHaveProperty(name);
    }
  });

  it('registers the scheme without a way around the policy', async () => {
    await open();
    expect(seen.calls).toContain(
      'protocol.register [{"scheme":"app","privileges":{"standard":true,"secure":true,"supportFetchAPI":true}}]',
    );
  });

  it('answers permissions by the rule (E-05)', async () => {
    await open();
    const answers: boolean[] = [];
    for (const permission of ['media', 'clipboard-sanitized-write', 'openExternal']) {
      seen.sessionHandlers.get('setPermissionRequestHandler')?.({}, permission, (answer: boolean) => void answers.push(answer));
      answers.push(seen.sessionHandlers.get('setPermissionCheckHandler')?.({}, permission) as boolean);
    }
    expect(answers).toEqual([false, false, true, true, false, false]);
    expect(seen.sessionHandlers.get('setDevicePermissionHandler')?.({})).toBe(false);
    let streams: unknown = null;
    seen.sessionHandlers.get('setDisplayMediaRequestHandler')?.({}, (answer: unknown) => (streams = answer));
    expect(streams).toEqual({});
  });

  it('has no developer tools when packaged, and ends at once when told to be debugged (E-20)', async () => {
    seen.isPackaged = true;
    await open();
    expect(seen.windows[0]?.options).toMatchObject({ webPreferences: { devTools: false } });
    for (const name of ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags']) {
      resetElectron();
      Object.assign(seen, { isPackaged: true, switches: [name] });
      await open();
      expect(seen.calls).toEqual(['app.enableSandbox', 'app.exit 1']);
    }
  });
});

describe('a second start (E-21)', () => {
  it('ends itself', async () => {
    seen.hasLock = false;
    await open();
    expect(seen.calls).toEqual(['app.enableSandbox', 'app.requestSingleInstanceLock', 'app.quit']);
  });

  it('brings the first window to the front and has nothing opened', async () => {
    await open();
    app.emit('second-instance', {}, ['promseal', 'https://evil.test/', '/etc/passwd'], '/');
    expect(seen.windows).toHaveLength(1);
    expect(seen.windows[0]).toMatchObject({ focused: 1, loaded: 'app://promseal/' });
    expect(seen.openedExternally).toEqual([]);
  });
});

/** Closes the window as a person does. */
function closeWindow(): void {
  seen.windows.at(-1)?.emit('closed');
  app.emit('window-all-closed');
}

function preventable(): { preventDefault(): void; prevented: boolean } {
  const event = { prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
}

describe('the end', () => {
  it('quits when the window is closed', async () => {
    await open();
    closeWindow();
    await expect.poll(() => seen.calls.includes('app.quit')).toBe(true);
  });

  it('finishes a change first', async () => {
    await open();
    isBusy = true;
    closeWindow();
    const event = preventable();
    app.emit('before-quit', event);
    expect(event.prevented).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen.calls).not.toContain('app.quit');
    isBusy = false;
    // Once for the window, once for the person who asked.
    await expect.poll(() => seen.calls.filter((call) => call === 'app.quit')).toHaveLength(2);
  });

  it('does not quit under a window that was opened again meanwhile', async () => {
    await open();
    isBusy = true;
    closeWindow();
    app.emit('second-instance', {}, [], '/');
    expect(seen.windows).toHaveLength(2);
    isBusy = false;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen.calls).not.toContain('app.quit');
  });

  it('closes the program before it is gone', async () => {
    await open();
    const [first, second] = [preventable(), preventable()];
    app.emit('will-quit', first);
    await expect.poll(() => seen.calls.slice(-2)).toEqual(['program.close', 'app.quit']);
    app.emit('will-quit', second);
    expect([first.prevented, second.prevented]).toEqual([true, false]);
  });
});
