import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { isStepId, type StepId } from '../../shared/wizard/steps.ts';
import { getLinkReusedAt, subscribeLinkReused } from '../bridge/sessionNotice.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { applyTheme } from '../styles/applyTheme.ts';
import { AppProvider } from './appContext.ts';
import css from './App.module.css';
import { StartScreen } from './StartScreen.tsx';
import { useDiscovery } from './useDiscovery.ts';
import { useSettings } from './useSettings.ts';

const Wizard = lazy(() => import('../wizard/Wizard.tsx').then((module) => ({ default: module.Wizard })));
const ProbeScreen = lazy(() => import('./ProbeScreen.tsx').then((module) => ({ default: module.ProbeScreen })));
const OpenScreen = lazy(() => import('./OpenScreen.tsx').then((module) => ({ default: module.OpenScreen })));

export type Screen =
  | { id: 'start' }
  | { id: 'wizard'; answers: Answers; step: StepId; opened: boolean }
  | { id: 'probe' }
  | { id: 'open' };

/** Somebody else used the link of this session: the person has to know. */
function LinkReused() {
  const at = useSyncExternalStore(subscribeLinkReused, getLinkReusedAt);
  if (at === null) return null;
  return (
    <Notice tone="warn" title="The link of this session was opened a second time" isUrgent>
      It gave nothing away, because it works only once. If that was not you, somebody else on this machine has seen it.
    </Notice>
  );
}

/** The whole page: which screen is shown, and what all screens share. */
export function App({ client }: { client: Client }) {
  const { settings, failure, change } = useSettings(client);
  const found = useDiscovery(client);
  const [screen, setScreen] = useState<Screen>({ id: 'start' });
  const theme = settings?.theme ?? 'system';
  useEffect(() => applyTheme(theme, document.documentElement), [theme]);

  const list = useCallback(
    async (path: string) => {
      const listed = await client['host.listDirectory']({ path });
      return listed.ok ? listed.value : null;
    },
    [client],
  );

  if (failure !== null) return <div className={css.alone}><FailureNotice failure={failure} /></div>;
  if (settings === null) return <div className={css.alone}><Spinner label="Connecting to PromSeal" /></div>;
  const { draft } = settings;
  const resume = draft !== null && isStepId(draft.step) ? { answers: draft.answers, step: draft.step } : null;
  const goHome = (): void => setScreen({ id: 'start' });
  return (
    <AppProvider value={{ client, ...found, settings, changeSettings: change, list }}>
      <LinkReused />
      <Suspense fallback={<div className={css.alone}><Spinner label="Loading" /></div>}>
        {screen.id === 'start' && <StartScreen resume={resume} onGo={setScreen} />}
        {screen.id === 'wizard' && <Wizard first={screen.answers} firstStep={screen.step} opened={screen.opened} onLeave={goHome} />}
        {screen.id === 'probe' && <ProbeScreen onLeave={goHome} />}
        {screen.id === 'open' && <OpenScreen onLeave={goHome} onGo={setScreen} />}
      </Suspense>
    </AppProvider>
  );
}
