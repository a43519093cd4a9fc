/**
 * The parts of Electron that the desktop face uses, with the order of calls recorded. For
 * `vi.mock('electron', async () => (await import('…/fakeElectron.ts')).electron)`. Messages between the two sides are
 * copied, and replies arrive before the events that were sent last, which Electron permits.
 */
import { EventEmitter } from 'node:events';

type Listener = (...args: unknown[]) => unknown;

export interface FakeFrame {
  readonly url: string;
  readonly parent: FakeFrame | null;
}

/** What a test looks at and sets. */
export const seen = {
  calls: [] as string[],
  exposed: new Map<string, unknown>(),
  ipcHandlers: new Map<string, Listener>(),
  sessionHandlers: new Map<string, Listener>(),
  protocolHandlers: new Map<string, Listener>(),
  windows: [] as FakeBrowserWindow[],
  openedExternally: [] as string[],
  askedFor: [] as string[],
  menu: [] as unknown[],
  /** Which button the person presses in a question. */
  pressedButton: 0,
  isPackaged: false,
  hasLock: true,
  switches: [] as string[],
  /** The frame that the page's messages come from. */
  senderFrame: { url: 'app://promseal/', parent: null } as FakeFrame | null,
  senderId: 1,
};

const defaults = { ...seen };

/** Forgets everything, for the next test. */
export function resetElectron(): void {
  Object.assign(seen, defaults, { calls: [], windows: [], openedExternally: [], askedFor: [], menu: [], switches: [] });
  for (const map of [seen.exposed, seen.ipcHandlers, seen.sessionHandlers, seen.protocolHandlers]) map.clear();
  app.removeAllListeners();
  ipcRenderer.removeAllListeners();
}

const noted = (name: string): void => void seen.calls.push(name);

class FakeApp extends EventEmitter {
  commandLine = { hasSwitch: (name: string) => seen.switches.includes(name) };
  get isPackaged(): boolean {
    return seen.isPackaged;
  }
  enableSandbox(): void {
    noted('app.enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    noted('app.requestSingleInstanceLock');
    return seen.hasLock;
  }
  async whenReady(): Promise<void> {
    noted('app.whenReady');
  }
  quit(): void {
    noted('app.quit');
  }
  exit(code: number): void {
    noted(`app.exit ${String(code)}`);
  }
}
export const app = new FakeApp();

export class FakeWebContents extends EventEmitter {
  readonly id: number;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  constructor(id: number) {
    super();
    this.id = id;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class FakeBrowserWindow extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeWebContents(seen.windows.length + 1);
  loaded = '';
  focused = 0;
  constructor(options: Record<string, unknown>) {
    super();
    noted('new BrowserWindow');
    this.options = options;
    seen.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    noted('window.loadURL');
    this.loaded = url;
  }
  isMinimized(): boolean {
    return true;
  }
  restore(): void {
    noted('window.restore');
  }
  show(): void {
    noted('window.show');
  }
  focus(): void {
    this.focused += 1;
  }
}

const ipcRenderer = Object.assign(new EventEmitter(), {
  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = seen.ipcHandlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const sender = {
      id: seen.senderId,
      isDestroyed: () => false,
      send: (to: string, ...sent: unknown[]) => {
        const copy = structuredClone(sent);
        // Late, so that the reply overtakes the last events.
        setTimeout(() => ipcRenderer.emit(to, { sender: ipcRenderer }, ...copy), 5);
      },
    };
    return structuredClone(await handler({ sender, senderFrame: seen.senderFrame }, ...structuredClone(args)));
  },
});

const recordHandler = (into: Map<string, Listener>, prefix: string) => (name: string, handler: Listener) => {
  noted(`${prefix} ${name}`);
  into.set(name, handler);
};
const sessionSetter = (name: string) => (handler: Listener) => recordHandler(seen.sessionHandlers, 'session')(name, handler);

/** What `import … from 'electron'` gives. */
export const electron = {
  app,
  BrowserWindow: FakeBrowserWindow,
  ipcRenderer,
  ipcMain: { handle: recordHandler(seen.ipcHandlers, 'ipcMain.handle') },
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void seen.exposed.set(name, api) },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => noted(`protocol.register ${JSON.stringify(schemes)}`),
    handle: recordHandler(seen.protocolHandlers, 'protocol.handle'),
  },
  session: {
    defaultSession: {
      setPermissionRequestHandler: sessionSetter('setPermissionRequestHandler'),
      setPermissionCheckHandler: sessionSetter('setPermissionCheckHandler'),
      setDevicePermissionHandler: sessionSetter('setDevicePermissionHandler'),
      setDisplayMediaRequestHandler: sessionSetter('setDisplayMediaRequestHandler'),
    },
  },
  Menu: {
    buildFromTemplate: (template: unknown[]) => template,
    setApplicationMenu: (menu: unknown[]) => void seen.menu.push(...menu),
  },
  dialog: {
    showErrorBox: (title: string) => noted(`dialog.showErrorBox ${title}`),
    showMessageBox: async ({ detail }: { detail: string }) => {
      seen.askedFor.push(detail);
      return { response: seen.pressedButton };
    },
  },
  shell: { openExternal: async (url: string) => void seen.openedExternally.push(url) },
};
