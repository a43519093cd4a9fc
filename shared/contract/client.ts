/** The typed client of the contract over any transport. Nothing throws: every call gives a Result. */
import { contract, type EventOf, type Input, type Method, type Output } from './contract.ts';
import { failure, type Result } from '../errors/failure.ts';

/** A way to the privileged side. It gives back the `Result` as it came; a transport that breaks may reject. */
export interface Transport {
  call(method: string, input: unknown, onEvent: (event: unknown) => void): Promise<unknown>;
}

export type Client = {
  [M in Method]: (input: Input<M>, onEvent?: (event: EventOf<M>) => void) => Promise<Result<Output<M>>>;
};

/** Makes the client: one function a method. The privileged side has checked its outputs, so they are not parsed again. */
export function createClient(transport: Transport): Client {
  const entries = Object.keys(contract).map((method) => {
    const call = (input: unknown, onEvent: (event: unknown) => void = () => undefined): Promise<unknown> =>
      transport.call(method, input, onEvent).then(
        (result) => result,
        (cause: unknown) => ({ ok: false, failure: failure('CONNECTION_LOST', {}, { raw: String(cause) }) }),
      );
    return [method, call] as const;
  });
  return Object.fromEntries(entries) as unknown as Client;
}
