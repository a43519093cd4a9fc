import { curlNote } from '../../shared/doctor/curlNote.ts';
import type { Fix } from '../../shared/errors/failure.ts';
import type { CheckResult } from '../../shared/model/report.ts';
import { checkLook, type CheckLook } from './checkLook.ts';
import { classNames } from './classNames.ts';
import { CopyButton } from './CopyButton.tsx';
import { FixAction } from './FixAction.tsx';
import { formatDuration } from './format.ts';
import { Icon, type IconName } from './Icon.tsx';
import { RawWords } from './RawWords.tsx';
import table from './dataTable.module.css';
import css from './ProofGrid.module.css';

const icons: Record<CheckLook, IconName> = { shut: 'lock', open: 'check', nothing: 'info', wrong: 'cross' };

interface Props {
  checks: readonly CheckResult[];
  onFix?: (fix: Fix) => void;
}

/** Most messages only put title and outcome into one sentence, for places without a table. */
const saysMore = ({ title, observed, message }: CheckResult): boolean => message !== '' && message !== `${title}: ${observed}.`;

function Row({ check, onFix }: { check: CheckResult; onFix?: ((fix: Fix) => void) | undefined }) {
  const look = checkLook(check);
  const note = curlNote(check);
  return (
    <tr role="row">
      <td role="cell" className={css.who}>
        <span className={css.title}>{check.title}</span>
        {check.curl !== null && (
          <span className={css.command}>
            <code className={css.curl}>{check.curl}</code>
            <CopyButton text={check.curl} what={`the command: ${check.title}`} isCompact />
          </span>
        )}
        {check.curl !== null && note !== null && <span className={css.note}>{note}</span>}
      </td>
      <td role="cell" data-name="Should be" className={css.expected}>
        {check.expected}
      </td>
      <td role="cell">
        <span className={classNames(css.is, css[look])}>
          <Icon name={icons[look]} className={css.icon} />
          <span>{check.observed}</span>
        </span>
        {look === 'nothing' && <span className={css.nothing}>proves nothing</span>}
        {look === 'wrong' && (
          <div className={css.why}>
            {saysMore(check) && <p>{check.message}</p>}
            {check.fix && <FixAction fix={check.fix} onFix={onFix} />}
            {check.raw !== undefined && <RawWords raw={check.raw} />}
          </div>
        )}
      </td>
      <td role="cell" data-name="Time" className={table.figure}>
        {formatDuration(check.ms)}
      </td>
    </tr>
  );
}

/** Who knocked at the door, what should have happened, and what did. */
export function ProofGrid({ checks, onFix }: Props) {
  if (checks.length === 0) return <p className={table.empty}>Nothing has been tried yet.</p>;
  return (
    <div className={table.frame}>
      <table className={table.table} role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">Who knocks</th>
            <th role="columnheader">Should be</th>
            <th role="columnheader">Is</th>
            <th role="columnheader" className={table.figure}>
              Time
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {checks.map((check) => (
            <Row key={`${check.id}${check.user ?? ''}`} check={check} onFix={onFix} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
