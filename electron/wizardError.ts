/** The only error that the privileged side throws on purpose. `rpc/dispatch.ts` turns it into a Failure. */
import type { ErrorCode } from '../shared/errors/catalogue.ts';
import { failure, type Details, type Failure } from '../shared/errors/failure.ts';

export class WizardError extends Error {
  readonly code: ErrorCode;
  readonly failure: Failure;

  /**
   * @param code catalogue code
   * @param details values for the places in the code's sentence
   * @param extra fix, raw message, problems; `cause` is kept for the log and never crosses the bridge
   */
  constructor(
    code: ErrorCode,
    details: Details = {},
    extra: Partial<Omit<Failure, 'code' | 'message' | 'hint'>> & { cause?: unknown } = {},
  ) {
    const { cause, ...rest } = extra;
    const built = failure(code, details, rest);
    super(built.message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.name = 'WizardError';
    this.failure = built;
  }
}
