/** Every code has a file that has exactly that fault, and one without any finding. */
import { describe, expect, it } from 'vitest';
import { checkScrapeConfig } from '../../../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import { checkScrapeConfigCodes } from '../../../../shared/errors/codes/checkScrapeConfig.ts';
import { scrapeFixtures } from '../../../support/scrapeFixtures.ts';

const fixtures = scrapeFixtures();

/** How bad each is in its example. */
const severities: Readonly<Record<string, string>> = {
  ALERTMANAGER_API_VERSION: 'soon',
  AUTHORIZATION_TYPE_BASIC: 'broken',
  CONFIG_SHAPE: 'broken',
  CONNECTION_CLIENT_CERTIFICATE_ALONE: 'advice',
  CONNECTION_FIELDS_EXCLUSIVE: 'broken',
  CONNECTION_FIELD_MISPLACED: 'broken',
  CONNECTION_FIELD_MISSING: 'broken',
  CONNECTION_FIELD_NEWER: 'broken',
  CONNECTION_FIELD_UNKNOWN: 'broken',
  CONNECTION_HEADER_RESERVED: 'broken',
  CONNECTION_ITEM_EMPTY: 'broken',
  CONNECTION_METRICS_PATH_QUERY: 'broken',
  CONNECTION_NAME_TWICE: 'broken',
  CONNECTION_PASSWORD_IS_HASH: 'broken',
  CONNECTION_SCHEME_UNKNOWN: 'broken',
  CONNECTION_SECRETS_INLINE: 'advice',
  CONNECTION_SECRET_BLANKS: 'broken',
  CONNECTION_SECRET_COMMENT: 'advice',
  CONNECTION_SECRET_PLACEHOLDER: 'broken',
  CONNECTION_PATH_HOLDS_PEM: 'broken',
  CONNECTION_SECRET_REF: 'broken',
  CONNECTION_SECRET_UNQUOTED: 'broken',
  CONNECTION_SERVER_NAME_ADDRESS: 'advice',
  CONNECTION_SERVER_NAME_INVALID: 'broken',
  CONNECTION_SIGN_IN_CLEAR: 'unsafe',
  CONNECTION_TARGET_INVALID: 'broken',
  CONNECTION_TARGET_IS_URL: 'broken',
  CONNECTION_TARGET_PASSWORD: 'broken',
  CONNECTION_TLS_UNUSED: 'advice',
  CONNECTION_TLS_VERSIONS_CROSSED: 'broken',
  CONNECTION_TLS_VERSION_UNKNOWN: 'broken',
  CONNECTION_URL_INVALID: 'broken',
  CONNECTION_VERIFY_OFF: 'unsafe',
  CONNECTION_VERIFY_OFF_WITH_CA: 'unsafe',
  SCRAPE_CONFIG_IS_WEB_CONFIG: 'broken',
  SCRAPE_JOB_TWICE: 'broken',
  SCRAPE_TIMEOUT_TOO_LONG: 'broken',
  USER_NAME_COLON: 'broken',
  YAML_DUPLICATE_KEY: 'broken',
  CONFIG_OF_ANOTHER_PROGRAM: 'broken',
  YAML_ROOT_NOT_MAP: 'broken',
  YAML_SEVERAL_DOCUMENTS: 'broken',
};

describe('fixtures of prometheus.yml', () => {
  it('are there for every code', () => {
    expect(Object.keys(checkScrapeConfigCodes).filter((code) => !Object.hasOwn(severities, code))).toEqual([]);
  });

  it.each(Object.keys(severities))('%s has both', (code) => {
    expect(fixtures.filter((fixture) => fixture.code === code).map(({ isGood }) => isGood)).toEqual([false, true]);
  });

  it.each(fixtures.filter(({ isGood }) => isGood))('$code: the sound file has no finding', ({ path, text, version }) => {
    expect(checkScrapeConfig({ path, text }, { version })).toEqual([]);
  });

  it.each(fixtures.filter(({ isGood }) => !isGood))('$code: the other has that one', ({ code, path, text, version, also }) => {
    const found = checkScrapeConfig({ path, text }, { version });
    expect(found.map((each) => each.code).sort()).toEqual([code, ...also].sort());
    const own = found.find((each) => each.code === code);
    expect(own).toMatchObject({ path, severity: severities[code] });
    expect(own?.message).not.toMatch(/\{\w+\}/);
    expect(own?.hint).not.toMatch(/\{\w+\}/);
    expect(text.split('\n')[(own?.line ?? 0) - 1]).toBeTruthy();
    if (own?.severity === 'broken' && code !== 'YAML_SEVERAL_DOCUMENTS') expect(own.raw).toBeTruthy();
    expect(JSON.stringify(found)).not.toMatch(/swordfish|EYxs8IOG/);
  });
});
