/** The two channels between preload script and main process, and what goes over them. */

export const CALL_CHANNEL = 'wizard:call';
export const EVENT_CHANNEL = 'wizard:event';

export interface CallReply {
  readonly result: unknown;
  /** How many events were sent before it. */
  readonly events: number;
}
