import type { Fix } from '../../shared/errors/failure.ts';
import { Button } from './Button.tsx';
import { CodeBlock } from './CodeBlock.tsx';

interface Props {
  fix: Fix;
  /** For fixes that need more than copying; without it those are not offered. */
  onFix?: ((fix: Fix) => void) | undefined;
}

/** The one next thing to press or paste. */
export function FixAction({ fix, onFix }: Props) {
  if (fix.kind === 'copyCommand') return <CodeBlock code={fix.command} title={fix.label} />;
  if (!onFix) return null;
  return (
    <Button size="small" onPress={() => onFix(fix)}>
      {fix.label}
    </Button>
  );
}
