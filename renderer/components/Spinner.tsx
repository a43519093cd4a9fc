import css from './Spinner.module.css';

/** Something is under way. The words are always shown beside it. */
export function Spinner({ label }: { label: string }) {
  return (
    <span className={css.spinner} role="status">
      <svg className={css.ring} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle className={css.track} cx="8" cy="8" r="6.25" />
        <path className={css.arc} d="M8 1.75A6.25 6.25 0 0 1 14.25 8" />
      </svg>
      {label}
    </span>
  );
}
