import { useEffect, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import type { Listing } from '../../shared/contract/contract.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { folderOf, joinPath } from './pathText.ts';
import css from './FolderBrowser.module.css';

interface Props {
  start: string;
  kind: 'folder' | 'file';
  list: (path: string) => Promise<Listing | null>;
  onChoose: (path: string) => void;
  onCancel: () => void;
}

type Seen = { state: 'looking' } | { state: 'failed' } | { state: 'listed'; listing: Listing };

/** Looks up a path; for a file, the folder it stands in. Where it does not exist, the nearest folder above that does. */
async function look(list: Props['list'], path: string): Promise<Seen> {
  let at = path;
  for (let up = 0; up < 64; up += 1) {
    const listing = await list(at === '' ? '~' : at);
    if (!listing) return { state: 'failed' };
    if (listing.exists && listing.isFolder) return { state: 'listed', listing };
    const above = listing.parent ?? folderOf(listing.path);
    if (above === at || above === listing.path) return { state: 'listed', listing };
    at = above;
  }
  return { state: 'failed' };
}

/** Walks through the folders of the machine. */
export function FolderBrowser({ start, kind, list, onChoose, onCancel }: Props) {
  const [path, setPath] = useState(start);
  const [seen, setSeen] = useState<Seen>({ state: 'looking' });
  useEffect(() => {
    let isCurrent = true;
    void look(list, path).then((result) => {
      if (isCurrent) setSeen(result);
    });
    return () => {
      isCurrent = false;
    };
  }, [list, path]);
  const listing = seen.state === 'listed' ? seen.listing : null;
  const rows = (listing?.entries ?? []).filter((entry) => entry.kind === 'folder' || kind === 'file');
  const open = (name: string): void => {
    const entry = rows.find((row) => row.name === name);
    if (!listing || !entry) return;
    if (entry.kind === 'folder') setPath(joinPath(listing.path, name));
    else onChoose(joinPath(listing.path, name));
  };
  const parent = listing?.parent ?? null;
  return (
    <div className={css.browser}>
      <div className={css.where}>
        <Button variant="quiet" size="small" isDisabled={parent === null} onPress={() => setPath(parent ?? path)}>
          <Icon name="up" size={14} />
          Up
        </Button>
        <code className={css.path}>{listing?.path ?? path}</code>
      </div>
      {seen.state === 'looking' && <p className={css.empty}>Looking…</p>}
      {seen.state === 'failed' && <p className={css.empty}>This folder cannot be listed.</p>}
      {listing?.failure && <p className={css.empty}>{listing.failure.message}</p>}
      {listing && !listing.failure && (
        <ListBox
          className={css.list ?? ''}
          aria-label={`What is in ${listing.path}`}
          selectionMode="none"
          onAction={(key) => open(String(key))}
          renderEmptyState={() => <p className={css.empty}>{kind === 'folder' ? 'No folders in here.' : 'Nothing in here.'}</p>}
        >
          {rows.map((entry) => (
            <ListBoxItem key={entry.name} id={entry.name} className={css.entry ?? ''} textValue={entry.name}>
              <Icon name={entry.kind === 'folder' ? 'folder' : 'file'} />
              <span className={css.name}>{entry.name}</span>
              {entry.kind === 'folder' && <Icon name="chevron" size={12} />}
            </ListBoxItem>
          ))}
        </ListBox>
      )}
      <div className={css.foot}>
        {kind === 'folder' && listing && !listing.writable && <span className={css.note}>You may not write here.</span>}
        <Button size="small" onPress={onCancel}>
          Cancel
        </Button>
        {kind === 'folder' && (
          <Button
            variant="primary"
            size="small"
            isDisabled={!listing || listing.failure !== null}
            onPress={() => listing && onChoose(listing.path)}
          >
            Choose this folder
          </Button>
        )}
      </div>
    </div>
  );
}
