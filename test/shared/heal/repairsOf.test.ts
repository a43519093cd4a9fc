/** Every repair of every scenario: what it asks for, and that no repair ever opens a door. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { setupView } from '../../../shared/check/across/setupView.ts';
import { answersAsTheyAre } from '../../../shared/heal/answersAsTheyAre.ts';
import { repairContext, type RepairContext } from '../../../shared/heal/repairContext.ts';
import { repairOf, withRepairs } from '../../../shared/heal/repairsOf.ts';
import type { Answers } from '../../../shared/model/answers.ts';
import { finding, type Finding } from '../../../shared/model/finding.ts';
import type { Repair } from '../../../shared/model/repair.ts';
import type { SetupFacts } from '../../../shared/model/setupFacts.ts';
import { asPending, pendingEdits, repairedAnswers } from '../../../shared/plan/repairs.ts';
import { readWebConfig } from '../../../shared/prometheus/webConfig.ts';
import { makeMaterial } from '../../support/makeMaterialFacts.ts';
import { oneJob, oneServer, oneSetup, secureWeb } from '../../support/setupFacts.ts';
import { readScenario } from '../../support/checkScenario.ts';

const trust = { signs, bySystem: () => false };
const fixtures = join(import.meta.dirname, '../../fixtures/check');
const folder = join(import.meta.dirname, '../../fixtures/check/setup');
const names = readdirSync(folder).filter((name) => name.endsWith('.bad.yml'));
const load = async (name: string): Promise<SetupFacts> => await readScenario(readFileSync(join(folder, name), 'utf8'));

interface Seen {
  readonly setup: SetupFacts;
  readonly context: RepairContext;
  readonly findings: readonly Finding[];
  readonly repairs: readonly Repair[];
}

async function see(name: string): Promise<Seen> {
  const setup = await load(name);
  const findings = checkSetup(setup, { signs });
  const context = repairContext(setupView(setup), true, trust);
  return { setup, context, findings, repairs: findings.flatMap((found) => repairOf(found, context) ?? []) };
}

/** The repair of a finding about the text of a web.yml alone. */
function webRepair(code: string): Repair | null {
  const text = readFileSync(join(fixtures, `web/${code}.bad.yml`), 'utf8');
  const setup = oneSetup(text, oneJob('localhost:9090', ['scheme: https']));
  const context = repairContext(setupView(setup), false, trust);
  const found = checkSetup(setup, { signs }).find((each) => each.code === code && each.path === '/p/web.yml');
  return found === undefined ? null : repairOf(found, context);
}

async function repairFor(code: string): Promise<Repair | null> {
  const { findings, context } = await see(`${code}.bad.yml`);
  const found = findings.find((each) => each.code === code);
  return found === undefined ? null : repairOf(found, context);
}

const asksClients = (text: string): boolean => readWebConfig(text).tls?.clientAuthType?.startsWith('Require') === true;

/** @param wanted the answers with what the repair asks for */
function expectNotOpened(text: string, mended: string, wanted: Answers | null): void {
  const [before, after] = [readWebConfig(text), readWebConfig(mended)];
  if (before.tls?.enables === true) expect(after.tls?.enables === true || wanted?.certificate.source === 'self_signed').toBe(true);
  if (before.users.length > 0) expect([...after.users, ...(wanted?.users ?? []).filter(({ remove }) => remove !== true)]).not.toEqual([]);
  if (asksClients(text)) expect(asksClients(mended)).toBe(true);
}

const webFixtures = readdirSync(join(fixtures, 'web')).filter((name) => name.endsWith('.bad.yml')).map((name) => name.split('.')[0] ?? '');

