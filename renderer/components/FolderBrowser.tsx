import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import type { Listing } from '../../shared/contract/contract.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { joinPath } from './pathText.ts';
import { type ListFolder, type Seen, useListing } from './useListing.ts';
import css from './FolderBrowser.module.css';

type Kind = 'folder' | 'file';

interface Props {
  start: string;
  kind: Kind;
  list: ListFolder;
  onChoose: (path: string) => void;
  onCancel: () => void;
}

function Entries({ listing, kind, onOpen }: { listing: Listing; kind: Kind; onOpen: (entry: Listing['entries'][number]) => void }) {
  const rows = listing.entries.filter((entry) => entry.kind === 'folder' || kind === 'file');
  const open = (name: string): void => {
    const entry = rows.find((row) => row.name === name);
    if (entry) onOpen(entry);
  };
  return (
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
  );
}

/** Why there is nothing to choose from, in words; null where there is. */
function excuse(seen: Seen): string | null {
  if (seen.state === 'looking') return 'Looking…';
  if (seen.state === 'failed') return 'This folder cannot be listed.';
  return seen.listing.failure?.message ?? null;
}

/** Walks through the folders of the machine. */
export function FolderBrowser({ start, kind, list, onChoose, onCancel }: Props) {
  const [path, setPath] = useState(start);
  const seen = useListing(list, path);
  const said = excuse(seen);
  const listing = seen.state === 'listed' ? seen.listing : null;
  const parent = listing?.parent ?? null;
  const open = (folder: string, entry: Listing['entries'][number]): void => {
    const next = joinPath(folder, entry.name);
    if (entry.kind === 'folder') setPath(next);
    else onChoose(next);
  };
  return (
    <div className={css.browser}>
      <div className={css.where}>
        <Button variant="quiet" size="small" isDisabled={parent === null} onPress={() => setPath(parent ?? path)}>
          <Icon name="up" size={14} />
          Up
        </Button>
        <code className={css.path}>{listing?.path ?? path}</code>
      </div>
      {said !== null && <p className={css.empty}>{said}</p>}
      {said === null && listing && <Entries listing={listing} kind={kind} onOpen={(entry) => open(listing.path, entry)} />}
      <div className={css.foot}>
        {kind === 'folder' && listing?.writable === false && <span className={css.note}>You may not write here.</span>}
        <Button size="small" onPress={onCancel}>
          Cancel
        </Button>
        {kind === 'folder' && (
          <Button variant="primary" size="small" isDisabled={said !== null} onPress={() => onChoose(listing?.path ?? path)}>
            Choose this folder
          </Button>
        )}
      </div>
    </div>
  );
}
