/** Ends the desktop face in order: a change that is being applied is finished first, then the program closes. */
import { app } from 'electron';
import type { DesktopProgram } from './desktop.ts';

const busyCheckMs = 200;

/** Waits until no change is being applied: closing the window stops none. */
async function whenIdle(program: DesktopProgram): Promise<void> {
  while (program.busy()) await new Promise((resolve) => setTimeout(resolve, busyCheckMs));
}

/** @param hasWindow whether the window is open; one that was opened again meanwhile keeps the program running */
export function quitInOrder(program: DesktopProgram, hasWindow: () => boolean): void {
  let closed = false;
  app.on('window-all-closed', () => {
    void whenIdle(program).then(() => {
      if (!hasWindow()) app.quit();
    });
  });
  app.on('before-quit', (event) => {
    if (!program.busy()) return;
    event.preventDefault();
    void whenIdle(program).then(() => app.quit());
  });
  app.on('will-quit', (event) => {
    if (closed) return;
    closed = true;
    event.preventDefault();
    void program.close().finally(() => app.quit());
  });
}
