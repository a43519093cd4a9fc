/** What every step gets: the state, how to change it, and what is wrong with it. */
import { createContext, useContext } from 'react';
import type { Fix, Problem } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { StepId } from '../../shared/wizard/steps.ts';
import type { Bundle } from './useBundle.ts';
import type { State } from './wizardReducer.ts';

/** The wizard without its questions: a setup that exists is repaired. */
export interface Repairing {
  /** What was chosen to be repaired. */
  findings: readonly Finding[];
  /** What else was found. */
  rest: readonly Finding[];
  /** Back to all that was found, as it was found. */
  onBack: () => void;
  /** Looks at the setup again. */
  onCheckAgain: () => void;
}

export interface WizardContext {
  state: State;
  answers: Answers;
  facts: HostFacts | null;
  /** Of the answers as they are now. */
  problems: readonly Problem[];
  change: (change: Partial<Answers>) => void;
  go: (step: StepId) => void;
  /** Does what a problem offers; copying is done where it is shown. */
  fix: (fix: Fix) => void;
  next: () => void;
  /** Next was pressed and goes on as soon as the machine was looked at. */
  isWaiting: boolean;
  back: (() => void) | null;
  nextTitle: string | null;
  apply: () => void;
  cancel: () => void;
  /** @param force also over changes that somebody made since */
  undo: (force?: boolean) => void;
  proveAgain: () => void;
  proving: boolean;
  /** The same change for root to install. */
  bundle: Bundle;
  /** null where somebody answers the questions. */
  repairing: Repairing | null;
  leave: () => void;
}

const Context = createContext<WizardContext | null>(null);
export const WizardProvider = Context.Provider;

export function useWizard(): WizardContext {
  const wizard = useContext(Context);
  if (wizard === null) throw new Error('useWizard outside of the wizard');
  return wizard;
}
