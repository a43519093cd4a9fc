import css from './SealMark.module.css';

/** The mark of PromSeal: a seal with a keyhole. In: its size in pixels. Nothing to a screen reader; the name stands beside it. */
export function SealMark({ size = 28 }: { size?: number }) {
  const scallops = Array.from({ length: 12 }, (_, index) => (index * Math.PI) / 6);
  return (
    <svg className={css.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="12.4" />
      {scallops.map((angle) => (
        <circle key={angle} cx={16 + 11.8 * Math.cos(angle)} cy={16 + 11.8 * Math.sin(angle)} r="3.3" />
      ))}
      <circle className={css.rim} cx="16" cy="16" r="9.2" />
      <path className={css.hole} d="M16 10.2a3.3 3.3 0 0 1 1.75 6.1l1.05 5.2h-5.6l1.05-5.2A3.3 3.3 0 0 1 16 10.2z" />
    </svg>
  );
}
