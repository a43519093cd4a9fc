/**
 * One change of each kind that PromSeal makes, on files that no server uses: what is there before, what is asked for.
 * Tests kill and fail each of them at every call of the file system.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeMaterial, type Material } from '../../electron/apply/material.ts';
import type { PreparedPlan } from '../../electron/apply/preparePlan.ts';
import { checkSetupHere } from '../../electron/check/checkSetupHere.ts';
import type { Answers, AnswersInput } from '../../shared/model/answers.ts';
import type { Action } from '../../shared/model/plan.ts';
import { answersFor, applyBench, type ApplyBench } from './applyBench.ts';
import { password, scrapeText, webText } from './brokenSetup.ts';
import { hashOf } from './sealedFolder.ts';
import { selfSigned } from './selfSigned.ts';

export interface PlanKind {
  readonly title: string;
  /** Makes the files as they are before the change. */
  readonly arrange: (folder: string) => void;
  /** What is asked for; null asks for every repair that a check offers. */
  readonly ask: Partial<AnswersInput> | null;
  /** Kinds of actions that the plan must have, or the kind would not be what it is called. */
  readonly has: readonly Action['kind'][];
  readonly passwords?: Readonly<Record<string, string>>;
  /** Only root may do this. */
  readonly asRoot?: true;
  /** Changes the plan into one that cannot be had without a server. */
  readonly shape?: (actions: readonly Action[]) => Action[];
}

/** A plan with all that it needs to be applied, as often as one likes: keys and hashes are always the same. */
export interface ReadyPlan {
  readonly answers: Answers;
  readonly prepared: PreparedPlan;
  readonly material: Material;
}

