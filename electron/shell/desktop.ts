/** The desktop face from start to end. The order of its first steps is part of its safety. */
import { app, session } from 'electron';
import type { Program } from '../compose.ts';
import { REFUSED_SWITCHES } from '../security.ts';
import { loadStaticFiles } from '../server/staticFiles.ts';
import { answerCalls } from './ipcTransport.ts';
import { setMenu } from './menu.ts';
import { guardNavigation } from './navigation.ts';
import { denyPermissions } from './permissions.ts';
import { registerScheme, servePage } from './protocolHandler.ts';
import { quitInOrder } from './quit.ts';
import { oneWindow } from './window.ts';

/** What the window needs of the program behind it. */
export type DesktopProgram = Pick<Program, 'dispatch' | 'busy' | 'close'>;

export interface DesktopOptions {
  readonly createProgram: () => DesktopProgram;
  /** The built page. */
  readonly rendererFolder: string;
  /** The built preload script. */
  readonly preload: string;
}

/** Opens the window; the program then runs until it is closed and what it started is done. */
export async function openDesktop({ createProgram, rendererFolder, preload }: DesktopOptions): Promise<void> {
  app.enableSandbox();
  if (app.isPackaged && REFUSED_SWITCHES.some((name) => app.commandLine.hasSwitch(name))) {
    app.exit(1);
    return;
  }
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerScheme();
  guardNavigation();
  const window = oneWindow(preload);

  await app.whenReady();
  setMenu(process.platform);
  denyPermissions(session.defaultSession);
  servePage(loadStaticFiles(rendererFolder));
  const program = createProgram();
  answerCalls(program.dispatch, window.owns);
  quitInOrder(program, window.isOpen);
  window.show();
  // Another start brings this window to the front and passes on nothing else (E-21).
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
}
