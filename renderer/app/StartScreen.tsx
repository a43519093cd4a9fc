import { initialAnswers } from '../../shared/wizard/draft.ts';
import { Button } from '../components/Button.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { forgetPasswords } from '../wizard/passwords.ts';
import { Page } from './Page.tsx';
import { useApp } from './appContext.ts';
import type { Resume, Screen } from './App.tsx';
import css from './StartScreen.module.css';

interface Props {
  /** The wizard as it was left; null when there is nothing to go on with. */
  resume: Resume | null;
  onGo: (screen: Screen) => void;
}

interface Choice {
  title: string;
  text: string;
  action: string;
  go: () => void;
  isReady: boolean;
}

function ChoiceCard({ choice, isFirst }: { choice: Choice; isFirst: boolean }) {
  return (
    <li className={css.choice}>
      <div>
        <h2>{choice.title}</h2>
        <p>{choice.text}</p>
      </div>
      <Button variant={isFirst ? 'primary' : 'plain'} onPress={choice.go} isDisabled={!choice.isReady}>
        {choice.action}
      </Button>
    </li>
  );
}

/** The ways from here, the most asked for first. */
function choicesOf(begin: () => void, canBegin: boolean, onGo: Props['onGo']): Choice[] {
  return [
    {
      title: 'Secure a Prometheus',
      text: 'Turn on TLS and passwords, and let Prometheus go on scraping itself: one change, shown before it is made, proven after, and undone by a press.',
      action: 'Begin',
      go: begin,
      isReady: canBegin,
    },
    {
      title: 'Check an existing setup',
      text: 'What is broken, will break or is unsafe in its files and servers, also where other tools say that all is well. Most of it can be repaired here.',
      action: 'Check it',
      go: () => onGo({ id: 'check', request: null }),
      isReady: true,
    },
    {
      title: 'Check a connection',
      text: 'What answers at an address, whether its certificate holds for Prometheus, and what is wrong if not.',
      action: 'Check',
      go: () => onGo({ id: 'probe' }),
      isReady: true,
    },
    {
      title: 'Open an existing setup',
      text: 'Renew the certificate, add a user, prove it again, or undo what was changed.',
      action: 'Open',
      go: () => onGo({ id: 'open' }),
      isReady: true,
    },
  ];
}

/** The first screen: what PromSeal can do, and where one left off. */
export function StartScreen({ resume, onGo }: Props) {
  const { discovery, discoveryFailure, discoverAgain, changeSettings } = useApp();
  // The proof of what was completed is kept for loading the page again, and nothing to go on with.
  const isUnfinished = resume !== null && resume.step !== 'proof';
  const begin = (): void => {
    if (discovery === null) return;
    forgetPasswords();
    onGo({ id: 'wizard', answers: initialAnswers(discovery), step: 'server', beginning: { opened: false, applied: false } });
  };
  const choices = choicesOf(begin, discovery !== null, onGo);
  return (
    <Page title="What do you want to do?" lead="Nothing on this machine is changed until you have seen every file and pressed Apply.">
      {isUnfinished && (
        <Notice
          tone="info"
          title="You were in the middle of something"
          actions={
            <>
              <Button onPress={() => onGo({ id: 'wizard', ...resume })}>Go on with {resume.answers.folder}</Button>
              <Button variant="quiet" onPress={() => changeSettings({ draft: null })}>Forget it</Button>
            </>
          }
        >
          Your answers are kept. Passwords are not: type them again where they are asked for.
        </Notice>
      )}
      {discoveryFailure !== null && <FailureNotice failure={discoveryFailure} onRetry={discoverAgain} />}
      <ul className={css.choices}>
        {choices.map((choice, index) => (
          <ChoiceCard key={choice.title} choice={choice} isFirst={index === 0} />
        ))}
      </ul>
      {discovery === null && discoveryFailure === null && <Spinner label="Looking for Prometheus on this machine" />}
    </Page>
  );
}
