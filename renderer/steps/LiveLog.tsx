import { useEffect, useState } from 'react';
import { useApp } from '../app/appContext.ts';
import { Disclosure } from '../components/Disclosure.tsx';
import { LogView } from '../components/LogView.tsx';
import { useWizard } from '../wizard/wizardContext.ts';

const pollMs = 1000;
/** A page that stays open for days must not fill up. */
const keptLines = 1000;

interface Seen {
  lines: readonly string[];
  running: boolean;
}

/** The log of the Prometheus that PromSeal started, from its beginning and on; empty for one that is not ours. */
function useLog(folder: string): Seen {
  const { client } = useApp();
  const [seen, setSeen] = useState<Seen>({ lines: [], running: false });
  useEffect(() => {
    let watching = true;
    let from = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const read = await client['process.log']({ folder, from });
      if (!watching) return;
      if (read.ok) {
        const { lines, next, running } = read.value;
        from = next;
        setSeen((before) => ({ lines: lines.length === 0 ? before.lines : [...before.lines, ...lines].slice(-keptLines), running }));
      }
      timer = setTimeout(() => void look(), pollMs);
    };
    void look();
    return () => {
      watching = false;
      clearTimeout(timer);
    };
  }, [client, folder]);
  return seen;
}

/** What Prometheus writes, live. Nothing is drawn for a server whose log is not PromSeal's to read. */
export function LiveLog() {
  const { answers } = useWizard();
  const { lines, running } = useLog(answers.folder);
  if (lines.length === 0) return null;
  return (
    <Disclosure title={`Log of Prometheus, ${running ? 'live' : 'which has ended'}`}>
      <LogView lines={lines} label="Log of Prometheus" />
    </Disclosure>
  );
}
