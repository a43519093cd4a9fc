/** The three ways between a face and the privileged side, each made of the real code of both its ends. */
import { vi } from 'vitest';
import type { Transport } from '../../shared/contract/client.ts';
import type { Dispatch } from '../../electron/rpc/dispatch.ts';
import { ipcTransport } from '../../renderer/bridge/ipcTransport.ts';
import { electron, resetElectron, seen } from '../support/fakeElectron.ts';
import { openTab, startLoopback } from '../support/loopbackServer.ts';
import { memoryTransport } from '../support/memoryTransport.ts';

export interface Opened {
  readonly transport: Transport;
  readonly close: () => Promise<void>;
}

export interface NamedTransport {
  readonly name: string;
  /** Whether it refuses inputs over 1 MiB; in memory there is nothing to protect. */
  readonly hasLimit: boolean;
  readonly open: (dispatch: Dispatch) => Promise<Opened>;
}

async function openElectron(dispatch: Dispatch): Promise<Opened> {
  resetElectron();
  vi.resetModules();
  vi.doMock('electron', () => electron);
  const { answerCalls } = await import('../../electron/shell/ipcTransport.ts');
  await import('../../electron/preload.ts');
  answerCalls(dispatch, (id) => id === seen.senderId);
  const transport = ipcTransport({ promseal: seen.exposed.get('promseal') as Transport });
  if (transport === null) throw new Error('The preload script exposed nothing.');
  return { transport, close: async () => resetElectron() };
}

async function openHttp(dispatch: Dispatch): Promise<Opened> {
  const { server, origin, close } = await startLoopback(dispatch);
  const { transport } = await openTab(origin, { key: server.key });
  return { transport, close };
}

export const transports: readonly NamedTransport[] = [
  {
    name: 'memory',
    hasLimit: false,
    open: async (dispatch) => ({ transport: memoryTransport(dispatch), close: async () => undefined }),
  },
  { name: 'Electron IPC', hasLimit: true, open: openElectron },
  { name: 'loopback HTTP', hasLimit: true, open: openHttp },
];
