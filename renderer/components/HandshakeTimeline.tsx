import type { ProbeResult, Stage, StageId } from '../../shared/model/probeResult.ts';
import { classNames } from './classNames.ts';
import { formatDuration } from './format.ts';
import { Icon } from './Icon.tsx';
import { timeMarks } from './timeScale.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './HandshakeTimeline.module.css';

const names: Record<StageId, string> = {
  resolve: 'Name',
  tcp: 'TCP',
  tls: 'TLS',
  certificate: 'Certificate',
  http: 'HTTP',
  signIn: 'Sign-in',
  metrics: 'Metrics',
};

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : (part / whole) * 100}%`;

function Row({ stage, total, marks }: { stage: Stage; total: number; marks: readonly number[] }) {
  return (
    <tr className={classNames(css.row, !stage.ok && css.failed)}>
      <th scope="row" className={css.name}>
        {names[stage.id]}
      </th>
      <td className={css.plot}>
        <svg width="100%" height="28" aria-hidden="true">
          {marks.map((mark) => (
            <line key={mark} className={css.mark} x1={percent(mark, total)} x2={percent(mark, total)} y1="0" y2="28" />
          ))}
          <rect className={css.bar} x={percent(stage.startMs, total)} y="8" width={percent(stage.ms, total)} height="12" rx="3" />
          <rect className={css.least} x={percent(stage.startMs, total)} y="8" width="3" height="12" rx="1.5" />
        </svg>
      </td>
      <td className={css.took}>{formatDuration(stage.ms)}</td>
      <td className={css.detail}>
        {!stage.ok && (
          <span className={css.cross}>
            <Icon name="cross" size={14} />
            <VisuallyHidden>failed: </VisuallyHidden>
          </span>
        )}
        {stage.detail}
      </td>
    </tr>
  );
}

/** One connection from its first question to the metrics: what took how long, and where it ended. */
export function HandshakeTimeline({ result }: { result: ProbeResult }) {
  const total = Math.max(0, ...result.stages.map((stage) => stage.startMs + stage.ms));
  const marks = timeMarks(total, 4);
  const failed = result.stages.find((stage) => !stage.ok);
  return (
    <figure className={css.figure}>
      <table className={css.timeline}>
        <caption className={css.caption}>
          {failed
            ? `${result.url}, ended at ${names[failed.id]} after ${formatDuration(total)}`
            : `${result.url}, ${formatDuration(total)} from start to end`}
        </caption>
        <thead className={css.head}>
          <tr className={css.row}>
            <th scope="col" className={css.name}>
              Stage
            </th>
            <th scope="col" className={css.plot}>
              Time after the start
              <span className={css.scale} aria-hidden="true">
                {marks.map((mark) => (
                  <span key={mark} className={css.tick} style={{ insetInlineStart: percent(mark, total), translate: `-${percent(mark, total)}` }}>
                    {formatDuration(mark)}
                  </span>
                ))}
              </span>
            </th>
            <th scope="col" className={css.took}>
              Took
            </th>
            <th scope="col" className={css.detail}>
              What was seen
            </th>
          </tr>
        </thead>
        <tbody>
          {result.stages.map((stage) => (
            <Row key={stage.id} stage={stage} total={total} marks={marks} />
          ))}
        </tbody>
      </table>
    </figure>
  );
}
