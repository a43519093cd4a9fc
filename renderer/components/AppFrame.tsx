import { type ReactNode, useState } from 'react';
import { Segmented } from './Segmented.tsx';
import css from './AppFrame.module.css';

interface Props {
  rail: ReactNode;
  main: ReactNode;
  /** What this will do. Beside the form in a wide window, behind a switch in a narrow one. */
  side?: ReactNode;
  /** What the switch calls the two; `Form` and `What this will do` when left out. */
  mainLabel?: string;
  sideLabel?: string;
}

type View = 'main' | 'side';

/** The window: the steps, the form, and what it will do. */
export function AppFrame({ rail, main, side, mainLabel = 'Form', sideLabel = 'What this will do' }: Props) {
  const [view, setView] = useState<View>('main');
  const hasSide = side !== undefined && side !== null;
  return (
    <div className={css.frame} data-view={hasSide ? view : 'main'} data-side={hasSide || undefined}>
      <header className={css.rail}>{rail}</header>
      {hasSide && (
        <section className={css.switch} aria-label="Which of the two is shown">
          <Segmented<View>
            label="Shown"
            isLabelHidden
            value={view}
            onChange={setView}
            options={[
              { id: 'main', label: mainLabel },
              { id: 'side', label: sideLabel },
            ]}
          />
        </section>
      )}
      <main className={css.main}>{main}</main>
      {hasSide && (
        <aside className={css.side} aria-label={sideLabel}>
          {side}
        </aside>
      )}
    </div>
  );
}
