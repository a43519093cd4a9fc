import { describe, expect, it } from 'vitest';
import { problem } from '../../../shared/errors/failure.ts';
import type { Plan } from '../../../shared/model/plan.ts';
import { passwordsNeeded, planDeployment } from '../../../shared/plan/planDeployment.ts';
import { describeCommand } from '../../../shared/plan/describePlan.ts';
import { articleAnswers, folder, hostFacts, usedCertificate } from '../../support/planFixtures.ts';

const kinds = (plan: Plan): string[] => plan.actions.map((action) => ('role' in action ? `${action.kind} ${action.role}` : action.kind));
const codes = (plan: Plan): string[] => plan.problems.map((found) => found.code);
const webYml = 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n';
const sealedScrape = `scrape_configs:
  - job_name: prometheus
    scheme: https
    tls_config:
      ca_file: prometheus.crt
    static_configs:
      - targets: ['localhost:9090']
`;
const openScrape = "scrape_configs:\n  - job_name: prometheus\n    static_configs:\n      - targets: ['localhost:9090']\n";
const running = { running: true, servesTls: true, args: argsOf(planDeployment(articleAnswers(), hostFacts())) };

function argsOf(plan: Plan): string[] {
  const start = plan.actions.find((action) => action.kind === 'process.start');
  return start === undefined ? [] : start.argv.slice(1);
}

