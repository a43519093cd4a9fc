/** The desktop entry. Everything it does is in shell/; this file says where things lie. */
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { createProgram, type Program } from './compose.ts';
import { offThread } from './rpc/offThread.ts';
import { openDesktop } from './shell/desktop.ts';

/** The packaged program is also the stand-in server that is rehearsed with: a window is then not wanted. */
const rehearsalSwitch = '--rehearsal-server';

async function start(argv: readonly string[]): Promise<void> {
  const rehearsal = argv.indexOf(rehearsalSwitch);
  if (rehearsal >= 0) {
    const { runRehearsal } = await import('./rehearsal/rehearsalMain.ts');
    app.exit(await runRehearsal(argv.slice(rehearsal + 1)));
    return;
  }
  const livelyProgram = (): Program => {
    const program = createProgram();
    return { ...program, dispatch: offThread(program.dispatch, program.context) };
  };
  await openDesktop({
    createProgram: livelyProgram,
    rendererFolder: join(import.meta.dirname, '../renderer'),
    preload: join(import.meta.dirname, 'preload.cjs'),
  });
}

// Not awaited at the top level: Electron is ready only after this module has been evaluated.
start(process.argv).catch((error: unknown) => {
  dialog.showErrorBox('PromSeal cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
