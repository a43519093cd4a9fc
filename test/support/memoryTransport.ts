/** The shortest transport: the dispatcher in the same process, with values copied as a bridge copies them. */
import type { Transport } from '../../shared/contract/client.ts';
import type { Dispatch } from '../../electron/rpc/dispatch.ts';

export function memoryTransport(dispatch: Dispatch): Transport {
  return {
    async call(method, input, onEvent) {
      const result = await dispatch(method, structuredClone(input), (event) => onEvent(structuredClone(event)));
      return structuredClone(result);
    },
  };
}