describe('the article in an empty folder', () => {
  const plan = planDeployment(articleAnswers(), hostFacts());

  it('writes key and certificate, the password, both configurations after promtool, web.yml last, then starts', () => {
    expect(kinds(plan)).toEqual([
      'file.write key', 'file.write certificate', 'promtool.check', 'promtool.check', 'file.write passwordFile',
      'yaml.edit scrapeConfig', 'yaml.edit webConfig', 'process.start',
    ]);
    expect(plan.problems).toEqual([]);
  });

  it('puts users before the certificate into web.yml, so that a cut file lets nobody in (F3)', () => {
    const web = plan.actions.find((action) => action.kind === 'yaml.edit' && action.role === 'webConfig');
    expect(web?.kind === 'yaml.edit' ? web.edits.map((edit) => edit.path.map((step) => (typeof step === 'object' ? step.is : String(step))).join('.')) : []).toEqual([
      'basic_auth_users.prometheus', 'tls_server_config.cert_file', 'tls_server_config.key_file',
    ]);
  });

  it('starts with absolute paths, the external URL of the sealed server and neither lifecycle nor admin API', () => {
    expect(argsOf(plan)).toEqual([
      `--config.file=${folder}/prometheus.yml`, `--web.config.file=${folder}/web.yml`, '--web.listen-address=127.0.0.1:9090',
      `--storage.tsdb.path=${folder}/data`, '--web.external-url=https://localhost:9090/',
    ]);
  });

  it('proves the refusals as well as the answers', () => {
    expect(plan.checks.map((check) => check.id)).toEqual([
      'plainHttp', 'unknownIssuer', 'trusted', 'wrongName', 'skipVerify', 'noPassword', 'wrongPassword', 'rightPassword', 'selfScrape',
    ]);
  });

  it('names every secret and holds none', () => {
    expect(JSON.stringify(plan)).not.toMatch(/\$2[aby]\$|PRIVATE KEY|inuitsdemo/);
    expect(passwordsNeeded(plan, articleAnswers())).toEqual(['prometheus']);
  });

  it('keys and passwords are for their owner alone', () => {
    const modes = plan.actions.flatMap((action) => (action.kind === 'file.write' && action.role !== 'certificate' ? [action.mode] : []));
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('gives each action a sentence and a command or a file', () => {
    for (const action of plan.actions) {
      expect(action.why).toMatch(/^[A-Z].*\.$/);
      expect(describeCommand(action)).not.toEqual([]);
    }
  });

  it('is the same text twice', () => {
    expect(JSON.stringify(planDeployment(articleAnswers(), hostFacts()))).toBe(JSON.stringify(plan));
  });
});

describe('in any order', () => {
  it('plans TLS only without a user, a password or a sign-in', () => {
    const plan = planDeployment(articleAnswers({ users: [] }), hostFacts());
    expect(kinds(plan)).not.toContain('file.write passwordFile');
    expect(JSON.stringify(plan)).not.toContain('basic_auth');
    expect(plan.checks.map((check) => check.id)).toContain('ready');
  });

  it('adds users to a sealed server without a restart: reload first, so that no scrape is refused, then web.yml', () => {
    const facts = hostFacts({ webConfig: webYml, scrapeConfig: sealedScrape, server: running, certificate: usedCertificate(['localhost']) });
    const plan = planDeployment(articleAnswers({ certificate: { source: 'keep' } }), facts);
    expect(kinds(plan)).toEqual([
      'promtool.check', 'promtool.check', 'file.write passwordFile', 'yaml.edit scrapeConfig', 'process.reload', 'yaml.edit webConfig',
    ]);
  });

  it('warns of passwords in clear, but not on loopback', () => {
    const answers = articleAnswers({ certificate: { source: 'none' } });
    expect(codes(planDeployment(answers, hostFacts()))).toEqual([]);
    expect(codes(planDeployment(answers, hostFacts({ server: { listen: '0.0.0.0:9090' } })))).toEqual(['PASSWORD_IN_CLEAR']);
  });

  it('restarts when TLS goes on, because it cannot change while Prometheus runs', () => {
    const facts = hostFacts({ scrapeConfig: openScrape, server: { ...running, servesTls: false } });
    const plan = planDeployment(articleAnswers(), facts);
    const restart = plan.actions.find((action) => action.kind === 'process.restart');
    expect(restart?.why).toContain('TLS cannot be turned on while Prometheus runs');
  });

  it('gives a new certificate free names and leaves the old pair where it is (F4)', () => {
    const facts = hostFacts({ webConfig: webYml, fileNames: ['prometheus.crt', 'prometheus.key'], certificate: usedCertificate(['other.lan']) });
    const paths = planDeployment(articleAnswers(), facts).actions.flatMap((action) => (action.kind === 'file.write' ? [action.path] : []));
    expect(paths).toContain(`${folder}/prometheus-2.crt`);
    expect(paths).not.toContain(`${folder}/prometheus.crt`);
  });

  it('says what has to be restarted when the process is somebody else\'s', () => {
    const server = { control: 'process' as const, running: true, servesTls: false, args: ['--config.file=/srv/sealed/prometheus.yml'], workingDirectory: '/srv' };
    const plan = planDeployment(articleAnswers({ server: { kind: 'running', listen: '127.0.0.1:9090' } }), hostFacts({ scrapeConfig: openScrape, server }));
    const hands = plan.actions.find((action) => action.kind === 'hands');
    expect(hands?.kind === 'hands' ? hands.commands : []).toEqual([
      'kill PID',
      'while [ -e /proc/PID ]; do sleep 0.2; done',
      "cd /srv && /usr/bin/prometheus --config.file=/srv/sealed/prometheus.yml --web.config.file=/srv/sealed/web.yml",
    ]);
  });

  it('gives a unit its flags by a drop-in that is pasted', () => {
    const server = { control: 'systemd' as const, unit: 'prometheus.service', running: true, servesTls: false, args: ['--config.file=/etc/p.yml'] };
    const plan = planDeployment(articleAnswers({ server: { kind: 'service', unit: 'prometheus.service' } }), hostFacts({ scrapeConfig: openScrape, server }));
    const hands = plan.actions.find((action) => action.kind === 'hands');
    expect(hands?.kind === 'hands' ? hands.commands.at(-1) : '').toBe('sudo systemctl restart prometheus.service');
  });
});

const readOnly = (facts: ReturnType<typeof hostFacts>): ReturnType<typeof hostFacts> => {
  const { path } = facts.scrapeConfig;
  return { ...facts, scrapeConfig: { ...facts.scrapeConfig, problems: [problem('FILE_NOT_WRITABLE', { path, reason: 'it is read-only', word: path }, { path })] } };
};

describe('what it refuses or predicts', () => {
  const cases: [string, string, () => Plan][] = [
    ['nothing asked for', 'NOTHING_ASKED', () => planDeployment(articleAnswers({ users: [], certificate: { source: 'none' } }), hostFacts())],
    ['no names', 'NAMES_MISSING', () => planDeployment(articleAnswers({ names: [] }), hostFacts())],
    ['a user twice', 'USER_TWICE', () => planDeployment(articleAnswers({ users: [{ name: 'a' }, { name: 'a' }] }), hostFacts())],
    ['two password sources', 'USER_SOURCES_CONFLICT', () => planDeployment(articleAnswers({ users: [{ name: 'a', generate: true, password_env: 'A' }] }), hostFacts())],
    ['a user to keep who is not there', 'USER_NOT_THERE', () => planDeployment(articleAnswers({ users: [{ name: 'a', keep: true }] }), hostFacts())],
    ['a certificate to keep that is not there', 'CERTIFICATE_NONE_TO_KEEP', () => planDeployment(articleAnswers({ certificate: { source: 'keep' } }), hostFacts())],
    ['a scrape user who is none', 'SCRAPE_USER_UNKNOWN', () => planDeployment(articleAnswers({ scrape: { user: 'x' } }), hostFacts())],
    ['a port that is taken', 'PORT_TAKEN', () => planDeployment(articleAnswers(), hostFacts({ server: { portTakenBy: 'nginx' } }))],
    ['a listen address that is none', 'LISTEN_INVALID', () => planDeployment(articleAnswers(), hostFacts({ server: { listen: 'nine' } }))],
    ['a version before web.yml', 'VERSION_TOO_OLD', () => planDeployment(articleAnswers(), hostFacts({ server: { knowsWebConfig: false } }))],
    ['a configuration that is no file', 'CONFIG_NOT_USABLE', () => planDeployment(articleAnswers(), { ...hostFacts(), webConfig: { path: '/x', state: { kind: 'unusable', reason: 'it is a folder' }, facts: null, problems: [] } })],
    ['a job that scrapes others too', 'SCRAPE_JOB_MIXED', () => planDeployment(articleAnswers(), hostFacts({ scrapeConfig: "scrape_configs:\n  - job_name: all\n    static_configs:\n      - targets: ['localhost:9090', 'db:9100']\n" }))],
    ['a job with another sign-in', 'SCRAPE_OTHER_AUTH', () => planDeployment(articleAnswers(), hostFacts({ scrapeConfig: openScrape.replace('static_configs', 'bearer_token_file: t\n    static_configs') }))],
    ['a job name that is taken', 'SCRAPE_JOB_NAME_TAKEN', () => planDeployment(articleAnswers(), hostFacts({ scrapeConfig: openScrape.replace('9090', '9100') }))],
    ['lifecycle without users', 'LIFECYCLE_OPEN', () => planDeployment(articleAnswers({ users: [], options: { lifecycle: true } }), hostFacts())],
    ['admin API without users', 'ADMIN_API_OPEN', () => planDeployment(articleAnswers({ users: [], options: { admin_api: true } }), hostFacts())],
    ['a version whose passwords can be got around', 'VERSION_HAS_FAULT', () => planDeployment(articleAnswers(), hostFacts({ server: { version: '2.40.3' } }))],
    ['such a version to be downloaded', 'VERSION_HAS_FAULT', () => planDeployment(articleAnswers({ server: { kind: 'download', version: '2.37.3' } }), hostFacts({ server: { version: null } }))],
    ['secrets that the account of Prometheus could not read (K-04)', 'SERVER_WOULD_NOT_READ', () => planDeployment(articleAnswers(), hostFacts({ server: { account: { uid: 104, gid: 111, name: 'prometheus' } } }))],
    ['a file that cannot be replaced (R-06)', 'FILE_NOT_WRITABLE', () => planDeployment(articleAnswers(), readOnly(hostFacts({ scrapeConfig: openScrape })))],
    ['no promtool', 'PROMTOOL_NOT_FOUND', () => planDeployment(articleAnswers(), hostFacts({ server: { promtool: null } }))],
    ['the 401 of a scrape that does not sign in', 'SCRAPE_WILL_GET_401', () => planDeployment(articleAnswers({ scrape: { edit: false } }), hostFacts({ scrapeConfig: sealedScrape }))],
    ['the 400 of a scrape without TLS', 'SCRAPE_WILL_MISS_TLS', () => planDeployment(articleAnswers({ scrape: { edit: false } }), hostFacts({ scrapeConfig: openScrape }))],
    ['the last user removed', 'USERS_ALL_REMOVED', () => planDeployment(articleAnswers({ users: [{ name: 'a', remove: true }] }), hostFacts({ webConfig: 'basic_auth_users:\n  a: $2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234\n' }))],
    ['a cost that tells who exists', 'USER_COST_TELLS', () => planDeployment(articleAnswers(), hostFacts({ webConfig: 'basic_auth_users:\n  a: $2y$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234\n' }))],
  ];
  it.each(cases)('%s: %s', (_, code, plan) => {
    expect(codes(plan())).toContain(code);
  });
});

describe('what it leaves alone', () => {
  it('does not mind a read-only prometheus.yml that stays as it is', () => {
    const plan = planDeployment(articleAnswers({ scrape: { edit: false } }), readOnly(hostFacts({ scrapeConfig: sealedScrape })));
    expect(codes(plan)).not.toContain('FILE_NOT_WRITABLE');
  });

  it('says nothing of a fault in passwords where there are none', () => {
    expect(codes(planDeployment(articleAnswers({ users: [] }), hostFacts({ server: { version: '2.40.3' } })))).not.toContain('VERSION_HAS_FAULT');
  });

  it('says of a folder once that it cannot be written, not of each file in it', () => {
    const refusal = problem('FOLDER_NOT_WRITABLE', { path: folder, reason: 'no', word: folder }, { path: folder });
    const facts = readOnly(hostFacts({ scrapeConfig: openScrape, folder: { writable: false, problems: [refusal] } }));
    expect(codes(planDeployment(articleAnswers(), facts))).toEqual(['FOLDER_NOT_WRITABLE']);
  });
});

describe('what happens until a foreign server is restarted', () => {
  const theirs = (change: Partial<ReturnType<typeof hostFacts>['server']>) => ({
    control: 'process' as const, running: true, servesTls: false, workingDirectory: '/srv',
    args: ['--config.file=/srv/sealed/prometheus.yml', '--web.config.file=/srv/sealed/web.yml'], webConfigFile: `${folder}/web.yml`, ...change,
  });
  const answer = { kind: 'running', listen: '127.0.0.1:9090' } as const;
  const why = (plan: Plan): string => plan.actions.find((action) => action.kind === 'hands')?.why ?? '';

  it('tells that users in a web.yml in use count at once, over plain HTTP', () => {
    const facts = hostFacts({ scrapeConfig: openScrape, webConfig: '{}\n', server: theirs({}) });
    expect(why(planDeployment(articleAnswers({ server: answer }), facts))).toContain('The users in web.yml count at once, over plain HTTP');
  });

  it('tells that a web.yml without certificate makes it refuse connections', () => {
    const facts = hostFacts({ scrapeConfig: sealedScrape, webConfig: webYml, server: theirs({ servesTls: true }), certificate: usedCertificate(['localhost']) });
    expect(why(planDeployment(articleAnswers({ server: answer, certificate: { source: 'none' } }), facts))).toContain('refuses new connections');
  });

  it('goes on as before where it has no web.yml yet', () => {
    const facts = hostFacts({ scrapeConfig: openScrape, server: theirs({ args: ['--config.file=/srv/sealed/prometheus.yml'], webConfigFile: null }) });
    expect(why(planDeployment(articleAnswers({ server: answer }), facts))).toContain('Until then it goes on as before.');
  });
});

describe('the scrape of itself', () => {
  const editsOf = (plan: Plan): string[] => {
    const action = plan.actions.find((each) => each.kind === 'yaml.edit' && each.role === 'scrapeConfig');
    return action?.kind === 'yaml.edit' ? action.edits.map((edit) => edit.path.map((step) => (typeof step === 'object' ? step.is : String(step))).join('.')) : [];
  };

  it('edits only what differs in the job that is there', () => {
    const facts = hostFacts({ scrapeConfig: sealedScrape });
    expect(editsOf(planDeployment(articleAnswers(), facts))).toEqual([
      'scrape_configs.prometheus.basic_auth.username', 'scrape_configs.prometheus.basic_auth.password_file',
    ]);
  });

  it('sets server_name when the target is not a name of the certificate', () => {
    const plan = planDeployment(articleAnswers({ names: ['mon.example.org'] }), hostFacts({ scrapeConfig: openScrape }));
    expect(editsOf(plan)).toContain('scrape_configs.prometheus.tls_config.server_name');
  });

  it('is moved with the route prefix, but /federate is left alone', () => {
    const answers = articleAnswers({ options: { external_url: 'https://mon.example.org/prometheus/' } });
    expect(editsOf(planDeployment(answers, hostFacts({ scrapeConfig: openScrape })))).toContain('scrape_configs.prometheus.metrics_path');
    const federate = openScrape.replace('static_configs', 'metrics_path: /federate\n    static_configs');
    expect(editsOf(planDeployment(answers, hostFacts({ scrapeConfig: federate })))).not.toContain('scrape_configs.prometheus.metrics_path');
    expect(JSON.stringify(planDeployment(answers, hostFacts()).actions)).toContain('"/prometheus/metrics"');
  });

  it('stops sending a password once nobody asks for one', () => {
    const webConfig = `basic_auth_users:\n  a: $2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234\n${webYml}`;
    const scrapeConfig = sealedScrape.replace('static_configs', 'basic_auth:\n      username: a\n      password_file: a.password\n    static_configs');
    const facts = hostFacts({ webConfig, scrapeConfig, server: running, certificate: usedCertificate(['localhost']) });
    const plan = planDeployment(articleAnswers({ certificate: { source: 'keep' }, users: [{ name: 'a', remove: true }] }), facts);
    expect(editsOf(plan)).toEqual(['scrape_configs.prometheus.basic_auth']);
  });

  it('finds the job by its target, whatever it is called', () => {
    const plan = planDeployment(articleAnswers(), hostFacts({ scrapeConfig: openScrape.replace('job_name: prometheus', 'job_name: self') }));
    expect(plan.selfJob).toBe('self');
  });

  it('keeps the password inline where that was chosen, in a file for its owner alone', () => {
    const plan = planDeployment(articleAnswers({ scrape: { password: 'inline' } }), hostFacts());
    const action = plan.actions.find((each) => each.kind === 'yaml.edit' && each.role === 'scrapeConfig');
    expect(action?.kind === 'yaml.edit' ? action.create.mode : 0).toBe(0o600);
    expect(kinds(plan)).not.toContain('file.write passwordFile');
  });

  it('gives root-written secrets to the group of the account that runs Prometheus (K-04)', () => {
    const account = { uid: 104, gid: 111, name: 'prometheus' };
    const plan = planDeployment(articleAnswers(), hostFacts({ isRoot: true, server: { account } }));
    const key = plan.actions.find((action) => action.kind === 'file.write' && action.role === 'key');
    expect(key).toMatchObject({ mode: 0o640, owner: { uid: 0, gid: 111 } });
  });
});

describe('a new certificate in place of one in use', () => {
  const facts = hostFacts({ webConfig: webYml, fileNames: ['prometheus.crt', 'prometheus.key'], certificate: usedCertificate(['other.lan']), server: running });
  const plan = planDeployment(articleAnswers(), facts);

  it('warns that clients have to be given it', () => {
    expect(plan.problems).toContainEqual(expect.objectContaining({ code: 'CERTIFICATE_TO_HAND_OUT', severity: 'warning' }));
  });

  it('warns also where the old one came from an authority', () => {
    const used = usedCertificate(['other.lan']);
    const signed = used.summary === null ? used : { ...used, summary: { ...used.summary, selfSigned: false } };
    const { problems } = planDeployment(articleAnswers(), hostFacts({ webConfig: webYml, fileNames: ['prometheus.crt', 'prometheus.key'], certificate: signed, server: running }));
    expect(problems.find(({ code }) => code === 'CERTIFICATE_TO_HAND_OUT')?.message).toContain('the authority of /srv/sealed/prometheus.crt');
  });

  it('does not say that TLS is turned on, because it was', () => {
    const web = plan.actions.find((action) => action.kind === 'yaml.edit' && action.role === 'webConfig');
    expect(web?.why).toContain('names the new certificate');
  });
});
