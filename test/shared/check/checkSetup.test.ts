/** Every scenario: a sound one yields nothing at all, a broken one its own code and those it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import type { ErrorCode } from '../../../shared/errors/catalogue.ts';
import { checkAcrossCodes } from '../../../shared/errors/codes/checkAcross.ts';
import { checkMaterialCodes } from '../../../shared/errors/codes/checkMaterial.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { alsoFound, readScenario } from '../../support/checkScenario.ts';

const folder = join(import.meta.dirname, '../../fixtures/check/setup');
const names = readdirSync(folder).sort();
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Every code about files against each other, the machine and what is live. */
const across: readonly ErrorCode[] = [
  'PROMTOOL_REJECTS', 'CONFIGS_SWAPPED', 'REFERENCE_MISSING', 'REFERENCE_ELSEWHERE', 'REFERENCE_IS_FOLDER', 'REFERENCE_UNREADABLE',
  'KEY_READABLE_BY_ALL', 'PASSWORD_FILE_READABLE_BY_ALL', 'CONFIG_SECRETS_READABLE_BY_ALL', 'FILE_WRITABLE_BY_ALL', 'SERVER_OPEN',
  'SERVER_PASSWORD_IN_CLEAR', 'SERVER_WITHOUT_PASSWORDS', 'SERVER_REMOTE_CONTROL_OPEN', 'SERVER_STILL_PLAIN', 'SERVER_TLS_REMOVED',
  'SERVER_HANDSHAKE_FAILS', 'SERVER_LETS_EVERYBODY_IN', 'SERVER_NOT_TRUSTED', 'SERVER_SHOWS_OTHER_CERTIFICATE', 'WEB_CONFIG_NOT_PASSED',
  'WEB_CONFIG_FLAG_UNKNOWN', 'NEXT_START_WITHOUT_WEB_CONFIG', 'NEXT_START_DIFFERS', 'EXTERNAL_URL_PLAIN', 'SERVER_HAS_FAULT',
  'SERVER_UNSUPPORTED', 'RELOAD_FAILED', 'RELOAD_PENDING', 'CONNECTION_OVER_HTTP', 'CONNECTION_OVER_TLS', 'CONNECTION_WITHOUT_PASSWORD',
  'CONNECTION_USER_UNKNOWN', 'CONNECTION_PASSWORD_WRONG', 'CONNECTION_SIGN_IN_KIND', 'CONNECTION_WITHOUT_CA',
  'CONNECTION_WITHOUT_CERTIFICATE', 'CONNECTION_VERSIONS_APART', 'PROBE_OVER_HTTP', 'JOB_VANISHED', 'TARGET_REFUSED',
  'PROBE_WITHOUT_PASSWORD', 'PROBE_WITHOUT_CA', 'PROBE_MODULE_UNKNOWN', 'HEALTH_CHECK_OVER_HTTP', 'HEALTH_CHECK_WITHOUT_PASSWORD',
  'HEALTH_CHECK_WITHOUT_CA', 'HEALTH_CHECK_SHOWS_PASSWORD', 'SCRAPE_JOB_ELSEWHERE',
];
/** What others raise too, and their tests have a scenario each for. */
const withoutScenario = ['CERTIFICATE_ADDRESS_MALFORMED', 'CERTIFICATE_SIGNATURE_UNKNOWN'];

async function findingsOf(text: string) {
  return checkSetup(await readScenario(text), { signs });
}

describe('checkSetup', () => {
  it('has a sound and a broken scenario for each code of its own and of material', () => {
    expect([...across].sort()).toEqual(Object.keys(checkAcrossCodes).sort());
    const codes = [...across, ...Object.keys(checkMaterialCodes)].filter((code) => !withoutScenario.includes(code));
    const wanted = codes.flatMap((code) => [`${code}.bad.yml`, `${code}.good.yml`]);
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(names.filter((name) => name.endsWith('.good.yml')))('finds nothing in %s', async (name) => {
    const findings = await findingsOf(textOf(name));
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it.each(names.filter((name) => name.endsWith('.bad.yml')))('finds what is wrong in %s', async (name) => {
    const text = textOf(name);
    const found = await findingsOf(text);
    const expected = [name.slice(0, name.indexOf('.')), ...alsoFound(text)];
    expect([...new Set(found.map(({ code }) => code))].sort()).toEqual(expected.sort());
    for (const { message, hint = '' } of found) expect(`${message} ${hint}`).not.toMatch(/\{\w+\}/);
  });
});
