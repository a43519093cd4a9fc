import { Component, type ReactNode } from 'react';
import { Button } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { RawWords } from '../components/RawWords.tsx';

interface State {
  error: Error | null;
}

/** What is shown when the page itself fails. The draft is kept on the privileged side, so loading again loses nothing. */
export class CrashBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main>
        <Notice
          tone="bad"
          title="This page has failed"
          isUrgent
          actions={
            <Button variant="primary" onPress={() => location.reload()}>
              Load it again
            </Button>
          }
        >
          Your answers are kept, passwords are not. A change that is being applied goes on without this page.
          <RawWords raw={error.stack ?? error.message} />
        </Notice>
      </main>
    );
  }
}
