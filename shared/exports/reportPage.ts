/**
 * The report of a run as one page to keep and to hand around: no script, nothing from elsewhere, no secret. Its own policy
 * forbids both, so that a text which slipped through would still be only text.
 */
import { curlNote } from '../doctor/curlNote.ts';
import type { Endpoint } from '../model/plan.ts';
import type { ProbeResult } from '../model/probeResult.ts';
import type { CheckResult, Report, Target } from '../model/report.ts';
import { formatRfc3339 } from '../pki/calendar.ts';
import { html, type Html, joined, nothing } from './html.ts';
import { maskedReport, maskLinks } from './maskLinks.ts';
import { pageStyle } from './reportPageStyle.ts';

const titles: Readonly<Record<Report['outcome'], string>> = {
  applied: 'Proven',
  appliedWithFailures: 'Not proven',
  rolledBack: 'Put back',
  needsHands: 'Not finished',
};

const stageNames: Readonly<Record<ProbeResult['stages'][number]['id'], string>> = {
  resolve: 'Name', tcp: 'TCP', tls: 'TLS', certificate: 'Certificate', http: 'HTTP', signIn: 'Sign-in', metrics: 'Metrics',
};

const when = (ms: number): string => formatRfc3339(ms).replace('T', ' ').replace('Z', ' UTC');
const took = (ms: number): string => (ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
const fingerprint = (hex: string): string => (hex.toUpperCase().match(/.{2}/g) ?? []).join(':');

function verdict({ ok, provesNothing }: CheckResult): Html {
  if (!ok) return html`<strong class="bad">✗ does not hold</strong>`;
  return provesNothing ? html`<strong>– proves nothing</strong>` : html`<strong class="good">✓ holds</strong>`;
}

function checkRow(check: CheckResult): Html {
  const note = curlNote(check);
  const command = check.curl === null ? nothing : html`<br><code>${check.curl}</code>`;
  const raw = check.ok || check.raw === undefined ? nothing : html`<pre>${check.raw}</pre>`;
  return html`<tr><td><strong>${check.title}</strong>${command}${note === null ? nothing : html`<br><small>${note}</small>`}</td><td data-name="Should be">${check.expected}</td><td data-name="Is">${check.observed}${raw}</td><td>${verdict(check)}</td><td class="figure">${took(check.ms)}</td></tr>`;
}

function checks(all: readonly CheckResult[]): Html {
  if (all.length === 0) return html`<p>Nothing was tried.</p>`;
  return html`<table><thead><tr><th>Who knocks</th><th>Should be</th><th>Is</th><th>Verdict</th><th class="figure">Time</th></tr></thead><tbody>${joined(all.map(checkRow))}</tbody></table>`;
}

function connection({ url, stages, chain, clients }: ProbeResult): Html {
  const rows = stages.map(({ id, ok, ms, detail }) => html`<tr><td>${stageNames[id]}</td><td>${ok ? nothing : html`<strong class="bad">✗ </strong>`}${detail}</td><td class="figure">${took(ms)}</td></tr>`);
  const certificates = chain.map(
    (one) => html`<dl><dt>Subject</dt><dd>${one.subject}</dd><dt>Issuer</dt><dd>${one.selfSigned ? 'itself' : one.issuer}</dd><dt>Names</dt><dd>${[...one.dnsNames, ...one.ipAddresses].join(', ')}</dd><dt>Valid</dt><dd>${when(one.notBefore)} to ${when(one.notAfter)}</dd><dt>Key</dt><dd>${one.keyLabel}</dd><dt>SHA-256</dt><dd><code>${fingerprint(one.sha256)}</code></dd></dl>`,
  );
  const { go } = clients;
  const accepted = go === undefined ? nothing : html`<p>Prometheus and Grafana, which verify by the rules of Go: ${go.ok ? 'accepted' : `refused, ${go.reason}`}.</p>`;
  return html`<h2>One connection, in order</h2><p><code>${url}</code></p><table><thead><tr><th>Stage</th><th>What was seen</th><th class="figure">Took</th></tr></thead><tbody>${joined(rows)}</tbody></table>${certificates.length === 0 ? nothing : html`<h2>The certificate${chain.length > 1 ? 's, as served' : ''}</h2>${accepted}${joined(certificates)}`}`;
}

function targetRow({ job, url, health, lastError, lastScrape }: Target): Html {
  const look = health === 'up' ? 'good' : health === 'unknown' ? '' : 'bad';
  const words = { up: '✓ up', down: '✗ down', unknown: '– not scraped yet', vanished: '✗ missing' }[health];
  const error = lastError === '' ? nothing : html`<pre>${lastError}</pre>`;
  return html`<tr><td>${job}</td><td><code>${url}</code></td><td><strong class="${look}">${words}</strong>${error}</td><td data-name="Last scrape">${lastScrape === null ? 'never' : when(lastScrape)}</td></tr>`;
}

function targets(all: readonly Target[]): Html {
  if (all.length === 0) return nothing;
  return html`<h2>What Prometheus says</h2><table><thead><tr><th>Job</th><th>Target</th><th>Health</th><th>Last scrape</th></tr></thead><tbody>${joined(all.map(targetRow))}</tbody></table>`;
}

function files(all: Report['files']): Html {
  if (all.length === 0) return nothing;
  const rows = all.map(({ path, mode, action }) => html`<tr><td>${action}</td><td><code>${path}</code></td><td><code>${mode}</code></td></tr>`);
  return html`<h2>Files</h2><table><thead><tr><th>What</th><th>File</th><th>Mode</th></tr></thead><tbody>${joined(rows)}</tbody></table>`;
}

/** How many hold; what is let in and proves nothing is counted as well, since it is as it should be. */
function counts({ checks: all, targets: found }: Report): string {
  const good = all.filter(({ ok }) => ok).length;
  const up = found.filter(({ health }) => health === 'up').length;
  return `${String(good)} of ${String(all.length)} checks hold, ${String(up)} of ${String(found.length)} targets up.`;
}

/**
 * @param given as an apply or a repeated proof ended with it
 * @param facts where the server answers; how the folder is called; when the proof was made, epoch milliseconds
 * @returns a whole HTML document
 */
export function reportPage(given: Report, facts: { endpoint: Pick<Endpoint, 'url'> | null; folder: string; at: number }): string {
  const report = maskedReport(given);
  const where = maskLinks(facts.endpoint?.url ?? facts.folder);
  const commands = report.commands.length === 0 ? nothing : html`<h2>Still to be run</h2><pre>${report.commands.join('\n')}</pre>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PromSeal: ${titles[report.outcome]}, ${where}</title>
${pageStyle}
</head>
<body>
<main>
<p class="brand">PromSeal report</p>
<h1>${titles[report.outcome]}</h1>
<p>${report.message} ${report.checks.length === 0 ? nothing : counts(report)}</p>
<dl><dt>Server</dt><dd><code>${where}</code></dd><dt>Folder</dt><dd><code>${facts.folder}</code></dd><dt>Proven at</dt><dd>${when(facts.at)}</dd>${report.checkpoint === null ? nothing : html`<dt>Checkpoint</dt><dd><code>${report.checkpoint}</code></dd>`}</dl>
${commands}
<h2>The door</h2>
${checks(report.checks)}
${report.connection === null ? nothing : connection(report.connection)}
${targets(report.targets)}
${files(report.files)}
<footer>Every line was tried on the server itself, on a fresh connection each. This page holds no password and no key, runs no script and loads nothing.</footer>
</main>
</body>
</html>
`;
  return page.text;
}
