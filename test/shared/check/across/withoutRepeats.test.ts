import { describe, expect, it } from 'vitest';
import { withConsequences } from '../../../../shared/check/across/consequence.ts';
import { withoutRepeats } from '../../../../shared/check/across/withoutRepeats.ts';
import { finding, type Finding } from '../../../../shared/model/finding.ts';

const path = '/p/prometheus.yml';
const http = finding('CONNECTION_OVER_HTTP', 'broken', {}, { path, field: 'scrape_configs[0].scheme' });
const unused = (index: number): Finding => finding('CONNECTION_TLS_UNUSED', 'advice', {}, { path, field: `scrape_configs[${index}].tls_config` });
const codes = (found: readonly Finding[]): string[] => found.map(({ code, field }) => `${code} ${field ?? ''}`);

describe('one cause, one finding', () => {
  it('leaves out what follows for the same connection, and keeps it for another', () => {
    expect(codes(withoutRepeats([unused(0), http, unused(1)]))).toEqual(['CONNECTION_OVER_HTTP scrape_configs[0].scheme', 'CONNECTION_TLS_UNUSED scrape_configs[1].tls_config']);
  });

  it('tells the job 1 from the job 10', () => {
    const ten = finding('CONNECTION_OVER_HTTP', 'broken', {}, { path, field: 'scrape_configs[10].scheme' });
    expect(withoutRepeats([ten, unused(1)])).toHaveLength(2);
  });

  it('says the same of the same file once', () => {
    expect(withoutRepeats([http, { ...http }])).toHaveLength(1);
  });

  it('says of an empty web.yml what it does to the server', () => {
    const empty = finding('WEB_CONFIG_EMPTY', 'advice', {}, { path: '/p/web.yml', line: 1 });
    const removed = finding('SERVER_TLS_REMOVED', 'broken', {}, { path: '/p/web.yml', field: '127.0.0.1:9090' });
    expect(withoutRepeats([empty, removed])).toEqual([removed]);
    expect(withoutRepeats([empty])).toEqual([empty]);
  });

  it('tells a consequence only where no broken cause explains it', () => {
    const vanished = finding('JOB_VANISHED', 'broken', {}, { path, field: 'scrape_configs[0]' });
    const consequence = (causesIn: string[] | null) => ({ finding: vanished, causesIn, explainedBy: ({ code }: Finding) => code === http.code });
    const advice = { ...http, severity: 'advice' } as const;
    expect(withConsequences([http], [consequence([path])])).toEqual([http]);
    expect(withConsequences([http], [consequence(null)])).toEqual([http]);
    expect(withConsequences([http], [consequence(['/p/other.yml'])])).toEqual([http, vanished]);
    expect(withConsequences([advice], [consequence([path])])).toEqual([advice, vanished]);
  });

  it('lets a consequence explain a later one', () => {
    const failed = finding('RELOAD_FAILED', 'broken', {}, { path });
    const vanished = finding('JOB_VANISHED', 'broken', {}, { path, field: 'scrape_configs[0]' });
    const two = [
      { finding: failed, causesIn: [path], explainedBy: () => false },
      { finding: vanished, causesIn: [path], explainedBy: ({ code }: Finding) => code === 'RELOAD_FAILED' },
    ];
    expect(withConsequences([], two)).toEqual([failed]);
  });
});
