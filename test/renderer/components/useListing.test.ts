import { describe, expect, it } from 'vitest';
import { lookUp } from '../../../renderer/components/useListing.ts';
import type { Listing } from '../../../shared/contract/contract.ts';

const listing = (path: string, parent: string | null, isFolder: boolean): Listing => ({
  path, parent, exists: isFolder, isFolder, writable: true, entries: [], failure: null,
});
const machine: Record<string, Listing> = {
  '~': listing('/home/you', '/home', true),
  '/srv': listing('/srv', '/', true),
  '/srv/new': listing('/srv/new', '/srv', false),
  '/srv/new/deep': listing('/srv/new/deep', null, false),
  '/': { ...listing('/', null, false), failure: { code: 'FILE_UNREADABLE', message: 'Not readable.' } },
};
const list = (path: string) => Promise.resolve(machine[path] ?? null);

describe('lookUp', () => {
  it('climbs from what does not exist to what does', async () => {
    expect(await lookUp(list, '/srv/new/deep')).toMatchObject({ state: 'listed', listing: { path: '/srv' } });
  });

  it('starts at home where nothing is typed', async () => {
    expect(await lookUp(list, '')).toMatchObject({ state: 'listed', listing: { path: '/home/you' } });
  });

  it('ends at the root, with its failure', async () => {
    expect(await lookUp(list, '/')).toMatchObject({ state: 'listed', listing: { failure: { message: 'Not readable.' } } });
  });

  it('says when the call failed', async () => {
    expect(await lookUp(list, '/nowhere')).toEqual({ state: 'failed' });
  });
});
