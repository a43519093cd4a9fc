import { Fragment } from 'react';
import { classNames } from './classNames.ts';
import { Icon, type IconName } from './Icon.tsx';
import { clients, type Hop, type Traffic, trafficHops } from './trafficWords.ts';
import css from './TrafficMap.module.css';

const icons: Record<Hop['state'], IconName> = { sealed: 'lock', open: 'unlock', proxy: 'info' };

function Arrow({ hop }: { hop: Hop }) {
  return (
    <li className={classNames(css.hop, css[hop.state])}>
      <span className={css.words}>
        <Icon name={icons[hop.state]} size={14} />
        {hop.words}
      </span>
      <svg className={css.arrow} width="100%" height="12" aria-hidden="true">
        <line x1="0" y1="6" x2="100%" y2="6" />
        <svg x="100%" overflow="visible">
          <path d="M-7 1 0 6l-7 5" />
        </svg>
      </svg>
    </li>
  );
}

/** Who talks to what after the change, and under what protection. */
export function TrafficMap(traffic: Traffic) {
  const { inward, itself } = trafficHops(traffic);
  return (
    <figure className={css.figure}>
      <ol className={css.map} aria-label="Who talks to what">
        <li className={css.node}>
          <span className={css.name}>{clients}</span>
        </li>
        {inward.map((hop) => (
          <Fragment key={hop.to}>
            <Arrow hop={hop} />
            <li className={css.node}>
              <span className={css.name}>{hop.to}</span>
              {hop.to === 'Prometheus' && <code className={css.url}>{traffic.url}</code>}
            </li>
          </Fragment>
        ))}
      </ol>
      {itself && (
        <figcaption className={classNames(css.itself, css[itself.state])}>
          <svg className={css.loop} width="40" height="30" viewBox="0 0 40 30" aria-hidden="true">
            <path d="M34 1v13a10 10 0 0 1-10 10H14a8 8 0 0 1-8-8V3M1 9l5-6.5L11 9" />
          </svg>
          <span className={css.words}>
            <Icon name={icons[itself.state]} size={14} />
            scrapes itself: {itself.words}
          </span>
        </figcaption>
      )}
    </figure>
  );
}
