import { useState } from 'react';
import { FindingList } from '../../../renderer/components/FindingList.tsx';
import { countsOfFindings } from '../../../renderer/components/findingLook.ts';
import { fortyFindings } from './findingSamples.ts';
import css from './gallery.module.css';

export function FindingsPage() {
  const [chosen, setChosen] = useState('nothing');
  return (
    <main className={css.page}>
      <h1>Findings</h1>
      <p>{countsOfFindings(fortyFindings)}</p>
      <p>To be repaired: {chosen}</p>
      <FindingList findings={fortyFindings} onRepair={({ id }) => setChosen(id)} />
    </main>
  );
}
