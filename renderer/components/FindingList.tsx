import type { Finding } from '../../shared/model/finding.ts';
import { FindingCard } from './FindingCard.tsx';
import { bySeverity, severityLooks, type FindingGroup } from './findingLook.ts';
import css from './FindingList.module.css';

interface Props {
  findings: readonly Finding[];
  /** Repairs one of them; null where nothing can be repaired from here. */
  onRepair: ((finding: Finding) => void) | null;
}

function Group({ group: { severity, findings }, onRepair }: { group: FindingGroup; onRepair: Props['onRepair'] }) {
  const { title, text } = severityLooks[severity];
  return (
    <section className={css.group} aria-label={title}>
      <h2>
        {title} <span className={css.count}>{findings.length}</span>
      </h2>
      <p className={css.text}>{text}</p>
      <ul className={css.list}>
        {findings.map((finding, index) => (
          <li key={`${String(index)} ${finding.id}`}>
            <FindingCard finding={finding} onRepair={onRepair === null ? null : () => onRepair(finding)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Everything that a check found, the worst first. */
export function FindingList({ findings, onRepair }: Props) {
  return bySeverity(findings).map((group) => <Group key={group.severity} group={group} onRepair={onRepair} />);
}
