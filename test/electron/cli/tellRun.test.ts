import { describe, expect, it } from 'vitest';
import { RunTeller, type RunContext } from '../../../electron/cli/tellRun.ts';
import type { Terminal } from '../../../electron/cli/terminal.ts';
import { failure } from '../../../shared/errors/failure.ts';
import type { Action } from '../../../shared/model/plan.ts';
import type { ApplyEvent, CheckResult, Report } from '../../../shared/model/report.ts';

const check: CheckResult = { id: 'plainHttp', ok: true, title: 'Somebody', expected: 'refused', observed: 'refused: 400', message: 'It is shut.', ms: 4.6, curl: 'curl http://localhost', provesNothing: false };

const events: ApplyEvent[] = [
  { type: 'step', index: 0, total: 2, text: 'A key is made.' },
  { type: 'log', line: 'level=info msg="Listening"' },
  { type: 'progress', text: 'loading', done: 1, total: null },
  { type: 'check', check },
];

const report: Report = {
  type: 'report',
  outcome: 'applied',
  message: 'Prometheus is sealed.',
  files: [{ path: '/srv/web.yml', mode: '0600', action: 'created' }],
  checks: [check],
  targets: [{ job: 'prometheus', url: 'https://localhost/metrics', health: 'up', lastError: '', lastScrape: 1, lastScrapeMs: 2 }],
  connection: null,
  checkpoint: '000001',
  commands: [],
  failure: null,
  caPem: 'PEM',
  startedAt: 0,
  ms: 1234,
};

const rolledBack: Report = { ...report, outcome: 'rolledBack', checks: [], targets: [], failure: failure('CANCELLED') };

function tell(options: { json?: boolean; verbose?: boolean }, act: (teller: RunTeller) => void, context: RunContext = {}): { out: string[]; err: string[] } {
  const said = { out: [] as string[], err: [] as string[] };
  const never = (): never => {
    throw new Error('asked');
  };
  const terminal: Terminal = { out: (text) => void said.out.push(text), err: (text) => void said.err.push(text), columns: Infinity, interactive: false, confirm: never, askSecret: never };
  const teller = new RunTeller({ json: false, verbose: false, ...options }, terminal, context);
  for (const event of events) teller.event(event);
  act(teller);
  return said;
}

describe('a run told as text', () => {
  it('leaves the log of the server out when all goes well', () => {
    const { out } = tell({}, (teller) => teller.report(report, true));
    expect(out).toEqual([
      '[1/2] A key is made.',
      'ok   Somebody: refused: 400, 5 ms',
      '',
      'Prometheus is sealed.',
      '',
      'Files:',
      '  created 0600 /srv/web.yml',
      '',
      'Targets, as Prometheus reports them:',
      'up       prometheus https://localhost/metrics',
      '',
      'Checkpoint 000001, 1.2 s.',
    ]);
  });

  it('names what each step writes, and ends with what the person has', () => {
    const actions: Action[] = [{ kind: 'process.reload', how: 'signal', why: 'It is read again.' }];
    const { out } = tell({}, (teller) => teller.report(report, true), { actions, handover: () => ['', 'Open this:'] });
    expect(out.slice(0, 2)).toEqual(['[1/2] A key is made.', '  kill -HUP (this process alone)']);
    expect(out.slice(-4)).toEqual(['', 'Open this:', '', 'Checkpoint 000001, 1.2 s.']);
  });

  it('names files that were put back without saying more than that', () => {
    const files: Report['files'] = [{ path: '/srv/web.yml', mode: '', action: 'restored' }];
    const { out } = tell({}, (teller) => teller.report({ ...rolledBack, files }, true));
    expect(out.join('\n')).toContain('As they were before; what was not there is gone:\n  /srv/web.yml\n');
  });

  it('shows it as it comes with --verbose, once', () => {
    const { out } = tell({ verbose: true }, (teller) => teller.report(rolledBack, false));
    expect(out.filter((line) => line.includes('Listening'))).toEqual(['  | level=info msg="Listening"']);
  });

  it('shows it when the run fails', () => {
    const { out } = tell({}, (teller) => teller.report(rolledBack, false));
    expect(out).toContain('  | level=info msg="Listening"');
    expect(out).toContain('The log of the server:');
  });

  it('does not repeat what the failure quotes', () => {
    const { err } = tell({}, (teller) => teller.failure({ ...failure('CANCELLED'), raw: 'level=info msg="Listening"' }));
    expect(err.filter((line) => line.includes('Listening'))).toEqual(['  | level=info msg="Listening"']);
  });

  it('says more about a check that fails', () => {
    const bad: CheckResult = { ...check, ok: false, observed: 'let in: 200', fix: { kind: 'copyCommand', label: 'Look', command: 'ss -ltnp' } };
    const { out } = tell({}, (teller) => teller.event({ type: 'check', check: bad }));
    expect(out.slice(-5)).toEqual(['FAIL Somebody: let in: 200, 5 ms', '  expected: refused', '  It is shut.', '  Look: ss -ltnp', '  the same by hand: curl http://localhost']);
  });
});

describe('a run told as JSON', () => {
  const { out, err } = tell({ json: true }, (teller) => teller.report(report, true));
  const lines = out.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('is one object a line, with every event', () => {
    expect(err).toEqual([]);
    expect(lines.map(({ type }) => type)).toEqual(['step', 'log', 'progress', 'check', 'report']);
  });

  it('ends with the report in its shape', () => {
    expect(lines.at(-1)).toMatchObject({
      type: 'report',
      outcome: 'applied',
      files: [{ path: '/srv/web.yml', mode: '0600', action: 'created' }],
      checks: [{ id: 'plainHttp', ok: true, expected: 'refused', observed: 'refused: 400', message: 'It is shut.' }],
      targets: [{ job: 'prometheus', url: 'https://localhost/metrics', health: 'up', lastError: '' }],
      checkpoint: '000001',
      failure: null,
    });
  });

  it('tells a failure in the shape of a problem', () => {
    const said = tell({ json: true }, (teller) => teller.failure(failure('CANCELLED')));
    expect(JSON.parse(said.out.at(-1) ?? '')).toMatchObject({ type: 'failure', code: 'CANCELLED', severity: 'error', path: null, line: null, column: null, fix: null });
  });
});
