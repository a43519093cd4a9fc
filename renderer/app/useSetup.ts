/** A folder that was opened: what it holds, and putting back what was done there. */
import { useState } from 'react';
import type { Setup } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Report } from '../../shared/model/report.ts';
import { useApp } from './appContext.ts';

/** As many as the settings keep. */
const keptFolders = 12;

export type PutBack = 'undo' | 'recover';

export interface OpenedFolder {
  setup: Setup | null;
  failure: Failure | null;
  /** How the last undo or recovery ended. */
  report: Report | null;
  /** What is being done now, in words; null when nothing is. */
  busy: string | null;
  open: (folder: string) => Promise<void>;
  /** @param force also over changes that were made since */
  putBack: (folder: string, kind: PutBack, force: boolean) => Promise<void>;
  /** What the planner knows of the setup; null when it could not be looked at. */
  inspect: (setup: Setup) => Promise<HostFacts | null>;
}

/** The folder first, then those that were opened before it. */
export function withRecent(folders: readonly string[], folder: string): string[] {
  return [folder, ...folders.filter((each) => each !== folder)].slice(0, keptFolders);
}

export function useSetup(): OpenedFolder {
  const { client, settings, changeSettings } = useApp();
  const [setup, setSetup] = useState<Setup | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  const read = async (folder: string): Promise<void> => {
    setBusy('Reading the folder');
    const opened = await client['host.openSetup']({ folder });
    setBusy(null);
    setFailure(opened.ok ? null : opened.failure);
    setSetup(opened.ok ? opened.value : null);
    if (opened.ok) changeSettings({ recentFolders: withRecent(settings.recentFolders, opened.value.folder) });
  };
  return {
    setup, failure, report, busy,
    open: async (folder) => {
      setReport(null);
      await read(folder);
    },
    putBack: async (folder, kind, force) => {
      setBusy(kind === 'undo' ? 'Putting back what was changed' : 'Putting back what the interrupted run had changed');
      const call = kind === 'undo' ? client['apply.undo'] : client['apply.recover'];
      const done = await call({ folder, force });
      setBusy(null);
      setFailure(done.ok ? null : done.failure);
      setReport(done.ok ? done.value : null);
      if (done.ok) await read(folder);
    },
    inspect: async ({ answers }) => {
      if (answers === null) return null;
      setBusy('Looking at the setup');
      const facts = await client['host.inspect']({ answers });
      setBusy(null);
      setFailure(facts.ok ? null : facts.failure);
      return facts.ok ? facts.value : null;
    },
  };
}
