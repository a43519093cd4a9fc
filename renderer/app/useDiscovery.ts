/** What the machine offers, looked for when the page opens and again on request. */
import { useCallback, useEffect, useState } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { Discovery } from '../../shared/model/discovery.ts';

interface Found {
  discovery: Discovery | null;
  discoveryFailure: Failure | null;
}

export function useDiscovery(client: Client): Found & { discoverAgain: () => void } {
  const [found, setFound] = useState<Found>({ discovery: null, discoveryFailure: null });
  const look = useCallback(() => {
    void client['host.discover']({}).then((result) => {
      setFound((before) =>
        result.ok ? { discovery: result.value, discoveryFailure: null } : { ...before, discoveryFailure: result.failure },
      );
    });
  }, [client]);
  useEffect(look, [look]);
  return { ...found, discoverAgain: look };
}
