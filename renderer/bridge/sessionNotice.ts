/** What the person should know about the session although no call failed. One value, shaped for useSyncExternalStore. */

/** Epoch milliseconds at which the link was opened a second time; null while it was not. */
export type LinkReusedAt = number | null;

let linkReusedAt: LinkReusedAt = null;
const listeners = new Set<() => void>();

export function setLinkReusedAt(at: LinkReusedAt): void {
  if (at === linkReusedAt) return;
  linkReusedAt = at;
  for (const listener of listeners) listener();
}

export function getLinkReusedAt(): LinkReusedAt {
  return linkReusedAt;
}

/** @returns a function that ends the subscription */
export function subscribeLinkReused(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
