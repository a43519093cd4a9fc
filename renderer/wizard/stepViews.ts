/** Which view draws which step. Loaded when the step is opened, so that the first screen stays small. */
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { StepId } from '../../shared/wizard/steps.ts';

export const stepViews: Readonly<Record<StepId, LazyExoticComponent<ComponentType>>> = {
  server: lazy(() => import('../steps/server/ServerStep.tsx')),
  names: lazy(() => import('../steps/NamesStep.tsx')),
  certificate: lazy(() => import('../steps/CertificateStep.tsx')),
  users: lazy(() => import('../steps/users/UsersStep.tsx')),
  options: lazy(() => import('../steps/OptionsStep.tsx')),
  review: lazy(() => import('../steps/ReviewStep.tsx')),
  apply: lazy(() => import('../steps/ApplyStep.tsx')),
  proof: lazy(() => import('../steps/ProofStep.tsx')),
  finish: lazy(() => import('../steps/finish/FinishStep.tsx')),
};
