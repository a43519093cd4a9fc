import { CertificateChain } from '../../../renderer/components/CertificateChain.tsx';
import { HandshakeTimeline } from '../../../renderer/components/HandshakeTimeline.tsx';
import { ProofGrid } from '../../../renderer/components/ProofGrid.tsx';
import { TargetsTable } from '../../../renderer/components/TargetsTable.tsx';
import { TrafficMap } from '../../../renderer/components/TrafficMap.tsx';
import { VerdictBanner } from '../../../renderer/components/VerdictBanner.tsx';
import { brokenProbe, certificate, checks, issued, now, probe, targets } from './samples.ts';
import css from './gallery.module.css';

const trusted = { label: 'prometheus.crt', sha256: certificate.sha256 };

export function ProofPage() {
  return (
    <main className={css.page}>
      <h1>Proof</h1>
      <VerdictBanner tone="good" title="Sealed">
        Prometheus answers only over HTTPS and only with a password, and scrapes itself that way.
      </VerdictBanner>
      <VerdictBanner tone="bad" title="Not sealed">1 of 7 checks does not hold.</VerdictBanner>
      <div className={css.pair}>
        <div>
          <h2>One connection, in order</h2>
          <HandshakeTimeline result={probe} />
        </div>
        <div>
          <h2>Who vouches for whom</h2>
          <CertificateChain chain={[certificate]} trusted={trusted} address="127.0.0.1:9090" now={now} />
        </div>
        <div>
          <h2>One that ended early</h2>
          <HandshakeTimeline result={brokenProbe} />
        </div>
        <div>
          <h2>A chain of two</h2>
          <CertificateChain chain={issued} trusted={null} address="mon-1.lan:9090" now={now} isAccepted />
          <CertificateChain chain={[certificate]} trusted={{ label: 'old.crt', sha256: '00' }} address="127.0.0.1:9090" now={now + 400 * 86_400_000} />
        </div>
      </div>
      <h2>Who talks to what</h2>
      <TrafficMap tls users={['prometheus']} proxy="none" scrapesItself url="https://localhost:9090" />
      <TrafficMap tls users={['prometheus', 'grafana']} proxy="nginx" scrapesItself url="https://localhost:9090" />
      <TrafficMap tls={false} users={[]} proxy="none" scrapesItself={false} url="http://localhost:9090" />
      <h2>One connection, in a wide place</h2>
      <HandshakeTimeline result={probe} />
      <h2>The door</h2>
      <ProofGrid checks={checks} onFix={() => undefined} />
      <h2>What Prometheus says</h2>
      <TargetsTable targets={targets} now={now} />
    </main>
  );
}
