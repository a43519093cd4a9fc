import type { Failure, Fix } from '../../shared/errors/failure.ts';
import { Button } from './Button.tsx';
import { FixAction } from './FixAction.tsx';
import { Notice } from './Notice.tsx';
import { ProblemList } from './ProblemList.tsx';
import { RawWords } from './RawWords.tsx';
import css from './FailureNotice.module.css';

interface Props {
  failure: Failure;
  onFix?: (fix: Fix) => void;
  onRetry?: () => void;
}

/** Why something did not work: what happened, the likely cause, the one thing to press, and the exact words. */
export function FailureNotice({ failure, onFix, onRetry }: Props) {
  const { code, message, hint, fix, raw, ref, problems } = failure;
  const retriesByFix = fix?.kind === 'retry' && onFix !== undefined;
  return (
    <Notice tone="bad" title={message} isUrgent>
      {hint !== undefined && <p>{hint}</p>}
      {problems && problems.length > 0 && <ProblemList problems={problems} {...(onFix && { onFix })} />}
      {fix?.kind === 'copyCommand' && <FixAction fix={fix} />}
      <div className={css.foot}>
        {fix && fix.kind !== 'copyCommand' && <FixAction fix={fix} onFix={onFix} />}
        {onRetry && !retriesByFix && (
          <Button size="small" onPress={onRetry}>
            Try again
          </Button>
        )}
        <span className={css.code}>
          {code}
          {ref !== undefined && `, log entry ${ref}`}
        </span>
      </div>
      {raw !== undefined && <RawWords raw={raw} />}
    </Notice>
  );
}
