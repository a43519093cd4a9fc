/** How findings of a check are sorted and drawn. */
import type { ClientFamily, Finding, FindingSeverity } from '../../shared/model/finding.ts';
import type { IconName } from './Icon.tsx';

export interface SeverityLook {
  icon: IconName;
  title: string;
  /** What it means, in one sentence. */
  text: string;
}

export const severityLooks: Readonly<Record<FindingSeverity, SeverityLook>> = {
  broken: { icon: 'stop', title: 'Broken now', text: 'It does not work as it stands.' },
  soon: { icon: 'warning', title: 'Will break', text: 'It works, and stops on a date or at the next restart or reload.' },
  unsafe: { icon: 'unlock', title: 'Unsafe', text: 'It works, and somebody may get in who should not.' },
  advice: { icon: 'info', title: 'Advice', text: 'It works, and something better is known.' },
};

const order: readonly FindingSeverity[] = ['broken', 'soon', 'unsafe', 'advice'];

export interface FindingGroup {
  severity: FindingSeverity;
  findings: readonly Finding[];
}

/** The findings by severity, the worst first; a severity that nothing has is left out. */
export function bySeverity(findings: readonly Finding[]): FindingGroup[] {
  return order
    .map((severity) => ({ severity, findings: findings.filter((found) => found.severity === severity) }))
    .filter((group) => group.findings.length > 0);
}

/** Such as `3 broken now, 1 unsafe`; empty where nothing was found. */
export function countsOfFindings(findings: readonly Finding[]): string {
  return bySeverity(findings).map((group) => `${String(group.findings.length)} ${severityLooks[group.severity].title.toLowerCase()}`).join(', ');
}

const families: Readonly<Record<ClientFamily, string>> = { go: 'Prometheus and Grafana', openssl: 'curl', node: 'Node', browser: 'browsers' };

/** Who refuses it, such as `Prometheus and Grafana, Node and browsers`; empty where it is not about clients. */
export function clientWords(clients: readonly ClientFamily[]): string {
  const names = clients.map((family) => families[family]);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
