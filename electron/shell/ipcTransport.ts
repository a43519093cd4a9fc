/** The desktop face's transport, and the only user of `ipcMain` (E-16). Refuses strangers before the dispatcher sees them. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { maxInputBytes } from '../../shared/contract/limits.ts';
import { failure } from '../../shared/errors/failure.ts';
import type { Dispatch } from '../rpc/dispatch.ts';
import { validateSender } from '../security.ts';
import { CALL_CHANNEL, EVENT_CHANNEL, type CallReply } from './channels.ts';

/** What is known of a message's sender, as plain facts. A frame that is gone has none. */
function isOurPage(event: IpcMainInvokeEvent, isOwnWindow: (contentsId: number) => boolean): boolean {
  const frame = event.senderFrame;
  return validateSender({
    frameUrl: frame?.url ?? null,
    isTopFrame: frame !== null && frame.parent === null,
    isOwnWindow: isOwnWindow(event.sender.id),
  });
}

/** The size of an input as JSON, in bytes; null for one that is no JSON. */
function sizeOf(input: unknown): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(input) ?? '');
  } catch {
    return null;
  }
}

/**
 * Answers the calls of our window's page.
 * @param isOwnWindow tells by its web contents' id whether a window is ours
 */
export function answerCalls(dispatch: Dispatch, isOwnWindow: (contentsId: number) => boolean): void {
  ipcMain.handle(CALL_CHANNEL, async (event, id: unknown, method: unknown, input: unknown): Promise<CallReply> => {
    if (!isOurPage(event, isOwnWindow) || typeof id !== 'string' || typeof method !== 'string') {
      throw new Error('This sender may not call.');
    }
    const size = sizeOf(input);
    if (size === null || size > maxInputBytes) {
      const why = size === null ? failure('INPUT_INVALID', { method: method.slice(0, 64) }) : failure('REQUEST_TOO_LARGE');
      return { result: { ok: false, failure: why }, events: 0 };
    }
    let events = 0;
    const result = await dispatch(method, input, (told) => {
      if (event.sender.isDestroyed()) return;
      events += 1;
      event.sender.send(EVENT_CHANNEL, id, told);
    });
    return { result, events };
  });
}