function bySelf(folder: string, changes: { web?: (text: string) => string } = {}): void {
  selfSigned(folder);
  writeFileSync(join(folder, 'alice.password'), `${password}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'web.yml'), changes.web?.(webText) ?? webText, { mode: 0o640 });
  writeFileSync(join(folder, 'prometheus.yml'), scrapeText(9090), { mode: 0o644 });
}

function onlyOpen(folder: string): void {
  writeFileSync(join(folder, 'prometheus.yml'), '# ours\nglobal: {scrape_interval: 1s}\nscrape_configs: [] # none yet\n', { mode: 0o640 });
}

function withApps(folder: string): void {
  selfSigned(folder, 'app');
  writeFileSync(join(folder, 'scraper.password'), `${password}\n`, { mode: 0o600 });
  const job = (name: string): string => `- job_name: ${name} # one of two\n  static_configs: [{ targets: ['127.0.0.1:9100'] }]\n`;
  writeFileSync(join(folder, 'prometheus.yml'), `# ours\nremote_write:\n- url: http://127.0.0.1:9201/push # the long memory\nscrape_configs:\n${job('app-1')}${job('app-2')}`, { mode: 0o640 });
}

function looseKey(folder: string): void {
  bySelf(folder);
  chmodSync(join(folder, 'prometheus.key'), 0o666);
}

function askingClients(web: string): (folder: string) => void {
  return (folder) => {
    bySelf(folder, { web: (text) => text.replace('basic_auth_users', `${web}basic_auth_users`) });
    selfSigned(folder, 'clients', { usage: 'clientAuth' });
  };
}

/** A server of somebody else, who is told what to run; how it ran is noted in the undo log. */
const byHand = (actions: readonly Action[]): Action[] => [...actions, { kind: 'hands', commands: [], why: 'It is yours to restart.' }];

/** As for a server of another account, which must be able to read its key. */
const forNobody = (actions: readonly Action[]): Action[] =>
  actions.map((action) => (action.kind === 'file.mode' ? { ...action, mode: 0o640, owner: { uid: 0, gid: 65_534 } } : action));

const kept: Partial<AnswersInput> = { certificate: { source: 'keep' }, users: [{ name: 'alice', keep: true }] };
const known = { alice: password };

export const planKinds: readonly PlanKind[] = [
  { title: 'first setup', arrange: onlyOpen, ask: { users: [{ name: 'alice', generate: true }] }, has: ['file.write', 'yaml.edit'] },
  { title: 'users only', arrange: onlyOpen, ask: { certificate: { source: 'none' }, names: [], users: [{ name: 'alice', hash: hashOf(password) }] }, passwords: known, has: ['file.write', 'yaml.edit'] },
  { title: 'TLS only', arrange: onlyOpen, ask: { users: [] }, has: ['file.write', 'yaml.edit', 'hands'], shape: byHand },
  { title: 'change of a password', arrange: bySelf, ask: { certificate: { source: 'keep' }, users: [{ name: 'alice', generate: true }] }, has: ['file.write', 'yaml.edit'] },
  { title: 'a user more and one less', arrange: bySelf, ask: { certificate: { source: 'keep' }, users: [{ name: 'alice', remove: true }, { name: 'bob', generate: true }] }, has: ['file.write', 'yaml.edit'] },
  {
    title: 'renewal', arrange: bySelf, passwords: known, has: ['file.write', 'yaml.edit'],
    ask: { certificate: { source: 'self_signed', renew: true }, users: [{ name: 'alice', keep: true }] },
  },
  { title: 'TLS off', arrange: bySelf, ask: { certificate: { source: 'none' }, names: [], users: [{ name: 'alice', keep: true }] }, passwords: known, has: ['yaml.edit', 'hands'], shape: byHand },
  { title: 'client certificate made', arrange: askingClients('  client_auth_type: RequireAndVerifyClientCert\n'), ask: { ...kept, scrape: { client_certificate: 'make' } }, passwords: known, has: ['file.write', 'yaml.edit'] },
  {
    title: 'connections switched', arrange: withApps, has: ['yaml.edit'],
    ask: {
      certificate: { source: 'none' }, names: [], users: [], scrape: { edit: false },
      connections: [
        { job: 'app-*', scheme: 'https', ca_file: 'app.crt', user: 'scraper', password_file: 'scraper.password' },
        { remote_write: 'all', scheme: 'https', ca_file: 'app.crt' },
      ],
    },
  },
  { title: 'heal: lines of a text that is no YAML', arrange: (folder) => bySelf(folder, { web: (text) => text.replace('  key_file', '\tkey_file') }), ask: null, has: ['yaml.edit'] },
  { title: 'heal: mode of a key', arrange: looseKey, ask: null, has: ['file.mode'] },
  { title: 'heal: owner of a key', arrange: looseKey, ask: null, has: ['file.mode'], asRoot: true, shape: forNobody },
  {
    title: 'heal: new pair', ask: null, has: ['file.write', 'yaml.edit'],
    arrange: (folder) => {
      bySelf(folder);
      selfSigned(folder, 'prometheus', { notBefore: '20240101000000Z', notAfter: '20240201000000Z' });
    },
  },
  {
    title: 'heal: everything at once', ask: null, has: ['file.write', 'yaml.edit', 'file.mode'],
    arrange: (folder) => {
      looseKey(folder);
      writeFileSync(join(folder, 'alice.password'), 'another password\n', { mode: 0o600 });
      writeFileSync(join(folder, 'web.yml'), webText.replace('  key_file', '  min_tls: "1.2"\n  key_file'), { mode: 0o640 });
      writeFileSync(join(folder, 'prometheus.yml'), scrapeText(9090).replace('    scheme: https\n', '').replace('ca_file: prometheus.crt', 'ca_file: gone.crt'), { mode: 0o644 });
    },
  },
];

/** What is asked for, in a folder that was arranged for it. */
export async function answersOf({ title, ask }: PlanKind, folder: string, bench: ApplyBench): Promise<Answers> {
  if (ask !== null) return answersFor(folder, { kind: 'files' }, ask);
  const report = await checkSetupHere({ kind: 'folder', folder, offline: true }, bench.context);
  if (report.answers === null) throw new Error(`${title}: nothing can be repaired`);
  return { ...report.answers, repair: report.findings.filter(({ repair }) => repair !== undefined).map(({ id }) => id) };
}

/** Plans a change in a folder that was arranged for it. promtool is left out: it changes nothing, and takes time. */
export async function readyPlan(kind: PlanKind, folder: string): Promise<ReadyPlan> {
  const bench = applyBench(folder);
  const found = await bench.plan(await answersOf(kind, folder, bench));
  const actions = (kind.shape ?? ((same) => [...same]))(found.plan.actions);
  const missing = kind.has.filter((wanted) => !actions.some((action) => action.kind === wanted));
  const errors = found.plan.problems.filter(({ severity }) => severity === 'error');
  if (missing.length > 0 || errors.length > 0) throw new Error(`${kind.title}: no ${missing.join(', ')}; ${JSON.stringify(errors)}`);
  const facts = { ...found.facts, server: { ...found.facts.server, promtool: null } };
  const prepared = { ...found, facts, plan: { ...found.plan, actions }, repairs: [] };
  const secrets = { passwords: { ...kind.passwords } };
  return { answers: found.answers, prepared, material: await makeMaterial({ ...prepared, answers: found.answers, secrets, now: Date.now() }) };
}
