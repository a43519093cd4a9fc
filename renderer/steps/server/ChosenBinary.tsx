import { useState } from 'react';
import type { Failure, Problem } from '../../../shared/errors/failure.ts';
import { useApp } from '../../app/appContext.ts';
import { Button } from '../../components/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { PathField } from '../../components/PathField.tsx';
import css from '../steps.module.css';

/** A prometheus program named by its path: it is run once for its version before it is taken. */
export function ChosenBinary({ onChosen, problem }: { onChosen: (path: string) => void; problem: Problem | null }) {
  const { client, list } = useApp();
  const [path, setPath] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    const checked = await client['host.checkBinary']({ path });
    setBusy(false);
    setFailure(checked.ok ? null : checked.failure);
    if (checked.ok) onChosen(checked.value.path);
  };
  return (
    <div className={css.stack}>
      <PathField label="Path of the prometheus program" value={path} onChange={setPath} kind="file" list={list} placeholder="/opt/prometheus/prometheus" problem={problem} />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className={css.row}>
        <Button onPress={() => void check()} isDisabled={path.trim() === '' || busy}>Use this program</Button>
      </div>
    </div>
  );
}
