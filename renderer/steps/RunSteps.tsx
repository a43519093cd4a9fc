import { Icon, type IconName } from '../components/Icon.tsx';
import { VisuallyHidden } from '../components/VisuallyHidden.tsx';
import css from './RunSteps.module.css';
import type { RunStep } from './stepsOfRun.ts';

interface Props {
  steps: readonly RunStep[];
  /** The run has ended at the step that is marked: it was not finished. */
  isStopped?: boolean;
}

const icons: Readonly<Record<RunStep['state'], IconName | null>> = { done: 'check', now: 'right', todo: null };
const words: Readonly<Record<RunStep['state'], string>> = { done: 'done', now: 'being done', todo: 'to do' };

/** What a run does: a mark for what is done, one for what is being done, and nothing for the rest. */
export function RunSteps({ steps, isStopped = false }: Props) {
  return (
    <ol className={css.steps} aria-label="What is done">
      {steps.map(({ text, state }, index) => {
        const stopped = isStopped && state === 'now';
        const icon = stopped ? 'cross' : icons[state];
        return (
          <li key={`${String(index)} ${text}`} className={css.step} data-state={stopped ? 'stopped' : state} {...(state === 'now' && !isStopped && { 'aria-current': 'step' as const })}>
            <span className={css.mark}>
              {icon !== null && <Icon name={icon} size={12} />}
            </span>
            <span className={css.text}>
              {text}
              <VisuallyHidden>, {stopped ? 'stopped here' : words[state]}</VisuallyHidden>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
