/** The settings, loaded once and written back shortly after each change. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Failure } from '../../shared/errors/failure.ts';

const saveAfterMs = 400;

type Loaded = { settings: Settings; failure: null } | { settings: null; failure: Failure | null };

export function useSettings(client: Client): Loaded & { change: (change: Partial<Settings>) => void } {
  const [loaded, setLoaded] = useState<Loaded>({ settings: null, failure: null });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    void client['settings.load']({}).then((result) => {
      setLoaded(result.ok ? { settings: result.value, failure: null } : { settings: null, failure: result.failure });
    });
  }, [client]);

  const change = useCallback(
    (part: Partial<Settings>) => {
      setLoaded((now) => {
        if (now.settings === null) return now;
        const settings = { ...now.settings, ...part };
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void client['settings.save']({ settings }), saveAfterMs);
        return { settings, failure: null };
      });
    },
    [client],
  );
  return { ...loaded, change };
}