describe('a repair of a web.yml alone', () => {
  it.each(webFixtures)('of %s lets nobody in who was out', (code) => {
    const text = readFileSync(join(fixtures, `web/${code}.bad.yml`), 'utf8');
    const setup = oneSetup(text, oneJob('localhost:9090', ['scheme: https']));
    const context = repairContext(setupView(setup), false, trust);
    const answers = answersAsTheyAre(context, null);
    for (const found of checkSetup(setup, { signs })) {
      const repair = repairOf(found, context);
      if (repair !== null && answers !== null) expectNotOpened(text, asPending(text, pendingEdits([repair]).get('/p/web.yml')), repairedAnswers(answers, [repair]));
    }
  });
});

describe.each(names)('%s', (name) => {
  it('is never repaired by letting more people in', async () => {
    const { setup, repairs, context, findings } = await see(name);
    const answers = answersAsTheyAre(context, null);
    for (const repair of [...repairs.map((one) => [one]), repairs]) {
      for (const { path, text } of setup.webConfigs) expectNotOpened(text, asPending(text, pendingEdits(repair).get(path)), answers === null ? null : repairedAnswers(answers, repair));
    }
    const told = withRepairs(findings, context);
    expect(told.filter(({ repair }) => repair !== undefined)).toHaveLength(repairs.length);
    for (const { label } of repairs) expect(label).toMatch(/^[A-Z].{3,}[^.]$/);
  });
});

describe('advice', () => {
  it('makes nobody restart a server by hand', async () => {
    const setup = await load('EXTERNAL_URL_PLAIN.bad.yml');
    const byHand = { ...setup, servers: setup.servers.map((server) => ({ ...server, control: 'process' as const })) };
    const found = checkSetup(byHand, { signs }).find(({ code }) => code === 'EXTERNAL_URL_PLAIN');
    expect(found).toBeDefined();
    expect(found === undefined ? null : repairOf(found, repairContext(setupView(byHand), true, trust))).toBeNull();
  });

  it('turns no TLS on where the section is empty', () => {
    const setup = oneSetup('tls_server_config:\n#  cert_file: server.crt\nbasic_auth_users: { a: "$2y$10$MgLt2KWNJCc0jLfFHH9i6.wG8yYUkgplTg0wkgSt/h4omTgJBTc22" }\n', oneJob('localhost:9090', []));
    const found = checkSetup(setup, { signs }).find(({ code }) => code === 'WEB_TLS_WITHOUT_CERTIFICATE');
    expect(found?.severity).toBe('advice');
    expect(found === undefined ? null : repairOf(found, repairContext(setupView(setup), true, trust))).toBeNull();
  });
});

describe('a server that nothing scrapes', () => {
  const without = (text: string): string => text.replaceAll('localhost:9090', 'elsewhere.example:9090');
  const repairWithout = async (code: string): Promise<Repair | null> => {
    const setup = await readScenario(without(readFileSync(join(folder, `${code}.bad.yml`), 'utf8')));
    const found = checkSetup(setup, { signs }).find((each) => each.code === code);
    return found === undefined ? null : repairOf(found, repairContext(setupView(setup), true, trust));
  };

  it('gets a new certificate without a job for it', async () => {
    const repair = await repairWithout('CERTIFICATE_EXPIRED');
    expect(repair?.answers).toMatchObject({ certificate: { source: 'self_signed' } });
    expect(repair?.answers).not.toHaveProperty('followScrape');
  });

  it('gets a user with its TLS: whether an emptied web.yml had any, nothing shows', async () => {
    expect((await repairWithout('SERVER_TLS_REMOVED'))?.answers).toMatchObject({ users: [{ name: 'prometheus', generate: true }] });
  });
});

