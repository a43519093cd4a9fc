import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './classNames.ts';
import { Icon } from './Icon.tsx';
import { SealMark } from './SealMark.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './StepRail.module.css';

export interface RailStep {
  id: string;
  title: string;
  summary?: string | undefined;
  state: 'done' | 'now' | 'todo' | 'attention';
  canEnter: boolean;
}

interface Props {
  steps: readonly RailStep[];
  onGo: (id: string) => void;
  /** Which step is open, where its own state is `attention` or `done`. */
  current?: string;
  footer?: ReactNode;
}

const stateWords = { done: 'done', now: 'open', todo: 'to do', attention: 'needs attention' } as const;

function Dot({ state }: { state: RailStep['state'] }) {
  return (
    <span className={classNames(css.dot, css[state])} aria-hidden="true">
      {state === 'done' && <Icon name="check" size={12} />}
      {state === 'attention' && <Icon name="warning" size={20} />}
    </span>
  );
}

function Step({ step, isOpen, onGo }: { step: RailStep; isOpen: boolean; onGo: () => void }) {
  const words = (
    <>
      <Dot state={step.state} />
      <span className={css.words}>
        <span className={css.title}>{step.title}</span>
        <VisuallyHidden>, {stateWords[step.state]}</VisuallyHidden>
        {step.summary !== undefined && step.summary !== '' && <span className={css.summary}>{step.summary}</span>}
      </span>
    </>
  );
  const look = classNames(css.step, isOpen && css.open);
  return (
    <li {...(isOpen && { 'aria-current': 'step' as const })}>
      {step.canEnter ? (
        <AriaButton className={classNames(look, css.enterable)} onPress={onGo}>
          {words}
        </AriaButton>
      ) : (
        <span className={look}>{words}</span>
      )}
    </li>
  );
}

/** Where you are, what is done and what is left. In a narrow window one line, which opens into the list. */
export function StepRail({ steps, onGo, current, footer }: Props) {
  const [isUnfolded, setUnfolded] = useState(false);
  const isOpen = (step: RailStep): boolean => (current === undefined ? step.state === 'now' : step.id === current);
  const at = steps.findIndex(isOpen);
  return (
    <div className={css.rail} data-unfolded={isUnfolded || undefined}>
      <div className={css.brand}>
        <SealMark />
        <span>PromSeal</span>
      </div>
      <AriaButton className={css.line ?? ''} aria-expanded={isUnfolded} onPress={() => setUnfolded(!isUnfolded)}>
        <SealMark size={20} />
        <span>
          Step {at + 1} of {steps.length}: {steps[at]?.title}
        </span>
        <Icon name="chevron" className={css.chevron} />
      </AriaButton>
      <progress className={css.progress} max={steps.length} value={at + 1} aria-hidden="true" />
      <nav className={css.nav} aria-label="Steps">
        <ol className={css.list}>
          {steps.map((step) => (
            <Step
              key={step.id}
              step={step}
              isOpen={isOpen(step)}
              onGo={() => {
                setUnfolded(false);
                onGo(step.id);
              }}
            />
          ))}
        </ol>
      </nav>
      {footer !== undefined && <div className={css.footer}>{footer}</div>}
    </div>
  );
}
