import { describe, expect, it } from 'vitest';
import { ConnectionAnswer } from '../../../shared/model/connectionAnswer.ts';
import { problem } from '../../../shared/errors/failure.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { resolveEdits } from '../../../shared/yaml/resolveEdits.ts';
import { spliceYaml } from '../../../shared/yaml/spliceYaml.ts';
import { articleAnswers, folder, hostFacts, type FactsChange } from '../../support/planFixtures.ts';

const config = `# ours
global: { scrape_interval: 15s }
alerting:
  alertmanagers:
    - static_configs: [{ targets: [am:9093] }] # first
remote_write:
  - url: http://store:9009/push?tenant=a # kept
    name: store
  - url: http://user:S3cret@other/push
scrape_configs:
  - job_name: node # theirs
    static_configs: [{ targets: [a:9100] }]
  - job_name: node-far
    scheme: http
    basic_auth: { username: old, password: S3cret }
    static_configs: [{ targets: [b:9100] }]
  - job_name: token
    bearer_token_file: token
`;
const there = { kind: 'file' as const, sha256: 'x', mode: 0o600, uid: 0, gid: 0 };
const files = Object.fromEntries(['ca.crt', 'node.password', 'client.crt', 'client.key'].map((name) => [`${folder}/${name}`, there]));

function planned(connections: unknown[], change: FactsChange = {}) {
  const answers = articleAnswers({
    server: { kind: 'running', listen: '127.0.0.1:9090' }, certificate: { source: 'none' }, users: [], scrape: { edit: false },
    connections: connections.map((answer) => ConnectionAnswer.parse(answer)),
  });
  const facts = hostFacts({ scrapeConfig: config, files, server: { running: true, control: 'process', servesTls: false }, ...change });
  const plan = planDeployment(answers, facts);
  const action = plan.actions.find(({ kind }) => kind === 'yaml.edit');
  const edits = action?.kind === 'yaml.edit' ? action.edits : [];
  const after = spliceYaml(change.scrapeConfig ?? config, resolveEdits(edits, () => ''));
  const own = plan.problems.filter(({ code }) => code.startsWith('CONNECTION') || code.startsWith('SCRAPE_RELABELS'));
  return { plan, action, text: after.ok ? after.text : after.problem.message, problems: own.map(({ code, field, severity }) => [code, field, severity]), told: own };
}

