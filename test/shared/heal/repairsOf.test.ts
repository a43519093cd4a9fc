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
import type { Finding } from '../../../shared/model/finding.ts';
import type { Repair } from '../../../shared/model/repair.ts';
import type { SetupFacts } from '../../../shared/model/setupFacts.ts';
import { asPending, pendingEdits, repairedAnswers } from '../../../shared/plan/repairs.ts';
import { readWebConfig } from '../../../shared/prometheus/webConfig.ts';
import { oneJob, oneSetup } from '../../support/setupFacts.ts';
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

describe.each(names)('%s', (name) => {
  it('is never repaired by letting more people in', async () => {
    const { setup, repairs, context, findings } = await see(name);
    const answers = answersAsTheyAre(context, null);
    for (const repair of [...repairs.map((one) => [one]), repairs]) {
      const pending = pendingEdits(repair);
      for (const { path, text } of setup.webConfigs) {
        const [before, after] = [readWebConfig(text), readWebConfig(asPending(text, pending.get(path)))];
        const wanted = answers === null ? null : repairedAnswers(answers, repair);
        expect(after.tls?.enables === true || wanted?.certificate.source === 'self_signed').toBe(before.tls?.enables === true || wanted?.certificate.source === 'self_signed');
        const stays = after.users.length + (wanted?.users ?? []).filter(({ remove }) => remove !== true).length;
        expect(stays > 0).toBe(before.users.length > 0 || stays > 0);
      }
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
    ['WEB_CLIENT_CA_UNUSED', { edits: [{ edits: [{ op: 'remove' }] }] }],
    ['WEB_FIELD_UNKNOWN', { edits: [{ lines: [{ op: 'renameKey', to: 'cert_file' }] }] }],
    ['WEB_VALUE_UNKNOWN', { edits: [{ edits: [{ op: 'set' }] }] }],
    ['YAML_TAB', { edits: [{ lines: [{ op: 'untab' }] }] }],
  ])('of %s in a web.yml', (code, repair) => {
    expect(webRepair(code)).toMatchObject(repair);
  });
});
