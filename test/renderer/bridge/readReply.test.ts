/** The reply's lines, however the network cuts them. */
import { describe, expect, it } from 'vitest';
import { readReply } from '../../../renderer/bridge/readReply.ts';

/** A body that arrives in pieces of so many bytes. */
function bodyOf(text: string, pieceBytes: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += pieceBytes) controller.enqueue(bytes.slice(at, at + pieceBytes));
      controller.close();
    },
  });
}

const reply = '{"event":{"text":"€"}}\n{"event":"𝄞\\n"}\n{"result":{"ok":true,"value":"ü"}}\n';

describe('readReply', () => {
  it.each([1, 2, 3, 7, 1000])('reads events and result from pieces of %i bytes', async (pieceBytes) => {
    const told: unknown[] = [];
    expect(await readReply(bodyOf(reply, pieceBytes), (event) => void told.push(event))).toEqual({ ok: true, value: 'ü' });
    expect(told).toEqual([{ text: '€' }, '𝄞\n']);
  });

  it.each(['', '{"event":1}\n', '{"event":1}\n{"result":{"ok":tr', '{"result":{"ok":true}}'])('rejects the unfinished reply %j', async (text) => {
    await expect(readReply(bodyOf(text, 5), () => undefined)).rejects.toThrow('The reply ended before its result.');
  });
});
