import { useState } from 'react';
import type { ProbeResult } from '../../shared/model/probeResult.ts';
import { CertificateChain } from '../components/CertificateChain.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { HandshakeTimeline } from '../components/HandshakeTimeline.tsx';
import { Panel } from '../components/Panel.tsx';
import { RawWords } from '../components/RawWords.tsx';
import { VerdictBanner } from '../components/VerdictBanner.tsx';
import css from './ProbeScreen.module.css';

const families = { go: 'Prometheus and Grafana', node: 'Node' } as const;

function Clients({ clients }: { clients: ProbeResult['clients'] }) {
  const judged = (['go', 'node'] as const).flatMap((family) => {
    const verdict = clients[family];
    return verdict === undefined ? [] : [{ family, verdict }];
  });
  if (judged.length === 0) return null;
  return (
    <Panel title="Who accepts this certificate">
      <dl className={css.clients}>
        {judged.map(({ family, verdict }) => [
          <dt key={family}>{families[family]}</dt>,
          <dd key={`${family} verdict`}>{verdict.ok ? 'accepts it' : `refuses it: ${verdict.reason}`}</dd>,
        ])}
      </dl>
    </Panel>
  );
}

/** The file that was trusted, and the fingerprint of the certificate in it. */
export interface Trusted {
  label: string;
  sha256: string;
}

/** The result of one probe: verdict, stages, chain, clients, and the same by hand. */
export function ProbeReport({ result, trusted }: { result: ProbeResult; trusted: Trusted | null }) {
  const [now] = useState(() => Date.now());
  const { diagnosis } = result;
  return (
    <>
      <VerdictBanner tone={result.ok ? 'good' : 'bad'} title={result.ok ? 'All is well' : 'There is a problem'}>
        {diagnosis.message} {diagnosis.hint}
      </VerdictBanner>
      {diagnosis.raw !== undefined && <RawWords raw={diagnosis.raw} />}
      <section className={css.section}>
        <h2>One connection, in order</h2>
        <HandshakeTimeline result={result} />
      </section>
      {result.chain.length > 0 && (
        <section className={css.section}>
          <h2>Who vouches for whom</h2>
          <CertificateChain chain={result.chain} trusted={trusted} address={new URL(result.url).host} now={now} isAccepted={result.clients.go?.ok === true} />
        </section>
      )}
      <Clients clients={result.clients} />
      <CodeBlock title="The same by hand" language="shell" code={result.curl} />
    </>
  );
}
