import { describe, expect, it } from 'vitest';
import type { Repair } from '../../../shared/model/repair.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { asPending, mergeRepairs, pendingEdits, repairedAnswers, repairFiles } from '../../../shared/plan/repairs.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const before = { kind: 'file' as const, sha256: 'x', mode: 0o644, uid: 0, gid: 0 };
const repair = (change: Partial<Repair>): Repair => ({ finding: 'A', label: 'Repair A', answers: {}, edits: [], files: [], process: null, ...change });
const setScheme = { op: 'set' as const, path: ['scrape_configs', { where: 'job_name', is: 'node' }, 'scheme'], value: { kind: 'scalar' as const, value: 'https' } };
const edit = { role: 'scrapeConfig' as const, path: '/srv/sealed/prometheus.yml', before, lines: [], edits: [setScheme] };

/** A sealed setup that runs as it should: planning it as it is changes nothing. */
const sound = hostFacts({
  webConfig: 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n',
  scrapeConfig: 'scrape_configs:\n  - job_name: node\n    static_configs: [{ targets: [a:9100] }]\n',
  server: { running: true, control: 'process', servesTls: true, args: ['--web.config.file=/srv/sealed/web.yml'], webConfigFile: '/srv/sealed/web.yml' },
});
const asItIs = articleAnswers({ server: { kind: 'running', listen: '127.0.0.1:9090' }, certificate: { source: 'keep' }, users: [], scrape: { edit: false } });

describe('answers with what repairs ask for', () => {
  it('are the same without repairs', () => {
    expect(repairedAnswers(asItIs, [])).toEqual(asItIs);
    expect(repairedAnswers(asItIs, [repair({})])).toEqual(asItIs);
  });

  it('take certificate, names, users, self-scrape and external URL', () => {
    const answers = repairedAnswers(articleAnswers({ users: [{ name: 'alice', keep: true }, { name: 'bob', keep: true }] }), [
      repair({ answers: { names: ['a.example'], certificate: { source: 'keep' }, users: [{ name: 'bob', generate: true }] } }),
      repair({ answers: { followScrape: true, external_url: 'https://a.example/' } }),
    ]);
    expect(answers.names).toEqual(['a.example']);
    expect(answers.certificate).toEqual({ source: 'keep' });
    expect(answers.users).toEqual([{ name: 'alice', keep: true }, { name: 'bob', generate: true }]);
    expect(answers.scrape.edit).toBe(true);
    expect(answers.options.external_url).toBe('https://a.example/');
  });
});

describe('edits of repairs', () => {
  it('join the edits of the planner in one action for a file', () => {
    const own = { kind: 'yaml.edit' as const, ...edit, create: { mode: 0o600, owner: null }, why: 'Why.' };
    const merged = mergeRepairs([own], [repair({ edits: [{ ...edit, lines: [{ op: 'untab', line: 3 }] }] })], 'scrapeConfig');
    expect(merged).toEqual([{ ...own, lines: [{ op: 'untab', line: 3 }], edits: [setScheme, setScheme] }]);
  });

  it('make an action of their own, of their role only', () => {
    expect(mergeRepairs([], [repair({ edits: [edit] })], 'webConfig')).toEqual([]);
    expect(mergeRepairs([], [repair({ edits: [edit] })], 'scrapeConfig')).toMatchObject([{ kind: 'yaml.edit', path: edit.path, why: 'Repair A.' }]);
  });

  it('are read as they will be, by file', () => {
    const pending = pendingEdits([repair({ edits: [{ ...edit, lines: [{ op: 'commentOut', line: 1 }] }, edit] })]);
    expect([...pending]).toEqual([[edit.path, { lines: [{ op: 'commentOut', line: 1 }], edits: [setScheme, setScheme] }]]);
    const text = 'oops: [\nscrape_configs:\n  - job_name: node\n';
    expect(asPending(text, pending.get(edit.path))).toBe('# oops: [\nscrape_configs:\n  - job_name: node\n    scheme: https\n');
    expect(asPending(text, undefined)).toBe(text);
    expect(asPending('a: [\n', { lines: [], edits: [setScheme] })).toBe('a: [\n');
  });
});

describe('files of repairs', () => {
  it('come once for each path', () => {
    const mode = { kind: 'file.mode' as const, role: 'key' as const, path: '/srv/sealed/prometheus.key', mode: 0o600, owner: null, before, why: 'Why.' };
    expect(repairFiles([repair({ files: [mode] }), repair({ files: [mode] })])).toEqual([mode]);
  });
});

describe('a plan of repairs', () => {
  it('does nothing for a setup as it is', () => {
    expect(planDeployment(asItIs, sound).actions).toEqual([]);
  });

  it('edits, checks with promtool and reloads', () => {
    const { actions } = planDeployment(asItIs, sound, [repair({ edits: [edit] })]);
    expect(actions.map(({ kind }) => kind)).toEqual(['promtool.check', 'yaml.edit', 'process.reload']);
  });

  it('mends web.yml before it reloads: with a broken one nobody is told that the reload is done', () => {
    const untab = { ...edit, role: 'webConfig' as const, path: '/srv/sealed/web.yml', lines: [{ op: 'untab' as const, line: 3 }], edits: [] };
    const kinds = (edits: Repair['edits']) => planDeployment(asItIs, sound, [repair({ edits })]).actions.map(({ kind, ...action }) => ('path' in action ? `${kind} ${action.path}` : kind)).slice(-2);
    expect(kinds([edit])).toEqual(['yaml.edit /srv/sealed/prometheus.yml', 'process.reload']);
    expect(kinds([edit, untab])).toEqual(['yaml.edit /srv/sealed/web.yml', 'process.reload']);
  });

  it('changes the mode of a file before anything else', () => {
    const mode = { kind: 'file.mode' as const, role: 'key' as const, path: '/srv/sealed/prometheus.key', mode: 0o600, owner: null, before, why: 'Why.' };
    expect(planDeployment(asItIs, sound, [repair({ files: [mode], edits: [edit] })]).actions[0]).toEqual(mode);
  });

  it('restarts where a repair counts only then', () => {
    const { actions } = planDeployment(asItIs, sound, [repair({ process: 'restart' })]);
    expect(actions).toMatchObject([{ kind: 'hands' }]);
  });

  it('gives a server the web.yml that lies beside it, with the TLS that is in it', () => {
    const facts = hostFacts({
      webConfig: 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n',
      server: { running: true, control: 'process', servesTls: false, args: ['--config.file=prometheus.yml'], webConfigFile: null },
    });
    const given = repair({ answers: { web_config_file: '/srv/sealed/web.yml', certificate: { source: 'keep' } }, process: 'restart' });
    const answers = repairedAnswers({ ...asItIs, certificate: { source: 'none' } }, [given]);
    const plan = planDeployment(answers, facts, [given]);
    expect(plan.endpoint.tls).toBe(true);
    expect(JSON.stringify(plan.actions)).toContain('--web.config.file=/srv/sealed/web.yml');
  });

  it('writes files alone where no server is named', () => {
    const filesOnly = { ...asItIs, server: { kind: 'files' as const, listen: '127.0.0.1:9090' } };
    const facts = hostFacts({ webConfig: 'basic_auth_users: {}\n', scrapeConfig: 'scrape_configs: []\n', server: { control: 'none' } });
    const plan = planDeployment({ ...filesOnly, certificate: { source: 'none' } }, facts, [repair({ edits: [edit] })]);
    expect(plan.actions.map(({ kind }) => kind)).toEqual(['promtool.check', 'yaml.edit']);
    expect(plan.checks).toEqual([]);
  });
});
