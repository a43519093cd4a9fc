/**
 * The page's one door to the privileged side (E-19): a frozen object with one function, which is the transport. Built
 * as a single CommonJS file, since a sandboxed preload script can load nothing else.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, type CallReply } from './shell/channels.ts';

/** What to do with the events of the calls that are under way, by call id. */
const listeners = new Map<string, (event: unknown) => void>();

ipcRenderer.on(EVENT_CHANNEL, (_: IpcRendererEvent, id: string, event: unknown) => listeners.get(id)?.(event));

/** Hands on the events of a call; `arrived` resolves when so many of them have come. */
function listen(id: string, onEvent: (event: unknown) => void): { arrived(count: number): Promise<void> } {
  let seen = 0;
  let check = (): void => undefined;
  listeners.set(id, (event) => {
    onEvent(event);
    seen += 1;
    check();
  });
  const arrived = (count: number): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (seen >= count) resolve();
      };
      check();
    });
  return { arrived };
}

async function call(method: string, input: unknown, onEvent: (event: unknown) => void): Promise<unknown> {
  // Random, so that events of a call from before a reload are nobody's.
  const id = crypto.randomUUID();
  const events = listen(id, onEvent);
  try {
    const reply = (await ipcRenderer.invoke(CALL_CHANNEL, id, method, input)) as CallReply;
    // Replies and events take different ways through Electron; a reply may overtake the last events.
    await events.arrived(reply.events);
    return reply.result;
  } finally {
    listeners.delete(id);
  }
}

contextBridge.exposeInMainWorld('promseal', Object.freeze({ call }));
