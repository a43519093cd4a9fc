/** Reads the reply of a call: one JSON line an event, then the line with the result. */

interface Line {
  readonly event?: unknown;
  readonly result?: unknown;
}

/**
 * @param onEvent gets the events in order
 * @returns the result; rejects when the reply ends before it, which is how a lost connection shows
 */
export async function readReply(body: ReadableStream<Uint8Array>, onEvent: (event: unknown) => void): Promise<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  for (;;) {
    const { done, value } = await reader.read();
    pending += decoder.decode(value, { stream: !done });
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    for (const text of lines) {
      const line = JSON.parse(text) as Line;
      if ('result' in line) return line.result;
      onEvent(line.event);
    }
    if (done) throw new Error('The reply ended before its result.');
  }
}
