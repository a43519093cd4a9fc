/** A typed whole number, or null where the text is none. Spaces around it do not matter. */
export function readWholeNumber(text: string): number | null {
  const trimmed = text.trim();
  return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

/** The number one step on, kept between the bounds. */
export function stepWithin(value: number, by: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value + by));
}
