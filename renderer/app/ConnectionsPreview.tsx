import { memo } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import type { FileDiff } from '../../shared/model/plan.ts';
import { diffCounts } from '../components/diffHunks.ts';
import { DiffView } from '../components/DiffView.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { Spinner } from '../components/Spinner.tsx';
import type { ConnectionsPlan } from './useConnectionsPlan.ts';
import css from './Connections.module.css';

interface Props {
  plan: ConnectionsPlan;
  /** Those that no field of the form shows. */
  problems: readonly Problem[];
  /** Nothing is chosen yet, or nothing changes. */
  isIdle: boolean;
}

/** More changed lines than these are read at Review, and would make the form slow. */
const mostLines = 400;
const mostProblems = 5;

const linesOf = ({ lines }: FileDiff): number => {
  const { added, removed } = diffCounts(lines);
  return added + removed;
};

const Files = memo(function Files({ diffs }: { diffs: readonly FileDiff[] }) {
  if (diffs.length === 0) return <p>Nothing changes: what you chose is like that already.</p>;
  const count = diffs.reduce((sum, diff) => sum + linesOf(diff), 0);
  if (count > mostLines) return <p>{String(count)} lines change in {diffs.map(({ path }) => path).join(', ')}. Review shows every one of them.</p>;
  return diffs.map((diff) => <DiffView key={diff.path} diff={diff} />);
});

/** What the choice does to prometheus.yml, before anything is decided. */
export function ConnectionsPreview({ plan, problems, isIdle }: Props) {
  const { planned, failure, isCurrent } = plan;
  const rest = problems.length - mostProblems;
  const isFailed = failure !== null && (failure.problems ?? []).length === 0;
  return (
    <section className={css.preview} aria-labelledby="what-changes">
      <h2 id="what-changes">What changes</h2>
      {isIdle && <p>Choose connections and what they become. The lines that change are shown here; nothing is written yet.</p>}
      {!isIdle && !isCurrent && <Spinner label="Working out what changes" />}
      {!isIdle && isFailed && <FailureNotice failure={failure} />}
      {!isIdle && <ProblemList problems={problems.slice(0, mostProblems)} />}
      {!isIdle && rest > 0 && <p>{rest === 1 ? 'One more like these.' : `${String(rest)} more like these.`}</p>}
      {!isIdle && planned !== null && <Files diffs={planned.diffs} />}
    </section>
  );
}
