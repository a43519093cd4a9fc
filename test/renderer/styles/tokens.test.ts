/** Contrast of the colours in both looks: WCAG 2.2, 1.4.3 for text (4.5) and 1.4.11 for what shows a control or its state (3). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');
const colours = new Map([...source.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name ?? '', [light ?? '', dark ?? '']]));

/** WCAG 2.2, definition of relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, look: 0 | 1): number {
  const [a, b] = [one, other].map((name) => luminance(colours.get(name)?.[look] ?? 'missing')) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['bg', 'bg-sunk', 'bg-raised', 'bg-code', 'bg-hover'];
const text: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...['accent', 'good', 'bad', 'warn', 'info'].flatMap((ink) => ['bg', 'bg-sunk', 'bg-raised'].map((ground): [string, string] => [ink, ground])),
  ...['good', 'bad', 'warn', 'info'].flatMap((tone): [string, string][] => [[tone, `${tone}-soft`], ['ink', `${tone}-soft`], ['ink-2', `${tone}-soft`], ['ink-3', `${tone}-soft`]]),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['accent-ink', 'accent-press'],
  ['ink', 'accent-soft'],
  ['ink-2', 'accent-soft'],
  ['ink-3', 'accent-soft'],
  ['ink', 'add-soft'],
  ['ink', 'del-soft'],
  ['good', 'add-soft'],
  ['bad', 'del-soft'],
  ['ink-2', 'add-strong'],
  ['ink-2', 'del-strong'],
];
const shapes: [string, string][] = [
  ...['bg', 'bg-sunk', 'bg-raised'].map((ground): [string, string] => ['line-field', ground]),
  ...['bg', 'bg-sunk', 'bg-press'].map((ground): [string, string] => ['accent', ground]),
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('contrast in %s', (_, look) => {
  it.each(text)('%s is readable on %s', (ink, ground) => {
    expect(contrast(ink, ground, look)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('%s shows on %s', (shape, ground) => {
    expect(contrast(shape, ground, look)).toBeGreaterThanOrEqual(3);
  });
});
