/** One line of the table: what PromSeal takes, what it is compared with, its aim, and whether it holds. */
import { median, quartiles, type Samples } from './samples.ts';

export interface Row {
  readonly what: string;
  readonly unit: 'ms' | 's' | 'kB' | 'MB';
  readonly ours: Samples;
  readonly other: Samples | null;
  /** Null where a figure is only told. A ratio is PromSeal divided by the other. */
  readonly aim: { readonly kind: 'ratio' | 'value'; readonly limit: number } | null;
}

export interface Measurement {
  readonly rows: readonly Row[];
  /** What a reader must know to judge the rows. */
  readonly notes: readonly string[];
}

export interface Judged {
  readonly ratio: number | null;
  /** Null without an aim. */
  readonly holds: boolean | null;
}

export function judge({ ours, other, aim }: Row): Judged {
  const own = median(ours.values);
  const ratio = other === null ? null : own / median(other.values);
  if (aim === null) return { ratio, holds: null };
  const value = aim.kind === 'ratio' ? ratio : own;
  return { ratio, holds: value !== null && value <= aim.limit };
}

const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

function samplesText({ name, values }: Samples, unit: string): string {
  const [low, high] = quartiles(values);
  const spread = values.length > 1 ? ` (${figure(low)}–${figure(high)}, ${values.length} runs)` : '';
  return `${name} ${figure(median(values))} ${unit}${spread}`;
}

function aimText({ aim, unit }: Row): string {
  if (aim === null) return 'none';
  return aim.kind === 'ratio' ? `ratio ≤ ${aim.limit}` : `≤ ${aim.limit} ${unit}`;
}

const holdsText = (holds: boolean | null): string => (holds === null ? '' : holds ? 'holds' : 'MISSED');

export const heading = ['what', 'PromSeal', 'compared with', 'ratio', 'aim', ''];

export function rowCells(row: Row): string[] {
  const { ratio, holds } = judge(row);
  const other = row.other === null ? '' : samplesText(row.other, row.unit);
  return [row.what, samplesText(row.ours, row.unit), other, ratio === null ? '' : ratio.toFixed(2), aimText(row), holdsText(holds)];
}

/** Columns as wide as their widest cell. */
export function table(lines: readonly (readonly string[])[]): string {
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
