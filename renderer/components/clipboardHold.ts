/** What a held secret needs of the page; the real one is built from navigator and document. */
export interface ClipboardPort {
  write(text: string): Promise<void>;
  /** What the clipboard holds, or null where the page may not look. */
  read(): Promise<string | null>;
  /** A browser lets only the page in front write to the clipboard. */
  isInFront(): boolean;
  /** Calls back when the page comes to the front. Out: stop listening. */
  onceInFront(callback: () => void): () => void;
  after(ms: number, callback: () => void): () => void;
}

export const holdMs = 60_000;

/**
 * Puts a secret on the clipboard and takes it away again a minute later (K-28), unless the clipboard is known to hold
 * something else by then. Where the page may not look, the secret is taken away all the same: what is left behind
 * would be worse than what is lost. Waits for the page to be in front, since it cannot write before.
 * Out: call it to forget the secret without touching the clipboard. Rejects when the browser refuses to copy.
 */
export async function holdOnClipboard(secret: string, port: ClipboardPort): Promise<() => void> {
  await port.write(secret);
  let stop = (): void => undefined;
  const clear = async (): Promise<void> => {
    const held = await port.read();
    if (held === null || held === secret) await port.write('').catch(() => undefined);
  };
  stop = port.after(holdMs, () => {
    if (port.isInFront()) void clear();
    else stop = port.onceInFront(() => void clear());
  });
  return () => stop();
}
