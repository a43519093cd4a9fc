import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Finding } from '../../shared/model/finding.ts';
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
import { type CheckRequest, keptRequest } from './checkRequest.ts';
import type { Choice } from './connectionAnswers.ts';
import { StartScreen } from './StartScreen.tsx';
import { useDiscovery } from './useDiscovery.ts';
import { useSettings } from './useSettings.ts';

const Wizard = lazy(() => import('../wizard/Wizard.tsx').then((module) => ({ default: module.Wizard })));
const ProbeScreen = lazy(() => import('./ProbeScreen.tsx').then((module) => ({ default: module.ProbeScreen })));
const CheckScreen = lazy(() => import('./CheckScreen.tsx').then((module) => ({ default: module.CheckScreen })));
const ConnectionsScreen = lazy(() => import('./ConnectionsScreen.tsx').then((module) => ({ default: module.ConnectionsScreen })));
const OpenScreen = lazy(() => import('./OpenScreen.tsx').then((module) => ({ default: module.OpenScreen })));

export type Screen =
  | { id: 'start' }
  | { id: 'wizard'; answers: Answers; step: StepId; beginning: Beginning }
  | { id: 'probe' }
  /** What to look at, null while it is being chosen; and what was found, where that is known already. */
  | { id: 'check'; request: CheckRequest | null; report?: CheckReport }
  /** What was found is being repaired. */
  | { id: 'repair'; answers: Answers; findings: readonly Finding[]; request: CheckRequest; report: CheckReport }
  /** Connections of a setup are chosen, and what they become. */
  | { id: 'connections'; request: CheckRequest; report?: CheckReport; choice?: Choice }
  /** What was chosen is being switched. */
  | { id: 'switch'; answers: Answers; choice: Choice; request: CheckRequest; report: CheckReport }
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
  // What was chosen to be switched is chosen again from what is there now.
  if (location.hash === '#connections' || location.hash === '#switch') {
    const request = keptRequest(history.state);
    return request === null ? { id: 'check', request } : { id: 'connections', request };
  }
  // A repair that was reviewed is chosen again from what is found now.
  if (location.hash === '#check' || location.hash === '#repair') return { id: 'check', request: keptRequest(history.state) };
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

/** The wizard from Review on, for what was found in a setup. */
function Repair({ screen, onGo, onLeave }: { screen: Extract<Screen, { id: 'repair' }>; onGo: (screen: Screen) => void; onLeave: () => void }) {
  const { answers, findings, request, report } = screen;
  const repairing = {
    findings,
    rest: report.findings.filter(({ id }) => !answers.repair.includes(id)),
    onBack: () => onGo({ id: 'check', request, report }),
    onCheckAgain: () => onGo({ id: 'check', request }),
  };
  return <Wizard first={answers} firstStep="review" beginning={{ opened: true, applied: false }} repairing={repairing} onLeave={onLeave} />;
}

/** The same for connections that are switched; faults that were found besides may stand in the way. */
function Switching({ screen, onGo, onLeave }: { screen: Extract<Screen, { id: 'switch' }>; onGo: (screen: Screen) => void; onLeave: () => void }) {
  const { answers, choice, request, report } = screen;
  const repairing = {
    findings: [],
    rest: report.findings,
    onBack: () => onGo({ id: 'connections', request, report, choice }),
    onCheckAgain: () => onGo({ id: 'check', request }),
  };
  return <Wizard first={answers} firstStep="review" beginning={{ opened: true, applied: false }} repairing={repairing} onLeave={onLeave} />;
}

/** The screen that is shown, and the way from one to another. */
function Screens({ resume }: { resume: Resume | null }) {
  const [screen, setScreen] = useState(() => screenOfAddress(resume));
  const go = useCallback((next: Screen): void => {
    const kept = 'request' in next ? { request: next.request } : null;
    history.replaceState(kept, '', next.id === 'start' ? location.pathname : `#${next.id}`);
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
    case 'check':
      return <CheckScreen key={JSON.stringify(screen.request)} request={screen.request} known={screen.report ?? null} onGo={go} onLeave={goHome} />;
    case 'repair':
      return <Repair screen={screen} onGo={go} onLeave={goHome} />;
    case 'connections':
      return <ConnectionsScreen request={screen.request} known={screen.report ?? null} choice={screen.choice ?? null} onGo={go} onLeave={goHome} />;
    case 'switch':
      return <Switching screen={screen} onGo={go} onLeave={goHome} />;
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