describe('repairs', () => {
  it.each([
    ['CERTIFICATE_EXPIRED', { answers: { certificate: { source: 'self_signed', renew: true } } }],
    ['CERTIFICATE_WITHOUT_NAMES', { answers: { certificate: { source: 'self_signed' } } }],
    ['CERTIFICATE_AND_KEY_SWAPPED', { edits: [{ edits: [{ op: 'set', path: ['tls_server_config', 'cert_file'] }, { op: 'set', path: ['tls_server_config', 'key_file'] }] }] }],
    ['KEY_ENCRYPTED', { answers: { certificate: { source: 'self_signed' } } }],
    ['KEY_DOES_NOT_MATCH', { answers: { certificate: { source: 'self_signed' } } }],
    ['CONNECTION_OVER_HTTP', { answers: { followScrape: true } }],
    ['CONNECTION_WITHOUT_CA', { answers: { followScrape: true } }],
    ['CONNECTION_WITHOUT_PASSWORD', { answers: { followScrape: true, scrapeUser: 'prometheus' } }],
    ['CONNECTION_USER_UNKNOWN', { answers: { followScrape: true, users: [{ generate: true }] } }],
    ['CONNECTION_PASSWORD_WRONG', { answers: { followScrape: true, users: [{ generate: true }] } }],
    ['CONNECTION_WITHOUT_CERTIFICATE', { answers: { clientCertificate: 'make' } }],
    ['CLIENT_CERTIFICATE_NOT_FOR_CLIENTS', { answers: { clientCertificate: 'make' } }],
    ['CLIENT_CERTIFICATE_OTHER_AUTHORITY', { answers: { clientCertificate: 'make' } }],
    ['CLIENT_CA_FILE_UNUSABLE', { answers: { clientCertificate: 'make' } }],
    ['REFERENCE_ELSEWHERE', { edits: [{ edits: [{ op: 'set' }] }] }],
    ['REFERENCE_UNREADABLE', { files: [{ kind: 'file.mode' }] }],
    ['KEY_READABLE_BY_ALL', { files: [{ kind: 'file.mode', role: 'key' }] }],
    ['PASSWORD_FILE_READABLE_BY_ALL', { files: [{ kind: 'file.mode', role: 'passwordFile' }] }],
    ['CONFIG_SECRETS_READABLE_BY_ALL', { files: [{ kind: 'file.mode' }] }],
    ['FILE_WRITABLE_BY_ALL', { files: [{ kind: 'file.mode' }] }],
    ['WEB_CONFIG_NOT_PASSED', { process: 'restart', answers: { web_config_file: '/etc/prometheus/web.yml' } }],
    ['SERVER_STILL_PLAIN', { process: 'restart' }],
    ['RELOAD_PENDING', { process: 'reload' }],
    ['EXTERNAL_URL_PLAIN', { answers: { external_url: expect.stringMatching(/^https:/) as string } }],
    ['SERVER_TLS_REMOVED', { answers: { certificate: { source: 'self_signed' }, followScrape: true } }],
    ['PASSWORD_TOO_LONG', { answers: { users: [{ generate: true }] } }],
  ])('of %s', async (code, repair) => {
    expect(await repairFor(code)).toMatchObject(repair);
  });

  it.each([
    ['WEB_USER_NAMELESS', { edits: [{ edits: [{ op: 'remove' }] }] }],
    ['USER_NAME_COLON', { edits: [{ edits: [{ op: 'remove' }] }] }],
    ['WEB_PASSWORD_NOT_HASHED', { answers: { users: [{ generate: true }] } }],
    ['WEB_HASH_ALGORITHM', { answers: { users: [{ generate: true }] } }],
    ['WEB_TLS_WITHOUT_CERTIFICATE', { answers: { certificate: { source: 'self_signed' } } }],
    ['WEB_CERTIFICATE_MISSING', { answers: { certificate: { source: 'self_signed' } } }],
    ['WEB_CLIENT_CA_MISSING', { answers: { clientCertificate: 'make' } }],
    ['WEB_TLS_VERSIONS_CROSSED', { edits: [{ edits: [{ op: 'remove', path: ['tls_server_config', 'max_version'] }] }] }],
    ['WEB_TLS_OLD', { edits: [{ edits: [{ op: 'set', value: { value: 'TLS12' } }] }] }],
    ['WEB_HTTP2_CIPHER_MISSING', { edits: [{ edits: [{ op: 'append' }, { op: 'append' }] }] }],
    ['WEB_CLIENT_CA_UNUSED', { answers: { clientCertificate: 'make' }, edits: [{ edits: [{ op: 'set', value: { value: 'RequireAndVerifyClientCert' } }] }] }],
    ['WEB_FIELD_UNKNOWN', { edits: [{ lines: [{ op: 'renameKey', to: 'cert_file' }] }] }],
    ['WEB_VALUE_UNKNOWN', { edits: [{ edits: [{ op: 'set' }] }] }],
    ['YAML_TAB', { edits: [{ lines: [{ op: 'untab' }] }] }],
  ])('of %s in a web.yml', (code, repair) => {
    expect(webRepair(code)).toMatchObject(repair);
  });
});

