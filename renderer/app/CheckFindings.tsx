import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { Button } from '../components/Button.tsx';
import { bySeverity, severityLooks } from '../components/findingLook.ts';
import { FindingList } from '../components/FindingList.tsx';
import { Icon } from '../components/Icon.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { verdictOf } from './checkWords.ts';
import css from './CheckScreen.module.css';

interface Props {
  report: CheckReport;
  /** Takes these to where their repair is reviewed. */
  onRepair: (findings: readonly Finding[]) => void;
}

/** How many of each severity, each with its shape and word. */
function Counts({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className={css.counts} aria-label="How many">
      {bySeverity(findings).map(({ severity, findings: { length } }) => (
        <li key={severity} className={css[severity]}>
          <Icon name={severityLooks[severity].icon} />
          <span>{length} {severityLooks[severity].title.toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}

/** The verdict, all findings, and repairing one or all that can be repaired. */
export function CheckFindings({ report, onRepair }: Props) {
  const { findings, answers, problems } = report;
  const repairable = answers === null ? [] : findings.filter(({ repair }) => repair !== undefined);
  const rest = findings.length - repairable.length;
  const { tone, title, text } = verdictOf(report);
  const isNothing = tone === 'info';
  return (
    <>
      <Notice
        tone={tone}
        title={title}
        actions={repairable.length > 0 && <Button variant="primary" onPress={() => onRepair(repairable)}>Fix all that can be fixed ({repairable.length})</Button>}
      >
        {(!isNothing || problems.length === 0) && <p>{text}</p>}
        {isNothing && <ProblemList problems={problems} />}
        {findings.length > 0 && <Counts findings={findings} />}
        {repairable.length > 0 && (
          <p className={css.note}>
            Fix shows every file before it is changed.
            {rest > 0 && ` What PromSeal cannot repair, ${String(rest)} of ${String(findings.length)}, says what you have to do.`}
          </p>
        )}
      </Notice>
      <FindingList findings={findings} onRepair={answers === null ? null : (finding) => onRepair([finding])} />
    </>
  );
}
