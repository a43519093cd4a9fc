/** Limits that let nothing through, or everything. */
import { goDuration } from './goDuration.ts';
import { goInteger } from './goNumber.ts';
import { note, type WebContext, type WebNote } from './webNote.ts';
import { scalarOf, slotOf, type WebValues } from './webValues.ts';

/** Below a millisecond a bare number was meant as seconds or milliseconds, not as the nanoseconds that it is. */
const MILLISECOND = 1_000_000;

/** Codes: WEB_RATE_LIMIT_OFF, WEB_RATE_LIMIT_NANOSECONDS, WEB_RATE_LIMIT_BLOCKS. Source: golang.org/x/time/rate. */
export function rateLimitNotes(context: WebContext, values: WebValues): WebNote[] {
  const [section, intervalSlot] = [slotOf(values, 'rate_limit'), slotOf(values, 'rate_limit.interval')];
  if (section === null || values.uncertain.has('rate_limit')) return [];
  const [interval, burst] = [scalarOf(values, 'rate_limit.interval'), scalarOf(values, 'rate_limit.burst')];
  // A field of the wrong shape is told as such, and is in nobody's values.
  const bare = interval?.type === 'number' ? goInteger(interval) : null;
  const nanoseconds = bare ?? goDuration(interval?.text ?? '0') ?? 0;
  const atInterval = { field: 'rate_limit.interval', slot: intervalSlot ?? section, atValue: intervalSlot !== null };
  if (nanoseconds <= 0) return [note(context, 'WEB_RATE_LIMIT_OFF', 'advice', atInterval)];
  if (bare !== null && bare < MILLISECOND) {
    return [note(context, 'WEB_RATE_LIMIT_NANOSECONDS', 'broken', { ...atInterval, details: { number: bare } })];
  }
  const size = burst === null ? 0 : (goInteger(burst) ?? 0);
  if (size > 0) return [];
  const slot = slotOf(values, 'rate_limit.burst') ?? section;
  return [note(context, 'WEB_RATE_LIMIT_BLOCKS', 'broken', { field: 'rate_limit.burst', slot, details: { burst: size }, raw: '429 Too Many Requests' })];
}
