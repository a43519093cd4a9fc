/** Parses the input, calls the handler, strips the output. The only place where an exception becomes a Failure. */
import { z } from 'zod';
import { contract, isMethod, type EventOf, type Method, type Output, type ParsedInput } from '../../shared/contract/contract.ts';
import { failure, problem, type Failure, type Result } from '../../shared/errors/failure.ts';
import { toFailure, type ErrorLog } from './toFailure.ts';

export type Handlers = {
  [M in Method]: (input: ParsedInput<M>, onEvent: (event: EventOf<M>) => void) => Promise<Output<M>> | Output<M>;
};

export type Dispatch = (method: string, input: unknown, onEvent: (event: unknown) => void) => Promise<Result<unknown>>;

function inputFailure(method: string, error: z.ZodError): Failure {
  const problems = error.issues.slice(0, 50).map((issue) => {
    const field = issue.path.map(String).join('.') || 'input';
    return problem('ANSWER_INVALID', { field, reason: issue.message.replace(/\.$/, '') }, { field });
  });
  return failure('INPUT_INVALID', { method }, { problems });
}

/**
 * Makes the one dispatcher that all transports share.
 * @returns a function that never rejects: METHOD_UNKNOWN, INPUT_INVALID, the handler's own code, or INTERNAL
 */
export function createDispatch(handlers: Handlers, log: ErrorLog): Dispatch {
  return async (method, input, onEvent) => {
    if (!isMethod(method)) return { ok: false, failure: failure('METHOD_UNKNOWN', { method: method.slice(0, 64) }) };
    const entry = contract[method];
    const parsed = entry.input.safeParse(input);
    if (!parsed.success) return { ok: false, failure: inputFailure(method, parsed.error) };
    // The table's type ties each handler to its own method; the compiler cannot follow that through a variable key.
    const handler = handlers[method] as (input: unknown, onEvent: (event: unknown) => void) => unknown;
    try {
      const output = await handler(parsed.data, (event) => {
        onEvent(z.parse(entry.event, event));
      });
      return { ok: true, value: z.parse(entry.output, output) };
    } catch (error) {
      return { ok: false, failure: toFailure(error, log) };
    }
  };
}
