import type { Target } from '../../shared/model/report.ts';
import { classNames } from './classNames.ts';
import { countsOfTargets, worstFirst } from './targetOrder.ts';
import { formatDuration, relativeTime } from './format.ts';
import { Icon, type IconName } from './Icon.tsx';
import table from './dataTable.module.css';
import css from './TargetsTable.module.css';

const looks: Record<Target['health'], { icon: IconName; word: string }> = {
  up: { icon: 'check', word: 'up' },
  down: { icon: 'cross', word: 'down' },
  unknown: { icon: 'info', word: 'not scraped yet' },
  vanished: { icon: 'missing', word: 'missing: in the file, unknown to Prometheus' },
};

interface Props {
  targets: readonly Target[];
  now: number;
}

/** What Prometheus itself says of the targets it scrapes. */
export function TargetsTable({ targets, now }: Props) {
  if (targets.length === 0) return <p className={table.empty}>Prometheus reports no targets.</p>;
  return (
    <div className={table.frame}>
      {targets.length > 1 && <p className={css.counts}>{countsOfTargets(targets)}</p>}
      <table className={table.table} role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">Job</th>
            <th role="columnheader">Target</th>
            <th role="columnheader">Health</th>
            <th role="columnheader" className={table.figure}>
              Last scrape
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {worstFirst(targets).map((target) => (
            <tr role="row" key={`${target.job} ${target.url}`}>
              <td role="cell" className={css.job}>
                {target.job}
              </td>
              <td role="cell" className={css.target}>
                <code>{target.url}</code>
              </td>
              <td role="cell">
                <span className={classNames(css.health, css[target.health])}>
                  <Icon name={looks[target.health].icon} className={css.icon} />
                  {looks[target.health].word}
                </span>
                {target.lastError !== '' && <code className={css.error}>{target.lastError}</code>}
              </td>
              <td role="cell" data-name="Last scrape" className={table.figure}>
                {target.lastScrape === null ? 'never' : relativeTime(target.lastScrape, now)}
                {target.lastScrapeMs !== null && <span className={css.took}> took {formatDuration(target.lastScrapeMs)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
