import type { ReactNode } from 'react';
import type { FileDiff, Plan as PlanData } from '../../shared/model/plan.ts';
import { describeCommand } from '../../shared/plan/describePlan.ts';
import { DiffView } from '../components/DiffView.tsx';
import { Notice } from '../components/Notice.tsx';
import { placeOf } from '../components/placeOf.ts';
import { useWizard } from '../wizard/wizardContext.ts';
import css from './steps.module.css';

/** Faults that no repair takes away: promtool may refuse the file for one of them, and it is better known before. */
export function LeftToYou() {
  const { repairing } = useWizard();
  const findings = (repairing?.rest ?? []).filter(({ severity, repair }) => severity === 'broken' && repair === undefined);
  if (findings.length === 0) return null;
  return (
    <Notice tone="warn" title={findings.length === 1 ? 'One fault is left to you' : `${String(findings.length)} faults are left to you`}>
      <p>A fault that keeps a file from being read makes promtool refuse the repaired file as well, and then nothing is changed. Put such a fault right first.</p>
      <ul className={css.repairs}>
        {findings.map((found) => (
          <li key={found.id}>
            {found.message}
            <small>{placeOf(found)}</small>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What was chosen to be repaired, before all that it takes. */
export function Repairs() {
  const { repairing } = useWizard();
  if (repairing === null || repairing.findings.length === 0) return null;
  return (
    <section className={css.section}>
      <h2>What is repaired</h2>
      <ul className={css.repairs}>
        {repairing.findings.map(({ id, message, repair }) => (
          <li key={id}>
            {repair}
            <small>{message}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ plan: { actions }, title }: { plan: PlanData; title: string }) {
  if (actions.length === 0) {
    return <Notice tone="info">Everything is as you asked for already. Nothing is written; every check is tried once more.</Notice>;
  }
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      <ol className={css.actions}>
        {actions.map((action, index) => (
          <li key={`${String(index)} ${action.why}`}>
            <div>
              {action.why}
              {describeCommand(action).map((command) => (
                <code key={command}>{command}</code>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface Props {
  plan: PlanData;
  diffs: readonly FileDiff[];
  /** What stands over the actions. */
  title?: string;
  /** Files beside those of the setup. */
  more?: ReactNode;
}

/** Every action with its reason, every file with its diff. */
export function ReviewedPlan({ plan, diffs, title = 'What will be done, in this order', more }: Props) {
  return (
    <>
      <Actions plan={plan} title={title} />
      {diffs.length > 0 && (
        <section className={css.section}>
          <h2>Every file</h2>
          <div className={css.stack}>
            {diffs.map((diff) => (
              <DiffView key={diff.path} diff={diff} />
            ))}
            {more}
          </div>
        </section>
      )}
    </>
  );
}
