/** E-11 to E-14 against a recorded Electron: the page stays where it is, and little of what it links to is opened. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { app, electron, FakeWebContents, resetElectron, seen } from '../../support/fakeElectron.ts';

vi.mock('electron', () => electron);
const { guardNavigation } = await import('../../../electron/shell/navigation.ts');

let contents: FakeWebContents;

beforeEach(() => {
  resetElectron();
  guardNavigation();
  contents = new FakeWebContents(1);
  app.emit('web-contents-created', {}, contents);
});

function isPrevented(name: string, url: string): boolean {
  let prevented = false;
  contents.emit(name, { url, preventDefault: () => (prevented = true) });
  return prevented;
}

const elsewhere = ['https://evil.test/', 'file:///etc/passwd', 'app://evil/', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'app://promseal@evil/'];

describe.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s', (name) => {
  it.each(elsewhere)('is prevented to %s', (url) => {
    expect(isPrevented(name, url)).toBe(true);
  });
  it('is let through to our own page', () => {
    expect(isPrevented(name, 'app://promseal/')).toBe(false);
  });
});

describe('will-attach-webview', () => {
  it.each(['app://promseal/', 'https://evil.test/'])('is prevented for %s', (url) => {
    expect(isPrevented('will-attach-webview', url)).toBe(true);
  });
});

describe('window.open', () => {
  const open = async (url: string): Promise<void> => {
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
    await new Promise((resolve) => setTimeout(resolve, 0));
  };

  it.each([...elsewhere.slice(1), 'app://promseal/'])('opens nothing for %s', async (url) => {
    await open(url);
    expect(seen.askedFor).toEqual([]);
    expect(seen.openedExternally).toEqual([]);
  });

  it('opens documentation in the browser at once', async () => {
    await open('https://prometheus.io/download/');
    expect(seen.openedExternally).toEqual(['https://prometheus.io/download/']);
    expect(seen.askedFor).toEqual([]);
  });

  it('shows any other address first, and opens what it showed', async () => {
    await open('https://PROM.example.org:9090');
    expect(seen.askedFor).toEqual(['https://prom.example.org:9090/']);
    expect(seen.openedExternally).toEqual(seen.askedFor);
  });

  it('opens nothing when the person says no', async () => {
    seen.pressedButton = 1;
    await open('https://prom.example.org:9090');
    expect(seen.askedFor).toHaveLength(1);
    expect(seen.openedExternally).toEqual([]);
  });
});
