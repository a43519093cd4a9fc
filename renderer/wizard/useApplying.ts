/** Applying, cancelling, undoing and proving again, and finding a run that goes on while the page was closed. */
import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { forgetPasswords, passwordsFor } from './passwords.ts';
import { stands, type Action, type State } from './wizardReducer.ts';

const pollMs = 500;

/** Takes over a run that was started before this page was opened; where the page was left while applying or at its proof, also one that has ended. */
function useRunningElsewhere(client: Client, { answers: { folder }, step }: State, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    let watching = true;
    const look = async (): Promise<void> => {
      const status = await client['apply.status']({});
      if (!watching || !status.ok) return;
      const { running, report } = status.value;
      if (running !== null && running.folder === folder) {
        dispatch({ type: 'started', run: { startedAt: running.startedAt, events: running.events, plan: null } });
        setTimeout(() => void look(), pollMs);
      } else if (report !== null) {
        dispatch({ type: 'ended', report });
      } else {
        dispatch({ type: 'vanished' });
      }
    };
    void client['apply.status']({}).then((status) => {
      if (watching && status.ok && (status.value.running !== null || step === 'apply' || step === 'proof')) void look();
    });
    return () => {
      watching = false;
    };
    // Only when the wizard opens: later runs are its own.
  }, []);
}

export function useApplying(client: Client, state: State, dispatch: Dispatch<Action>) {
  const [proving, setProving] = useState(false);
  const newest = useRef(state);
  newest.current = state;
  useRunningElsewhere(client, state, dispatch);

  const apply = useCallback(() => {
    const { answers, planned } = newest.current;
    if (planned === null) return;
    const secrets = { passwords: passwordsFor(passwordsNeeded(planned.plan, answers)) };
    dispatch({ type: 'started', run: { startedAt: Date.now(), events: [], plan: planned.plan } });
    void client['plan.apply']({ answers, digest: planned.digest, secrets }, (event) => dispatch({ type: 'event', event })).then((done) => {
      if (!done.ok) return dispatch({ type: 'applyFailed', failure: done.failure });
      if (stands(done.value)) forgetPasswords();
      return dispatch({ type: 'ended', report: done.value });
    });
  }, [client, dispatch]);

  const cancel = useCallback(() => {
    void client['apply.cancel']({}).then((heard) => {
      if (heard.ok && heard.value.cancelled) dispatch({ type: 'stopping' });
    });
  }, [client, dispatch]);

  const undo = useCallback((force = false) => {
    const { folder } = newest.current.answers;
    dispatch({ type: 'started', run: { startedAt: Date.now(), events: [], plan: null } });
    void client['apply.undo']({ folder, force }, (event) => dispatch({ type: 'event', event })).then((done) => {
      dispatch(done.ok ? { type: 'undone', report: done.value } : { type: 'applyFailed', failure: done.failure });
    });
  }, [client, dispatch]);

  const proveAgain = useCallback(() => {
    setProving(true);
    void client['proof.run']({ answers: newest.current.answers }).then((done) => {
      setProving(false);
      if (done.ok) dispatch({ type: 'proven', part: done.value, at: Date.now() });
      else dispatch({ type: 'proofFailed', failure: done.failure });
    });
  }, [client, dispatch]);

  return { apply, cancel, undo, proveAgain, proving };
}
