/** Keeps every page of the program where it is: no navigation, no windows, no embedded pages (E-11, E-12, E-13). */
import { app, dialog, shell, type WebContents } from 'electron';
import { decideExternal, isOwnUrl } from '../security.ts';

/** Opens a link in the person's browser, where the rules allow it; asks first when it is not documentation (E-14). */
export async function openExternally(url: string): Promise<void> {
  const decision = decideExternal(url);
  if (decision.kind === 'refuse') return;
  if (decision.kind === 'ask') {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: 'Open this address in your browser?',
      detail: decision.href,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    if (response !== 0) return;
  }
  await shell.openExternal(decision.href);
}

function guardContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // A browser that cannot be opened leaves the person with the link's text, which is on the page.
    openExternally(url).catch(() => undefined);
    return { action: 'deny' };
  });
}

/** Guards every web contents from the moment it exists, whoever makes it. */
export function guardNavigation(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
