import { HandshakeTimeline } from '../../../renderer/components/HandshakeTimeline.tsx';
import { SealMark } from '../../../renderer/components/SealMark.tsx';
import { TrafficMap } from '../../../renderer/components/TrafficMap.tsx';
import { probe } from './samples.ts';
import css from './gallery.module.css';

export function PicturesPage() {
  return (
    <main className={css.page}>
      <h1>Pictures</h1>
      <SealMark size={96} />
      <HandshakeTimeline result={probe} />
      <TrafficMap tls users={['prometheus']} proxy="none" scrapesItself url="https://localhost:9090" />
      <TrafficMap tls users={['prometheus', 'grafana']} proxy="nginx" scrapesItself url="https://localhost:9090" />
      <TrafficMap tls={false} users={[]} proxy="none" scrapesItself={false} url="http://localhost:9090" />
    </main>
  );
}
