import { CodeBlock } from './CodeBlock.tsx';
import { Disclosure } from './Disclosure.tsx';

/** The untouched message of Prometheus, promtool, Go or the system: one click away, and to be copied. */
export function RawWords({ raw, title = 'The exact words' }: { raw: string; title?: string }) {
  return (
    <Disclosure title={title}>
      <CodeBlock code={raw} title="Unchanged" />
    </Disclosure>
  );
}
