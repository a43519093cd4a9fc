/** A program that serves a folder with `serve`, for tests that end it: `node serveProgram.ts FOLDER open|closed IDLE_MS busy|free`. */
import { serve } from '../../electron/serve.ts';

const [rendererFolder = '', open, idleMs, busy] = process.argv.slice(2);

process.exitCode = await serve({
  port: 0,
  open: open === 'open',
  rendererFolder,
  dispatch: async (method) => {
    if (method === 'apply.status') await new Promise((resolve) => setTimeout(resolve, 60_000));
    return { ok: true, value: {} };
  },
  onExit: async () => {
    if (busy === 'busy') await new Promise((resolve) => setTimeout(resolve, 60_000));
    process.stderr.write('onExit was called\n');
  },
  busy: () => busy === 'busy',
  idleMs: Number(idleMs),
});
process.exit();
