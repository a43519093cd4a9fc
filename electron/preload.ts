/**
 * The page's one door to the privileged side (E-19): a frozen object with one function, which is the transport. Built
 * as a single CommonJS file, since a sandboxed preload script can load nothing else.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, type CallReply } from './shell/channels.ts';

/** Hands on the events of one call, and tells when so many of them have arrived. */
function listen(id: string, onEvent: (event: unknown) => void): { arrived(count: number): Promise<void>; stop(): void } {
  let seen = 0;
  let check = (): void => undefined;
  const listener = (_: IpcRendererEvent, callId: string, event: unknown): void => {
    if (callId !== id) return;
    onEvent(event);
    seen += 1;
    check();
  };
  ipcRenderer.on(EVENT_CHANNEL, listener);
  return {
    arrived: (count) =>
      new Promise((resolve) => {
        check = () => {
          if (seen >= count) resolve();
        };
        check();
      }),
    stop: () => void ipcRenderer.removeListener(EVENT_CHANNEL, listener),
  };
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
    events.stop();
  }
}

contextBridge.exposeInMainWorld('promseal', Object.freeze({ call }));
