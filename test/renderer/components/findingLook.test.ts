import { describe, expect, it } from 'vitest';
import { bySeverity, clientWords, countsOfFindings } from '../../../renderer/components/findingLook.ts';
import type { Finding, FindingSeverity } from '../../../shared/model/finding.ts';

const found = (severity: FindingSeverity, id: string): Finding => ({ id, code: 'CERTIFICATE_EXPIRED', severity, message: id, evidence: [], clients: [] });
const mixed = [found('advice', 'a'), found('broken', 'b'), found('unsafe', 'c'), found('broken', 'd')];

describe('findings', () => {
  it('stand by severity, the worst first, in the order they came in', () => {
    expect(bySeverity(mixed).map(({ severity, findings }) => [severity, findings.map(({ id }) => id)])).toEqual([
      ['broken', ['b', 'd']], ['unsafe', ['c']], ['advice', ['a']],
    ]);
  });
  it('are counted in words', () => {
    expect(countsOfFindings(mixed)).toBe('2 broken now, 1 unsafe, 1 advice');
    expect(countsOfFindings([])).toBe('');
  });
});

describe('clients', () => {
  it.each([
    [[], ''],
    [['go'], 'Prometheus and Grafana'],
    [['go', 'node', 'browser'], 'Prometheus and Grafana, Node and browsers'],
  ] as const)('%j are %s', (clients, words) => {
    expect(clientWords(clients)).toBe(words);
  });
});
