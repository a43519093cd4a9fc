/** The desktop entry: a window, or the stand-in server when it is started as one. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { electron, resetElectron, seen } from '../support/fakeElectron.ts';

const openDesktop = vi.fn(async (options: { rendererFolder: string; preload: string }) => void options);
const runRehearsal = vi.fn(async (argv: readonly string[]) => argv.length);

vi.mock('electron', () => electron);
// What the program is made of has tests of its own.
vi.mock('../../electron/compose.ts', () => ({ createProgram: () => null }));
vi.mock('../../electron/shell/desktop.ts', () => ({ openDesktop }));
vi.mock('../../electron/rehearsal/rehearsalMain.ts', () => ({ runRehearsal }));

async function startWith(argv: string[]): Promise<void> {
  vi.resetModules();
  const before = process.argv;
  process.argv = argv;
  try {
    await import('../../electron/main.ts');
  } finally {
    process.argv = before;
  }
}

beforeEach(() => {
  resetElectron();
  openDesktop.mockClear();
  runRehearsal.mockClear();
});

describe('the desktop entry', () => {
  it('opens the window with the page and the preload script that lie beside it', async () => {
    await startWith(['/opt/promseal', '.']);
    expect(openDesktop).toHaveBeenCalledOnce();
    const options = openDesktop.mock.lastCall?.[0];
    expect(options?.rendererFolder).toMatch(/[/\\]renderer$/);
    expect(options?.preload).toMatch(/[/\\]preload\.cjs$/);
    expect(runRehearsal).not.toHaveBeenCalled();
  });

  it('is the stand-in server with the flags that follow its switch', async () => {
    await startWith(['/opt/promseal', '--rehearsal-server', '--config.file=/x', '--web.listen-address=127.0.0.1:0']);
    await expect.poll(() => runRehearsal.mock.lastCall).toEqual([['--config.file=/x', '--web.listen-address=127.0.0.1:0']]);
    await expect.poll(() => seen.calls).toEqual(['app.exit 2']);
    expect(openDesktop).not.toHaveBeenCalled();
  });

  it('says why it cannot start, and ends', async () => {
    openDesktop.mockRejectedValueOnce(new Error('The page is missing.'));
    await startWith(['/opt/promseal']);
    await expect.poll(() => seen.calls).toEqual(['dialog.showErrorBox PromSeal cannot start', 'app.exit 1']);
  });
});
