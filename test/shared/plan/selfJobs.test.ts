/** The jobs by which the server scrapes itself: how they are found, and what they hold that the planner must mind. */
import { describe, expect, it } from 'vitest';
import type { AnswersInput } from '../../../shared/model/answers.ts';
import type { Plan } from '../../../shared/model/plan.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { readScrapeConfig } from '../../../shared/prometheus/scrapeConfig.ts';
import { resolveEdits } from '../../../shared/yaml/resolveEdits.ts';
import { spliceYaml } from '../../../shared/yaml/spliceYaml.ts';
import { articleAnswers, folder, hostFacts, type FactsChange } from '../../support/planFixtures.ts';

const codes = (plan: Plan): string[] => plan.problems.map((found) => found.code);
const job = (name: string, target: string, more = ''): string => `  - job_name: ${name}\n${more}    static_configs:\n      - targets: ['${target}']\n`;
const config = (...jobs: string[]): string => `scrape_configs:\n${jobs.join('')}`;

function planned(change: FactsChange, answers: Partial<AnswersInput> = {}): Plan {
  return planDeployment(articleAnswers(answers), hostFacts(change));
}

/** The text of prometheus.yml once the plan is applied. */
function edited(plan: Plan, source: string): string {
  const action = plan.actions.find((each) => each.kind === 'yaml.edit' && each.role === 'scrapeConfig');
  const done = action?.kind === 'yaml.edit' ? spliceYaml(source, resolveEdits(action.edits, (ref) => ref)) : null;
  return done?.ok === true ? done.text : '';
}

describe('own jobs', () => {
  it('are found by the names of this machine where the server listens on every address', () => {
    const change = { scrapeConfig: config(job('self', 'mon.lan:9090')), ownNames: ['10.0.0.5', 'mon.lan'] };
    expect(planned({ ...change, server: { listen: ':9090' } }).selfJobs).toEqual(['self']);
    expect(planned({ ...change, server: { listen: '127.0.0.1:9090' } }).selfJobs).toEqual(['prometheus']);
  });

  it('are all edited and all named, the first one first', () => {
    const scrapeConfig = config(job('one', 'localhost:9090'), job('node', 'localhost:9100'), job('two', '127.0.0.1:9090'));
    const plan = planned({ scrapeConfig });
    expect([plan.selfJob, plan.selfJobs]).toEqual(['one', ['one', 'two']]);
    expect(readScrapeConfig(edited(plan, scrapeConfig)).jobs.map(({ scheme }) => scheme)).toEqual(['https', 'http', 'https']);
    expect(planned({ scrapeConfig }, { scrape: { edit: false } }).selfJobs).toEqual(['one', 'two']);
  });

  it('may be in files that are not read, which is said', () => {
    const plan = planned({ scrapeConfig: `scrape_config_files: [jobs/*.yml]\n${config(job('a', 'localhost:9090'))}` });
    expect(plan.problems.find(({ code }) => code === 'SCRAPE_FILES_NOT_READ')).toMatchObject({ severity: 'warning', message: expect.stringContaining('jobs/*.yml') });
  });

  it.each([
    ['relabel_configs', '    relabel_configs: [{target_label: __scheme__, replacement: http}]\n'],
    ['labels', ''],
  ])('that set __scheme__ by %s are pointed out', (how, more) => {
    const own = job('a', 'localhost:9090', more) + (how === 'labels' ? '        labels: {__scheme__: http}\n' : '');
    const plan = planned({ scrapeConfig: config(own) });
    expect(plan.problems.find(({ code }) => code === 'SCRAPE_RELABELS_SCHEME')).toMatchObject({ severity: 'warning', line: 2 });
    expect(codes(planned({ scrapeConfig: config(job('a', 'localhost:9090')) }))).not.toContain('SCRAPE_RELABELS_SCHEME');
  });

  it('have their CA replaced, not doubled, where it stands inline', () => {
    const scrapeConfig = config(job('a', 'localhost:9090', '    tls_config:\n      ca: |\n        PEM\n'));
    const after = readScrapeConfig(edited(planned({ scrapeConfig }), scrapeConfig)).jobs[0];
    expect(after).toMatchObject({ inlineCa: false, caFile: 'prometheus.crt' });
  });
});

describe('a new job', () => {
  const newJob = (plan: Plan) => readScrapeConfig(edited(plan, '')).jobs[0];

  it.each([
    ['[::1]:9090', ['localhost'], '[::1]:9090', 'localhost'],
    ['[::1]:9090', ['localhost', '::1'], '[::1]:9090', null],
    ['[::]:9090', ['localhost'], 'localhost:9090', null],
    ['127.0.0.1:9090', ['*.example.com'], '127.0.0.1:9090', 'promseal.example.com'],
  ])('for %s and %j scrapes %s and asks for %s', (listen, names, target, serverName) => {
    const plan = planned({ server: { listen } }, { names });
    expect(newJob(plan)).toMatchObject({ targets: [target], serverName });
  });

  it('asks for the name under which it is proven', () => {
    expect(planned({}, { names: ['*.example.com'] }).endpoint).toMatchObject({ serverName: 'promseal.example.com', address: '127.0.0.1' });
  });
});

describe('a password inline', () => {
  const inline = { scrape: { password: 'inline' as const } };
  const withMode = (mode: number): Plan => {
    const facts = hostFacts({ scrapeConfig: config(job('a', 'localhost:9090')) });
    const { state } = facts.scrapeConfig;
    const scrapeConfig = { ...facts.scrapeConfig, state: state.kind === 'file' ? { ...state, mode } : state };
    return planDeployment(articleAnswers(inline), { ...facts, scrapeConfig });
  };

  it('is not written into a file that everybody may read', () => {
    expect(withMode(0o644).problems).toContainEqual(expect.objectContaining({ code: 'SCRAPE_PASSWORD_EXPOSED', severity: 'error', field: 'scrape.password', message: expect.stringContaining('0644') }));
    expect(codes(withMode(0o640))).not.toContain('SCRAPE_PASSWORD_EXPOSED');
  });

  it('is not minded in a file of its own, nor in a new file', () => {
    expect(codes(planned({ scrapeConfig: config(job('a', 'localhost:9090')) }))).not.toContain('SCRAPE_PASSWORD_EXPOSED');
    expect(codes(planned({}, inline))).not.toContain('SCRAPE_PASSWORD_EXPOSED');
  });
});

it('makes a new folder such that the account of Prometheus can enter it (K-04)', () => {
  const plan = planned({ isRoot: true, folder: { exists: false }, server: { account: { uid: 104, gid: 111, name: 'prometheus' } } });
  expect(plan.actions[0]).toMatchObject({ kind: 'folder.create', path: folder, mode: 0o750, owner: { uid: 0, gid: 111 } });
});
