import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';
import { chainNodes, type ChainNode } from './chainLinks.ts';
import { classNames } from './classNames.ts';
import { CopyButton } from './CopyButton.tsx';
import { formatDate, groupFingerprint } from './format.ts';
import { Icon, type IconName } from './Icon.tsx';
import { validityAt, type Validity } from './validity.ts';
import css from './CertificateChain.module.css';

interface Props {
  /** As served, leaf first. */
  chain: readonly CertificateSummary[];
  /** What the client was told to trust: how it is called, and its fingerprint. null: what the system trusts. */
  trusted: { label: string; sha256: string } | null;
  /** Where it was served. */
  address: string;
  now: number;
  /** Whether a client checked the signatures and accepted the chain; left out where none has. */
  isAccepted?: boolean | undefined;
}

type Standing = 'good' | 'bad' | 'said';
const links: Record<ChainNode['link'], { icon: IconName; word: string; standing: Standing }> = {
  same: { icon: 'check', word: 'the same certificate', standing: 'good' },
  issuer: { icon: 'key', word: 'named as the issuer', standing: 'said' },
  mismatch: { icon: 'cross', word: 'not the issuer it names', standing: 'bad' },
  other: { icon: 'cross', word: 'not the same certificate', standing: 'bad' },
};
/** What a name as issuer becomes once a client has checked the signatures. */
const proven = { icon: 'key', word: 'signs', standing: 'good' } as const;

const validityIcons: Record<Validity['state'], IconName> = {
  valid: 'check',
  endsSoon: 'warning',
  expired: 'cross',
  notYet: 'cross',
};

function Fingerprint({ sha256 }: { sha256: string }) {
  const grouped = groupFingerprint(sha256);
  return (
    <span className={css.fingerprint}>
      <code>
        <abbr title={grouped} className={css.short}>
          SHA-256 {grouped.slice(0, 11)}…{grouped.slice(-5)}
        </abbr>
      </code>
      <CopyButton text={grouped} what="the whole fingerprint" isCompact />
    </span>
  );
}

function LinkArrow({ link, isAccepted }: { link: ChainNode['link']; isAccepted: boolean }) {
  const { icon, word, standing } = link === 'issuer' && isAccepted ? proven : links[link];
  return (
    <span className={classNames(css.link, css[standing])}>
      <svg className={css.arrow} viewBox="0 0 24 34" width="24" height="34" aria-hidden="true">
        <path d={standing !== 'bad' ? 'M12 1v30M6.5 25.5 12 31.5l5.5-6' : 'M12 1v9M12 24v9'} />
      </svg>
      <Icon name={icon} size={14} />
      <span>{word}</span>
    </span>
  );
}

function Certificate({ node, address, now, look }: { node: ChainNode; address: string; now: number; look: string | undefined }) {
  const { certificate } = node;
  const validity = validityAt(certificate, now);
  return (
    <div className={classNames(css.card, node.isLeaf && look)}>
      <span className={css.title}>{certificate.commonName ?? certificate.subject}</span>
      <span className={css.role}>
        {node.isLeaf ? `served on ${address}` : 'served with it'}, {certificate.keyLabel}
        {certificate.selfSigned && ', signed by itself'}
      </span>
      <span className={classNames(css.validity, css[validity.state])}>
        <Icon name={validityIcons[validity.state]} size={14} />
        <span>
          until {formatDate(certificate.notAfter)}, {validity.text}
        </span>
      </span>
      <Fingerprint sha256={certificate.sha256} />
    </div>
  );
}

function isOver(certificate: CertificateSummary, now: number): boolean {
  return validityIcons[validityAt(certificate, now).state] === 'cross';
}

/** Who vouches for whom: from what the client trusts down to the certificate that was served. */
export function CertificateChain({ chain, trusted, address, now, isAccepted }: Props) {
  if (chain.length === 0) return <p className={css.none}>No certificate was served.</p>;
  const nodes = chainNodes(chain, trusted?.sha256 ?? null);
  const isBroken = nodes.some(({ link, certificate }) => links[link].standing === 'bad' || isOver(certificate, now));
  const isVouched = isAccepted ?? nodes.every(({ link }) => links[link].standing === 'good');
  const look = isBroken || isAccepted === false ? css.unvouched : isVouched ? css.vouched : undefined;
  return (
    <ol className={css.chain}>
      <li>
        <div className={css.card}>
          <span className={css.title}>{trusted ? trusted.label : 'What this system trusts'}</span>
          <span className={css.role}>{trusted ? 'the file the client trusts' : 'the CAs that came with it'}</span>
          {trusted && <Fingerprint sha256={trusted.sha256} />}
        </div>
      </li>
      {nodes.map((node, index) => (
        <li key={`${index}${node.certificate.sha256}`}>
          <LinkArrow link={node.link} isAccepted={isAccepted === true} />
          <Certificate node={node} address={address} now={now} look={look} />
        </li>
      ))}
    </ol>
  );
}
