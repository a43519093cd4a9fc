import { describe, expect, it } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import { html } from '../../../shared/exports/html.ts';
import { reportPage } from '../../../shared/exports/reportPage.ts';
import { usedCertificate } from '../../support/planFixtures.ts';
import { checkResult, reportOf } from '../../support/reportFixtures.ts';

const at = Date.UTC(2026, 10, 23, 14, 2, 5);
const endpoint = { url: 'https://localhost:9090' };
const pageOf = (report: Report, folder = '/srv/sealed'): string => reportPage(report, { endpoint, folder, at });

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>alert(1)</script>',
  '</title><svg/onload=alert(1)>',
  '<!-- --><base href=//evil.example>',
  '&lt;script&gt; &#60;b&#62;',
  '`${alert(1)}`',
  'a\u202egpj.exe\u0000',
];

/** A report with the text in every place that holds one. */
function reportWith(text: string): Report {
  const { summary } = usedCertificate(['localhost']);
  const certificate = { ...(summary as NonNullable<typeof summary>), subject: text, issuer: text, selfSigned: false, keyLabel: text, dnsNames: [text], ipAddresses: [text] };
  return reportOf({
    message: text, checkpoint: text, commands: [text],
    files: [{ path: text, mode: text, action: 'changed' }],
    checks: [
      checkResult({ ok: false, title: text, expected: text, observed: text, curl: text, raw: text }),
      checkResult({ id: 'rightPassword', user: text }),
    ],
    targets: [{ job: text, url: text, health: 'down', lastError: text, lastScrape: null, lastScrapeMs: null }],
    connection: {
      url: text, ok: true, diagnosis: { code: 'X', message: text }, stages: [{ id: 'tls', ok: false, startMs: 0, ms: 1, detail: text }],
      clients: { go: { ok: false, reason: text } }, chain: [certificate], tls: null, http: null, series: null, curl: text,
    },
  });
}

describe('the report as a page', () => {
  it('says when, what, how it ended and what was seen', () => {
    const page = pageOf(reportOf({
      message: 'Prometheus now answers only over HTTPS.',
      checks: [checkResult({ curl: 'curl -u x https://localhost', id: 'wrongPassword' }), checkResult({ ok: false, id: 'noPassword', observed: 'let in: 200', raw: 'HTTP/1.1 200 OK' })],
      targets: [{ job: 'node', url: 'http://mon-1.lan:9100/metrics', health: 'down', lastError: 'connection refused', lastScrape: at, lastScrapeMs: 2 }],
    }));
    for (const text of [
      '2026-11-23 14:02:05 UTC', 'https://localhost:9090', '/srv/sealed', 'Prometheus now answers only over HTTPS.', '1 of 2 checks hold, 0 of 1 targets up.',
      'refused, as it should be: 400', 'does not hold', 'HTTP/1.1 200 OK', 'curl asks for the password: type a wrong one.', 'connection refused',
    ]) expect(page).toContain(text);
  });

  it.each(hostile)('shows %j as text wherever it comes from', (text) => {
    const plain = pageOf(reportWith('plain'));
    const page = reportPage(reportWith(text), { endpoint: { url: text }, folder: text, at });
    // Nothing that came from outside opened or closed a tag: there are as many of each as in a harmless report.
    const tags = (of: string): string[] => of.match(/<[^>]*>/g) ?? [];
    expect(tags(page)).toEqual(tags(plain));
    expect(page).not.toContain(text);
    expect(page).not.toMatch(/[\u0000\u202e]/);
  });

  it('runs no script and loads nothing, and forbids itself both', () => {
    const page = pageOf(reportWith('https://evil.example/x.js'));
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<a |\bsrc=|\bhref=|url\(|@import|\son\w+=/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`);
  });

  it('holds no sign-in of an address, no token, and not the CA', () => {
    const page = pageOf({ ...reportWith('https://alice:sesame@x.lan/m?token=abc123'), caPem: '-----BEGIN CERTIFICATE-----' });
    expect(page).not.toMatch(/sesame|abc123|BEGIN CERTIFICATE/);
  });

  it('tells what proves nothing from what holds, and nothing tried from all well', () => {
    expect(pageOf(reportOf({ checks: [checkResult({ id: 'skipVerify', provesNothing: true })] }))).toContain('– proves nothing');
    const left = pageOf(reportOf({ outcome: 'appliedWithFailures', checks: [], commands: ['systemctl restart prometheus'] }));
    expect(left).toContain('Nothing was tried.');
    expect(left).not.toContain('checks hold');
    expect(left).toContain('systemctl restart prometheus');
  });

  it('names the folder where there is no address', () => {
    expect(reportPage(reportOf(), { endpoint: null, folder: '/srv/sealed', at })).toContain('<title>PromSeal: Proven, /srv/sealed</title>');
  });
});

describe('html', () => {
  it('escapes what is put in, not what was made here', () => {
    expect(html`<b>${'<i>'}</b>${html`<u>${'"'}</u>`}`.text).toBe('<b>&lt;i&gt;</b><u>&quot;</u>');
  });
});
