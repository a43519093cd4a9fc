import { useId } from 'react';
import type { Finding } from '../../shared/model/finding.ts';
import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Disclosure } from './Disclosure.tsx';
import { clientWords, severityLooks } from './findingLook.ts';
import { FixAction } from './FixAction.tsx';
import { Icon } from './Icon.tsx';
import { placeOf } from './placeOf.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './FindingCard.module.css';

interface Props {
  finding: Finding;
  /** Repairs this one; null where nothing can be repaired from here. */
  onRepair: (() => void) | null;
}

/** The file with line and column, to be copied, and the field in it. */
function Place({ finding }: { finding: Finding }) {
  const place = placeOf(finding);
  if (place === '' && finding.field === undefined) return null;
  return (
    <p className={css.place}>
      {place !== '' && (
        <span className={css.file}>
          <code>{place}</code>
          <CopyButton text={place} what={`the place ${place}`} isCompact />
        </span>
      )}
      {finding.field !== undefined && <code className={css.field}>{finding.field}</code>}
    </p>
  );
}

/** Whom it concerns, and what the field is for. */
function Scope({ finding: { clients, holdsFor, documentation } }: { finding: Finding }) {
  const refusing = clientWords(clients);
  if (refusing === '' && holdsFor === undefined && documentation === undefined) return null;
  return (
    <dl className={css.scope}>
      {refusing !== '' && <div><dt>Refused by</dt><dd>{refusing}</dd></div>}
      {holdsFor !== undefined && <div><dt>Holds for</dt><dd>Prometheus {holdsFor}</dd></div>}
      {documentation !== undefined && <div><dt>The field</dt><dd>{documentation}</dd></div>}
    </dl>
  );
}

/** What was seen, and the words that the programs themselves say to it: for those who want to see it proven. */
function Evidence({ finding: { evidence, raw, code } }: { finding: Finding }) {
  if (evidence.length === 0 && raw === undefined) return <p className={css.code}>{code}</p>;
  return (
    <Disclosure title="What was seen">
      {evidence.length > 0 && (
        <dl className={css.evidence}>
          {evidence.map(({ label, text }, index) => (
            <div key={`${String(index)} ${label}`}><dt>{label}</dt><dd><code>{text}</code></dd></div>
          ))}
        </dl>
      )}
      {raw !== undefined && <CodeBlock code={raw} title="The exact words" />}
      <p className={css.code}>{code}</p>
    </Disclosure>
  );
}

/** What a person does, where PromSeal cannot. */
function ByHand({ finding: { hint, fix } }: { finding: Finding }) {
  if (hint === undefined && fix?.kind !== 'copyCommand') return null;
  return (
    <div className={css.hands}>
      <h4>What you have to do</h4>
      {hint !== undefined && <p>{hint}</p>}
      {fix?.kind === 'copyCommand' && <FixAction fix={fix} />}
    </div>
  );
}

/** One thing that a check found: what is wrong and where, why it is so, and the one thing to press or to do. */
export function FindingCard({ finding, onRepair }: Props) {
  const heading = useId();
  const { severity, message, hint, repair } = finding;
  const look = severityLooks[severity];
  const canRepair = repair !== undefined && onRepair !== null;
  return (
    <article className={classNames(css.card, css[severity])} aria-labelledby={heading}>
      <Icon name={look.icon} className={css.icon} />
      <div className={css.body}>
        <h3 id={heading} className={css.message}>
          <VisuallyHidden>{look.title}: </VisuallyHidden>
          {message}
        </h3>
        <Place finding={finding} />
        {canRepair && hint !== undefined && <p>{hint}</p>}
        {!canRepair && <ByHand finding={finding} />}
        <Scope finding={finding} />
        {canRepair && (
          <div>
            <Button size="small" onPress={onRepair} aria-describedby={heading}>Fix: {repair}</Button>
          </div>
        )}
        <Evidence finding={finding} />
      </div>
    </article>
  );
}
