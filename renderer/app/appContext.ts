/** What every screen needs: the calls, what the machine offers, the settings. */
import { createContext, useContext } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Listing } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { Discovery } from '../../shared/model/discovery.ts';
import type { Settings } from '../../shared/model/settings.ts';

export interface AppContext {
  client: Client;
  /** null while it is being looked for. */
  discovery: Discovery | null;
  discoveryFailure: Failure | null;
  discoverAgain: () => void;
  settings: Settings;
  changeSettings: (change: Partial<Settings>) => void;
  /** For path fields. */
  list: (path: string) => Promise<Listing | null>;
}

const Context = createContext<AppContext | null>(null);
export const AppProvider = Context.Provider;

/** Only inside of the app, which provides it. */
export function useApp(): AppContext {
  const app = useContext(Context);
  if (app === null) throw new Error('useApp outside of the app');
  return app;
}