describe('planConnections', () => {
  it('switches jobs, an Alertmanager and remote storages in one edit, and keeps every other byte', () => {
    const { plan, action, text, problems } = planned([
      { job: 'node*', scheme: 'https', ca_file: 'ca.crt', user: 'scraper', password_file: 'node.password' },
      { alertmanager: 0, scheme: 'https', ca_file: 'ca.crt', server_name: 'am.example', cert_file: 'client.crt', key_file: 'client.key' },
      { remote_write: 'all', scheme: 'https', ca_file: `${folder}/ca.crt` },
    ]);
    expect(problems).toEqual([]);
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.actions.map(({ kind }) => kind)).toEqual(['promtool.check', 'yaml.edit', 'process.reload']);
    expect(action?.why).toBe('Switched as you asked: job node, job node-far, Alertmanager 0, remote_write store, remote_write http://other/push. Everything else in prometheus.yml stays as it is.');
    expect(JSON.stringify(plan)).not.toContain('S3cret');
    expect(text).toBe(`# ours
global: { scrape_interval: 15s }
alerting:
  alertmanagers:
    - static_configs: [{ targets: [am:9093] }] # first
      scheme: https
      tls_config:
        ca_file: ca.crt
        cert_file: client.crt
        key_file: client.key
        server_name: am.example
remote_write:
  - url: "https://store:9009/push?tenant=a" # kept
    name: store
    tls_config:
      ca_file: /srv/sealed/ca.crt
  - url: "https://user:S3cret@other/push"
    tls_config:
      ca_file: /srv/sealed/ca.crt
scrape_configs:
  - job_name: node # theirs
    static_configs: [{ targets: [a:9100] }]
    scheme: https
    basic_auth:
      username: scraper
      password_file: node.password
    tls_config:
      ca_file: ca.crt
  - job_name: node-far
    scheme: https
    basic_auth: { username: scraper, password_file: node.password }
    static_configs: [{ targets: [b:9100] }]
    tls_config:
      ca_file: ca.crt
  - job_name: token
    bearer_token_file: token
`);
  });

  it('plans nothing when it is so already, whatever the URL began with', () => {
    const answers = [
      { job: 'node', scheme: 'https', ca_file: 'ca.crt', user: 'scraper', password_file: 'node.password', insecure_skip_verify: false },
      { remote_write: 'http://other/push', scheme: 'https' },
    ];
    const { text } = planned(answers);
    expect(planned(answers, { scrapeConfig: text }).plan.actions).toEqual([]);
  });

  it('takes away what is null', () => {
    const sealed = 'scrape_configs:\n- job_name: a\n  scheme: https\n  basic_auth: {username: u, password_file: f}\n  tls_config:\n    ca_file: ca.crt\n    insecure_skip_verify: true\n    server_name: n\n    cert_file: c\n    key_file: k\n    min_version: TLS12\n- job_name: b\n  tls_config:\n    ca: PEM\n';
    const gone = { scheme: null, user: null, ca_file: null, server_name: null, cert_file: null, key_file: null, insecure_skip_verify: null };
    const { text, problems } = planned([{ job: 'all', ...gone }], { scrapeConfig: sealed });
    expect(problems).toEqual([]);
    expect(text).toBe('scrape_configs:\n- job_name: a\n  tls_config:\n    min_version: TLS12\n- job_name: b\n  tls_config: {}\n');
  });

  it('replaces an inline CA, which Prometheus does not take beside a file, and turns checking on again', () => {
    const loose = 'scrape_configs:\n- job_name: a\n  scheme: https\n  tls_config: {insecure_skip_verify: true, ca: PEM}\n';
    expect(planned([{ job: 'a', ca_file: 'ca.crt', insecure_skip_verify: false }], { scrapeConfig: loose }).text).toBe(
      'scrape_configs:\n- job_name: a\n  scheme: https\n  tls_config: {insecure_skip_verify: false, ca_file: ca.crt}\n',
    );
  });

  it('chooses an exact name before a pattern', () => {
    const odd = 'scrape_configs:\n- job_name: all\n- job_name: a*\n- job_name: ab\n';
    const names = (job: string): string[] => [...planned([{ job, scheme: 'https' }], { scrapeConfig: odd }).text.matchAll(/job_name: (\S+)\n {2}scheme/g)].map(([, name = '']) => name);
    expect(names('all')).toEqual(['all']);
    expect(names('a*')).toEqual(['a*']);
    expect(names('a?')).toEqual(['a*', 'ab']);
    expect(names('*')).toEqual(['all', 'a*', 'ab']);
  });

  it.each([
    ['a job that is not there', [{ job: 'nod', scheme: 'https' }], [['CONNECTION_NOT_THERE', 'connections.0', 'error']]],
    ['an Alertmanager that is not there', [{ alertmanager: 1, scheme: 'https' }], [['CONNECTION_NOT_THERE', 'connections.0', 'error']]],
    ['a remote that is not there', [{ remote_read: 'all', scheme: 'https' }], [['CONNECTION_NOT_THERE', 'connections.0', 'error']]],
    ['files that do not exist', [{ job: 'node', ca_file: 'no.crt' }], [['CONNECTION_FILE_MISSING', 'connections.0.ca_file', 'error']]],
    ['half a pair', [{ job: 'node', cert_file: 'client.crt' }], [['CONNECTION_PAIR_INCOMPLETE', 'connections.0.cert_file', 'error']]],
    ['half a pair taken away', [{ job: 'node', cert_file: 'client.crt', key_file: null }], [['CONNECTION_PAIR_INCOMPLETE', 'connections.0.cert_file', 'error']]],
    ['a user without a password', [{ job: 'node', scheme: 'https', user: 'u' }], [['CONNECTION_PASSWORD_MISSING', 'connections.0.user', 'error']]],
    ['a password without a user', [{ job: 'node', scheme: 'https', password_file: 'node.password' }], [['CONNECTION_WITHOUT_USER', 'connections.0.password_file', 'error']]],
    ['another way to sign in', [{ job: 'token', scheme: 'https', user: 'u', password_file: 'node.password' }], [['CONNECTION_OTHER_SIGN_IN', 'connections.0.user', 'error']]],
    ['a password in clear', [{ job: 'node-far', user: 'u' }], [['CONNECTION_PASSWORD_IN_CLEAR', 'connections.0.user', 'warning']]],
  ])('tells of %s', (_what, connections, expected) => {
    expect(planned(connections).problems).toEqual(expected);
  });

  it('names what could have been meant', () => {
    expect(planned([{ job: 'nod', scheme: 'https' }]).told[0]).toMatchObject({ message: 'prometheus.yml has no job nod.', hint: 'It has node, node-far, token.' });
    expect(planned([{ remote_read: 'x', scheme: 'https' }]).told[0]?.hint).toBe('It has none of that kind.');
  });

  it('leaves jobs in other files to a person, and says where they stand', () => {
    const { told } = planned([{ job: 'far-*', scheme: 'https' }], { includedJobs: [{ job: 'far-away', path: '/srv/sealed/more.yml' }] });
    expect(told).toMatchObject([{ code: 'CONNECTION_IN_OTHER_FILE', message: 'The job far-away stands in /srv/sealed/more.yml, which scrape_config_files names; PromSeal edits prometheus.yml only.' }]);
  });

  it('takes files that the same plan makes for being there', () => {
    const answers = articleAnswers({ users: [{ name: 'alice', generate: true }], connections: [{ job: 'node', ca_file: 'prometheus.crt', user: 'alice', password_file: 'alice.password', scheme: 'https' }] });
    const plan = planDeployment(answers, hostFacts({ scrapeConfig: config }));
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const edits = plan.actions.flatMap((action) => (action.kind === 'yaml.edit' && action.role === 'scrapeConfig' ? [action.why] : []));
    expect(edits).toHaveLength(1);
    expect(edits[0]).toMatch(/^A job is added .* Switched as you asked: job node\./);
  });

  it('hands over what would be edited in a file that is too large to be read', () => {
    const facts = hostFacts({ scrapeConfig: config });
    facts.scrapeConfig.facts = null;
    facts.scrapeConfig.problems = [problem('YAML_TOO_LARGE', { megabytes: 21, limit: 20 })];
    const connections = [{ job: 'node', scheme: 'https', user: 'u', password_file: 'p' }, { alertmanager: 0, ca_file: 'ca.crt' }, { remote_write: 'store', scheme: 'https' }] as const;
    const plan = planDeployment(articleAnswers({ scrape: { edit: false }, connections: [...connections] }), facts);
    expect(plan.actions.filter((action) => 'path' in action && action.path.endsWith('prometheus.yml'))).toEqual([]);
    const [told, ...others] = plan.problems.filter(({ code }) => code === 'CONFIG_TOO_LARGE');
    expect(others).toEqual([]);
    expect(told?.hint).toContain('scrape_configs:\n  - job_name: node\n    scheme: https\n');
    expect(told?.hint).toContain('      password_file: p\n');
    expect(told?.hint).toContain('remote_write:\n  - name: store\n    url: "https://…"');
  });

  it('warns where relabelling decides about the scheme', () => {
    const relabelling = 'scrape_configs:\n- job_name: a\n  relabel_configs: [{target_label: __scheme__, replacement: http}]\n';
    expect(planned([{ job: 'a', scheme: 'https' }], { scrapeConfig: relabelling }).problems).toEqual([['SCRAPE_RELABELS_SCHEME', undefined, 'warning']]);
  });
});

describe('an answer about connections', () => {
  it.each([
    ['nothing chosen', { scheme: 'https' }, 'needs exactly one of job, alertmanager, remote_write, remote_read'],
    ['two things chosen', { job: 'a', alertmanager: 0, scheme: 'https' }, 'needs exactly one of job, alertmanager, remote_write, remote_read'],
    ['nothing to change', { job: 'a' }, 'says which connections are meant, and not what they become'],
    ['a password for nobody', { job: 'a', user: null, password_file: 'f' }, 'takes the user away and names a password for it'],
    ['a line break', { job: 'a\nb', scheme: 'https' }, 'must not contain line breaks or control characters'],
  ])('is refused with %s', (_what, answer, message) => {
    const parsed = ConnectionAnswer.safeParse(answer);
    expect(parsed.error?.issues.map((issue) => issue.message)).toContain(message);
  });
});