describe('a repair of a web.yml that cannot be read', () => {
  const pair = 'tls_server_config:\n  cert_file: a.crt\n  key_file: a.key\n';
  const repairs = (text: string): unknown[] => {
    const setup = oneSetup(text, oneJob('localhost:9090', ['scheme: https']));
    const context = repairContext(setupView(setup), false, trust);
    return checkSetup(setup, { signs }).filter(({ path }) => path === '/p/web.yml').flatMap((found) => repairOf(found, context)?.edits ?? []);
  };

  const hash = '$2y$10$EYxs8IOG46m9CtpB/XlPxO1ei7E4BjAen0SUv6di7mD4keR/8JO6m';

  it('takes away a line that means nothing', () => {
    expect(repairs(`${pair}what is this\n`)).toMatchObject([{ lines: [{ op: 'commentOut', line: 4 }] }]);
  });

  it.each([
    ['a section', pair.replace('config:', 'config'), 1],
    ['a key', pair.replace('cert_file:', 'cert_file'), 2],
    ['a guard', `${pair}  min_version TLS13 # not older\n`, 4],
    ['a blank behind a colon', pair.replace('key_file: ', 'key_file:'), 3],
    ['Windows line breaks', pair.replace('config:', 'config').replaceAll('\n', '\r\n'), 1],
    ['a user', `${pair}basic_auth_users:\n  bob: ${hash}\n  al.ice ${hash}\n`, 6],
  ])('writes the colon that is missing: %s', (_what, text, line) => {
    expect(repairs(text)).toMatchObject([{ lines: [{ op: 'addColon', line }] }]);
  });

  it.each(['client_auth_type RequireAndVerifyClientCert', 'client_ca_file clients.crt', 'min_version = TLS13', 'client_allowed_sans [a'])('leaves a line that keeps somebody out to a person: %s', (line) => {
    expect(repairs(`${pair}  ${line}\n`)).toEqual([]);
  });
});

describe('files that others can read', () => {
  const closed = async (uid: number, gid: number, isRoot: boolean): Promise<unknown> => {
    const path = '/p/server.key';
    const made = (await makeMaterial({ 'server.key': { text: '', mode: '0644', uid: 1000, gid: 1000 } }, { folder: '/p' }))['server.key']?.facts;
    const setup = oneSetup(secureWeb, oneJob('localhost:9090'), { servers: [oneServer({ account: { uid, gid, name: 'prometheus' } })], files: made === undefined ? {} : { [path]: made } });
    return repairOf(finding('KEY_READABLE_BY_ALL', 'unsafe', {}, { path }), repairContext(setupView(setup), isRoot, trust))?.files ?? null;
  };

  it('are closed, and stay readable for the server that owns them or is in their group', async () => {
    expect(await closed(1000, 7, false)).toMatchObject([{ mode: 0o640, owner: { uid: 1000, gid: 1000 } }]);
    expect(await closed(7, 1000, false)).toMatchObject([{ mode: 0o640, owner: { uid: 1000, gid: 1000 } }]);
  });

  it('are given to the group of a server that was one of the others, by root alone', async () => {
    expect(await closed(104, 111, true)).toMatchObject([{ mode: 0o640, owner: { uid: 1000, gid: 111 } }]);
    expect(await closed(104, 111, false)).toBeNull();
  });
});
