import { describe, expect, it } from 'vitest';
import { maskedReport, maskLinks } from '../../../shared/exports/maskLinks.ts';
import { reportOf } from '../../support/reportFixtures.ts';

describe('masking what addresses carry', () => {
  it.each([
    ['http://alice:sesame@mon-1.lan/metrics', 'http://••••@mon-1.lan/metrics'],
    ['Get "https://u:p@x/m?a=1": dial tcp', 'Get "https://••••@x/m?a=1": dial tcp'],
    ['http://x/probe?module=http&api_key=abc&target=y', 'http://x/probe?module=http&api_key=••••&target=y'],
    ['Get "http://x/m?Access-Token=abc%20d": EOF', 'Get "http://x/m?Access-Token=••••": EOF'],
    ['http://x/m?sig=a&signature=b#c', 'http://x/m?sig=••••&signature=••••#c'],
  ])('of %s', (text, shown) => expect(maskLinks(text)).toBe(shown));
  it.each(['https://localhost:9090/metrics', 'mail to a@b.example', 'x509: certificate is valid for localhost', 'http://x/probe?target=https://y/a@b'])('leaves %s', (text) => {
    expect(maskLinks(text)).toBe(text);
  });
});

describe('masking a report', () => {
  it('reaches every text of it, and leaves the rest', () => {
    const target = { job: 'x', url: 'http://u:p@x/m', health: 'down' as const, lastError: 'Get "http://x/m?token=t": EOF', lastScrape: 5, lastScrapeMs: null };
    const report = reportOf({ targets: [target] });
    expect(maskedReport(report)).toEqual({ ...report, targets: [{ ...target, url: 'http://••••@x/m', lastError: 'Get "http://x/m?token=••••": EOF' }] });
  });
});
