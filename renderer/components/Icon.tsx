/** The pictures of one glyph's size, drawn for a 16 by 16 grid with a stroke of 1.5. Always beside a word or a name. */
import { classNames } from './classNames.ts';
import css from './Icon.module.css';

const strokes = {
  check: 'M3.5 8.5 6.5 11.5 12.5 4.75',
  cross: 'M4.25 4.25l7.5 7.5M11.75 4.25l-7.5 7.5',
  lock: 'M5.25 7V5.25a2.75 2.75 0 0 1 5.5 0V7M3.75 7h8.5v6.25h-8.5zM8 9.5v1.5',
  unlock: 'M5.25 7V5.25a2.75 2.75 0 0 1 5.2-1.25M3.75 7h8.5v6.25h-8.5zM8 9.5v1.5',
  warning: 'M8 2.5 14.25 13.25H1.75zM8 6.5v3.25M8 11.5v.01',
  info: 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM8 7.25v4M8 4.75v.01',
  stop: 'M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM8 4.75v4M8 11.25v.01',
  chevron: 'M6 3.75 10.25 8 6 12.25',
  copy: 'M5.75 5.75h7.5v7.5h-7.5zM10.25 5.5V2.75h-7.5v7.5H5.5',
  eye: 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM8 6.1a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8z',
  eyeOff: 'M2.75 2.75l10.5 10.5M6.3 4.05A6.6 6.6 0 0 1 8 3.75c4 0 6.5 4.25 6.5 4.25a12 12 0 0 1-2 2.4M4.1 5.2A11.6 11.6 0 0 0 1.5 8S4 12.25 8 12.25c1 0 1.9-.27 2.7-.67',
  folder: 'M1.75 12.75V3.25h4.5l1.5 2h6.5v7.5z',
  file: 'M3.75 1.75h5.5l3 3v9.5h-8.5zM9 2v3h3',
  up: 'M8 13V3.25M3.75 7.25 8 3l4.25 4.25',
  right: 'M2.5 8h10.75M9 3.75 13.25 8 9 12.25',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  external: 'M6.25 3.25h-3.5v10h10v-3.5M9.25 2.75h4v4M13 3 7.5 8.5',
  refresh: 'M13.25 8a5.25 5.25 0 1 1-1.6-3.75M13.25 1.75v3h-3',
  sun: 'M8 5.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  moon: 'M13.25 9.6A5.75 5.75 0 0 1 6.4 2.75a5.75 5.75 0 1 0 6.85 6.85z',
  screen: 'M1.75 2.75h12.5v8.5H1.75zM8 11.5v2M5 13.5h6',
  key: 'M10.5 2.25a3.25 3.25 0 1 1-3 4.5L2.25 12v1.75h2.5v-1.5h1.5v-1.5h1.5L9.3 8.5',
  missing: 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM4.25 8h7.5',
} as const;

export type IconName = keyof typeof strokes;

interface Props {
  name: IconName;
  /** Pixels; 16 when left out. */
  size?: 12 | 14 | 16 | 20;
  className?: string | undefined;
}

/** A glyph that says nothing to a screen reader: what it stands for is written beside it. */
export function Icon({ name, size = 16, className }: Props) {
  return (
    <svg className={classNames(css.icon, className)} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}
