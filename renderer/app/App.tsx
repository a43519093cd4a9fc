import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { isStepId, type StepId } from '../../shared/wizard/steps.ts';
import { getLinkReusedAt, subscribeLinkReused } from '../bridge/sessionNotice.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { applyTheme } from '../styles/applyTheme.ts';
import type { Beginning } from '../wizard/wizardReducer.ts';
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
  | { id: 'wizard'; answers: Answers; step: StepId; beginning: Beginning }
  | { id: 'probe' }
  | { id: 'open' };

/** The wizard as it was left. */
export interface Resume {
  answers: Answers;
  step: StepId;
  beginning: Beginning;
}

function resumeOf({ answers, step, applied = false }: NonNullable<Settings['draft']>): Resume | null {
  return isStepId(step) ? { answers, step, beginning: { opened: applied, applied } } : null;
}

/** The address remembers the screen, so that loading the page again stays on it. The link's key has left it by then. */
function screenOfAddress(resume: Resume | null): Screen {
  if (location.hash === '#wizard' && resume !== null) return { id: 'wizard', ...resume };
  if (location.hash === '#probe') return { id: 'probe' };
  return location.hash === '#open' ? { id: 'open' } : { id: 'start' };
}

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

/** The screen that is shown, and the way from one to another. */
function Screens({ resume }: { resume: Resume | null }) {
  const [screen, setScreen] = useState(() => screenOfAddress(resume));
  const go = useCallback((next: Screen): void => {
    history.replaceState(null, '', next.id === 'start' ? location.pathname : `#${next.id}`);
    setScreen(next);
  }, []);
  const goHome = useCallback(() => go({ id: 'start' }), [go]);
  switch (screen.id) {
    case 'start':
      return <StartScreen resume={resume} onGo={go} />;
    case 'wizard':
      return <Wizard first={screen.answers} firstStep={screen.step} beginning={screen.beginning} onLeave={goHome} />;
    case 'probe':
      return <ProbeScreen onLeave={goHome} />;
    case 'open':
      return <OpenScreen onLeave={goHome} onGo={go} />;
  }
}

/** The whole page: what all screens share, and one of them. */
export function App({ client }: { client: Client }) {
  const { settings, failure, change } = useSettings(client);
  const found = useDiscovery(client);
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
  const resume = draft === null ? null : resumeOf(draft);
  return (
    <AppProvider value={{ client, ...found, settings, changeSettings: change, list }}>
      <LinkReused />
      <Suspense fallback={<div className={css.alone}><Spinner label="Loading" /></div>}>
        <Screens resume={resume} />
      </Suspense>
    </AppProvider>
  );
}
