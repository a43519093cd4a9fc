import { type SubmitEvent, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { CheckedConnection } from '../../shared/model/checkReport.ts';
import { BarActions } from '../components/BarActions.tsx';
import { Button } from '../components/Button.tsx';
import { ProblemText } from '../components/ProblemText.tsx';
import { focusAtFault } from '../wizard/focusAtFault.ts';
import { type Becomes, type Choice, connectionAnswers, missingValues, unchanged } from './connectionAnswers.ts';
import { ConnectionsFields } from './ConnectionsFields.tsx';
import { ConnectionsPreview } from './ConnectionsPreview.tsx';
import { ConnectionsTable } from './ConnectionsTable.tsx';
import { byField } from './connectionProblems.ts';
import { type ConnectionsPlan, useConnectionsPlan } from './useConnectionsPlan.ts';
import css from './Connections.module.css';

interface Props {
  /** The setup as it is. */
  answers: Answers;
  connections: readonly CheckedConnection[];
  /** What was chosen before; null at first. */
  choice: Choice | null;
  onReview: (answers: Answers, choice: Choice) => void;
  onBack: () => void;
}

const stays: Choice = { keys: new Set(), becomes: unchanged };

/** What keeps from Review, in the words beside it; null when nothing does. */
function heldBy({ keys }: Choice, wanted: Answers | null, errors: readonly Problem[]): string | null {
  if (keys.size === 0) return 'Choose at least one connection first.';
  if (errors.length > 0) return `Put this right first: ${errors[0]?.message ?? ''}`;
  return wanted === null ? 'Say what they become first.' : null;
}

/** Goes on as soon as the plan for what is chosen is there; to the first fault where there is one. */
function useReview(plan: ConnectionsPlan, held: string | null, onReview: () => void) {
  const form = useRef<HTMLFormElement>(null);
  const [isWanted, setWanted] = useState(false);
  const [insists, setInsists] = useState(false);
  const newest = useRef({ held, onReview });
  newest.current = { held, onReview };
  const isReady = plan.isCurrent || held !== null;
  useEffect(() => {
    if (!isWanted || !isReady) return;
    setWanted(false);
    setInsists(true);
    if (newest.current.held === null && plan.failure === null) newest.current.onReview();
    else if (form.current !== null) focusAtFault(form.current);
  }, [isWanted, isReady, plan.failure]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setWanted(true);
  };
  return { form, insists, isWanted, submit };
}

/** Which connections, what they become, and what that changes. */
export function ConnectionsForm({ answers, connections, choice, onReview, onBack }: Props) {
  const [{ keys, becomes }, setChoice] = useState(choice ?? stays);
  const choose = useCallback((chosen: ReadonlySet<string>) => setChoice((before) => ({ ...before, keys: chosen })), []);
  const change = (part: Partial<Becomes>): void => setChoice((before) => ({ ...before, becomes: { ...before.becomes, ...part } }));
  const wanted = useMemo(() => {
    const switched = connectionAnswers(connections, { keys, becomes });
    return switched.length === 0 ? null : { ...answers, connections: switched };
  }, [answers, connections, keys, becomes]);
  const plan = useConnectionsPlan(wanted);
  const shownPlan = useDeferredValue(plan);
  const missing = missingValues(becomes);
  const { fields, others } = byField(plan.problems);
  const errors = [...missing, ...[...fields.values(), ...others.filter(({ field }) => field?.startsWith('connections.'))].filter(({ severity }) => severity === 'error')];
  const held = heldBy({ keys, becomes }, wanted, errors);
  const { form, insists, isWanted, submit } = useReview(plan, held, () => {
    if (wanted !== null) onReview(wanted, { keys, becomes });
  });
  const problemOf = (field: string): Problem | null => fields.get(field) ?? (insists ? (missing.find((each) => each.field === field) ?? null) : null);
  return (
    <>
      <ConnectionsTable connections={connections} chosen={keys} onChange={choose} />
      <form ref={form} className={css.form} onSubmit={submit} noValidate>
        <ConnectionsFields becomes={becomes} change={change} problemOf={problemOf} />
        <ConnectionsPreview plan={shownPlan} problems={others} isIdle={wanted === null} />
        <div className={css.bar}>
          <BarActions
            back={<Button onPress={onBack}>Back</Button>}
            note={isWanted ? 'Working out what changes first.' : insists && held !== null ? <ProblemText problem={{ severity: 'error', message: held }} /> : undefined}
            primary={<Button variant="primary" type="submit">Next: Review</Button>}
          />
        </div>
      </form>
    </>
  );
}
