/** Moments as calendar dates in UTC, without the clock-bound Date. */

const dayMs = 86_400_000;
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

/** Proleptic Gregorian date of a day counted from 1970-01-01; eras of 400 years that begin on 1 March. */
function civilDate(days: number): CalendarDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const padded = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `2026-11-23T03:00:00Z`, whole seconds, as Go prints times in UTC (RFC 3339). @param ms epoch milliseconds */
export function formatRfc3339(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const { year, month, day } = civilDate(days);
  const seconds = Math.floor((ms - days * dayMs) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => padded(part));
  return `${padded(year, 4)}-${padded(month)}-${padded(day)}T${clock.join(':')}Z`;
}

/** `23 November 2026`, in UTC. @param ms epoch milliseconds */
export function formatDay(ms: number): string {
  const { year, month, day } = civilDate(Math.floor(ms / dayMs));
  return `${day} ${months[month - 1] ?? ''} ${year}`;
}
