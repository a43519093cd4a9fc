import { useEffect, useState } from 'react';
import type { Listing } from '../../shared/contract/contract.ts';
import { folderOf } from './pathText.ts';

/** What is known of a folder that is looked into. */
export type Seen = { state: 'looking' } | { state: 'failed' } | { state: 'listed'; listing: Listing };
export type ListFolder = (path: string) => Promise<Listing | null>;

/** Looks up a path; for a file, the folder it stands in. Where it does not exist, the nearest folder above that does. */
export async function lookUp(list: ListFolder, path: string): Promise<Seen> {
  let at = path === '' ? '~' : path;
  for (;;) {
    const listing = await list(at);
    if (!listing) return { state: 'failed' };
    const above = listing.parent ?? folderOf(listing.path);
    if ((listing.exists && listing.isFolder) || above.length >= listing.path.length) return { state: 'listed', listing };
    at = above;
  }
}

/** The listing of a path, looked up again whenever the path changes; an answer that comes too late is dropped. */
export function useListing(list: ListFolder, path: string): Seen {
  const [seen, setSeen] = useState<Seen>({ state: 'looking' });
  useEffect(() => {
    let isCurrent = true;
    void lookUp(list, path).then((result) => {
      if (isCurrent) setSeen(result);
    });
    return () => {
      isCurrent = false;
    };
  }, [list, path]);
  return seen;
}
