import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import { formatDuration } from './format.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './Progress.module.css';

interface Props {
  /** What is being done right now, in words. */
  label: string;
  /** More of it for those who hear the page; others see it elsewhere on the screen. */
  spoken?: string;
  /** 0 to 1; left out where nobody knows how much there is. */
  value?: number;
  elapsedMs?: number;
  onCancel?: () => void;
}

/** Long work: what is being done, how far it is, how long it has taken, and the way out. */
export function Progress({ label, spoken, value, elapsedMs, onCancel }: Props) {
  const percent = value === undefined ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className={css.progress}>
      <div className={css.head}>
        <span role="status" className={css.label}>
          {label}
          {spoken !== undefined && <VisuallyHidden>: {spoken}</VisuallyHidden>}
        </span>
        <span className={css.numbers}>
          {percent !== null && <span>{percent} %</span>}
          {elapsedMs !== undefined && <span>{formatDuration(elapsedMs)}</span>}
        </span>
        {onCancel && (
          <Button size="small" onPress={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent !== null && { 'aria-valuenow': percent })}
        className={css.track}
      >
        <div
          className={classNames(css.bar, percent === null && css.unknown)}
          style={percent === null ? {} : { inlineSize: `${percent}%` }}
        />
      </div>
    </div>
  );
}
