/** Looks at a setup, once nothing is being changed any more. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { CheckReport } from '../../shared/model/checkReport.ts';
import { useApp } from './appContext.ts';
import type { CheckRequest } from './checkRequest.ts';

const pollMs = 500;

export type Check =
  | { kind: 'looking' }
  /** A change is under way in this folder: what is found half way would be neither the old setup nor the new one. */
  | { kind: 'waiting'; folder: string }
  | { kind: 'done'; report: CheckReport }
  | { kind: 'failed'; failure: Failure };

/** The folder in which something is being applied; null when nothing is. */
async function folderAtWork(client: Client): Promise<string | null> {
  const status = await client['apply.status']({});
  return status.ok ? (status.value.running?.folder ?? null) : null;
}

/** @param known what was found there already; without it the setup is looked at */
export function useCheck(request: CheckRequest | null, known: CheckReport | null): { check: Check; look: () => void } {
  const { client } = useApp();
  const [check, setCheck] = useState<Check>(known === null ? { kind: 'looking' } : { kind: 'done', report: known });
  const latest = useRef(0);
  const look = useCallback(async () => {
    if (request === null) return;
    const mine = ++latest.current;
    setCheck({ kind: 'looking' });
    for (let folder = await folderAtWork(client); folder !== null; folder = await folderAtWork(client)) {
      if (mine !== latest.current) return;
      setCheck({ kind: 'waiting', folder });
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    const looked = await client['setup.check'](request);
    if (mine === latest.current) setCheck(looked.ok ? { kind: 'done', report: looked.value } : { kind: 'failed', failure: looked.failure });
  }, [client, request]);
  useEffect(() => {
    if (known === null) void look();
    return () => {
      latest.current += 1;
    };
  }, [look, known]);
  return { check, look: () => void look() };
}
