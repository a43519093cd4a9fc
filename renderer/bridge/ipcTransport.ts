/** The desktop face's way to the privileged side: the one function that the preload script exposes. */
import type { Transport } from '../../shared/contract/client.ts';

/** What preload.ts puts on the page's global object; none of it is there in a browser. */
export interface DesktopBridge {
  readonly promseal?: Transport;
}

/** The desktop face's transport, or null in a browser. */
export function ipcTransport(page: DesktopBridge): Transport | null {
  return page.promseal ?? null;
}
