import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import { Panel } from './Panel.tsx';
import css from './CertificatePreview.module.css';

interface Props {
  title: string;
  /** The file it will be, said at the end of the title. */
  subtitle: string;
  commonName: string;
  /** Two short lines under the name in the picture: what it is for, until when. */
  lines?: readonly string[];
  rows: readonly { label: string; value: ReactNode; mono?: boolean }[];
}

/** A certificate that signs itself, as it will be. */
export function CertificatePreview({ title, subtitle, commonName, lines = [], rows }: Props) {
  return (
    <Panel title={title} note={<code>{subtitle}</code>}>
      <figure className={css.picture}>
        <div className={css.card}>
          <span className={css.name}>{commonName}</span>
          {lines.map((line) => (
            <span key={line} className={css.line}>
              {line}
            </span>
          ))}
        </div>
        <figcaption className={css.loop}>
          <svg className={css.arrow} width="48" height="64" viewBox="0 0 48 64" aria-hidden="true">
            <path d="M1 13h17a19 19 0 0 1 0 38H4M11 44l-8 7 8 7" />
          </svg>
          signs itself
        </figcaption>
      </figure>
      <dl className={css.rows}>
        {rows.map((row) => (
          <div key={row.label} className={css.row}>
            <dt className={css.label}>{row.label}</dt>
            <dd className={classNames(css.value, row.mono && css.mono)}>{row.value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
