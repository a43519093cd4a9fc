import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Document } from 'yaml';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../shared/yaml/maskSecrets.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/prometheus');
const SENTINEL = 'S3ntinel-7f3a';
const secretKeys = ['password', 'credentials', 'bearer_token', 'secret', 'client_secret', 'secret_key', 'api_key', 'key', 'some_secret', 'a_token', 'smtp_auth_password'];
const lineCount = (text: string): number => text.split('\n').length;

describe('maskSecrets (K-21, K-37)', () => {
  it('hides what is secret and shows the rest', () => {
    const text = readFileSync(join(fixtures, 'secrets.good.yml'), 'utf8');
    const masked = maskSecrets(text);
    expect(masked).not.toContain('S3ntinel');
    expect(lineCount(masked)).toBe(lineCount(text));
    for (const kept of ['username: scraper', 'password: ‹hidden›   # keep this out of sight', 'type: Bearer', 'client_id: prom', 'X-Scope-OrgID: team', 'targets: [localhost:9090]']) {
      expect(masked).toContain(kept);
    }
  });

  it('keeps of a hash what is no secret', () => {
    const masked = maskSecrets(readFileSync(join(fixtures, 'users.web.good.yml'), 'utf8'));
    expect(masked).toContain('    alice: $2y$10$…   # since 2021\n');
    expect(masked).toContain(`    'bob b': "$2b$12$…"\n`);
    expect(masked).not.toContain('EYxs8IOG');
  });

  it('changes nothing in a file without secrets', () => {
    for (const name of readdirSync(fixtures).filter((file) => !/secrets|web/.test(file))) {
      const text = readFileSync(join(fixtures, name), 'utf8');
      expect(maskSecrets(text)).toBe(text);
    }
  });

  it.each([
    ['a file name is no secret', 'password_file: a.password\nkey_file: a.key\n', 'password_file: a.password\nkey_file: a.key\n'],
    ['a password in the place of a hash', `basic_auth_users:\n  a: ${SENTINEL}\n`, 'basic_auth_users:\n  a: ‹hidden›\n'],
    ['an anchored secret', `x: &x ${SENTINEL}\npassword: *x\n`, 'x: ‹hidden›\npassword: ‹hidden›\n'],
    ['a list of secrets', `secrets:\n- ${SENTINEL}\n- b\nc: d\n`, 'secrets:\n- ‹hidden›\n- ‹hidden›\nc: d\n'],
    ['a header and a section of one name', `authorization:\n  type: x\nheaders: {Authorization: Basic ${SENTINEL}}\n`, 'authorization:\n  type: x\nheaders: {Authorization: ‹hidden›}\n'],
    ['a URL', `proxy_url: "http://u:${SENTINEL}@h:1/x"\n`, 'proxy_url: "http://‹hidden›@h:1/x"\n'],
    ['a bearer token in words', `# curl -H "Authorization: Bearer ${SENTINEL}"\n`, '# curl -H "Authorization: ‹hidden›\n'],
    ['a commented-out password', `# password: ${SENTINEL}\na: b\n`, '# password: ‹hidden›\na: b\n'],
    ['CRLF', `password: ${SENTINEL}\r\na: b\r\n`, 'password: ‹hidden›\r\na: b\r\n'],
    ['a private key', `tls_config:\n  key: |\n    -----BEGIN PRIVATE KEY-----\n    ${SENTINEL}\n    -----END PRIVATE KEY-----\n  x: y\n`,
      'tls_config:\n  key: ‹hidden›\n    ‹hidden›\n    ‹hidden›\n    ‹hidden›\n  x: y\n'],
  ])('%s', (_what, text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it('leaves the texts that stand for a secret', () => {
    const text = 'basic_auth_users:\n  alice: "‹hash of the password›"\n';
    expect(maskSecrets(text, ['‹hash of the password›'])).toBe(text);
    expect(maskSecrets(text)).toBe('basic_auth_users:\n  alice: ‹hidden›\n');
  });

  it('masks again without change', () => {
    for (const name of readdirSync(fixtures)) {
      const once = maskSecrets(readFileSync(join(fixtures, name), 'utf8'));
      expect(maskSecrets(once)).toBe(once);
    }
  });

  const key = fc.constantFrom(...secretKeys);
  const secret = fc.constantFrom(
    SENTINEL, `a: ${SENTINEL}`, `${SENTINEL} # x`, `"${SENTINEL}`, `it's ${SENTINEL}`, `one\n${SENTINEL}\nthree\n`, `{${SENTINEL}, ${SENTINEL}}`,
    `${'long words '.repeat(12)}${SENTINEL}`, `-----BEGIN RSA PRIVATE KEY-----\n${SENTINEL}\n-----END RSA PRIVATE KEY-----\n`,
  );
  const look = fc.record({ flow: fc.nat({ max: 3 }), indentSeq: fc.boolean(), crlf: fc.boolean(), type: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED') });

  function write(name: string, hidden: string, how: typeof look extends fc.Arbitrary<infer T> ? T : never): string {
    const config = { scrape_configs: [{ job_name: 'a', x: { [name]: hidden, shown: 'yes' } }, { job_name: 'b' }] };
    const document = new Document(config);
    const place = ['scrape_configs', ['scrape_configs', 0], ['scrape_configs', 0, 'x']][how.flow - 1];
    if (place !== undefined) (document.getIn(Array.isArray(place) ? place : [place], true) as { flow?: boolean }).flow = true;
    const scalar = document.getIn(['scrape_configs', 0, 'x', name], true) as { type?: string };
    scalar.type = how.type;
    const text = document.toString({ indentSeq: how.indentSeq });
    return how.crlf ? text.replace(/\n/g, '\r\n') : text;
  }

  it('never shows a seeded secret, however it is written', () => {
    fc.assert(
      fc.property(key, secret, look, (name, hidden, how) => {
        const text = write(name, hidden, how);
        const masked = maskSecrets(text);
        expect(text).toContain(SENTINEL);
        expect(masked).not.toContain(SENTINEL);
        expect(masked).toContain('job_name: b');
        expect(lineCount(masked)).toBe(lineCount(text));
      }),
      { numRuns: 400 },
    );
  });

  it('never shows it in a file that is broken, cut off or commented out either', () => {
    fc.assert(
      fc.property(key, secret, look, fc.constantFrom('tab', 'template', 'comment', 'open', 'nul'), (name, hidden, how, damage) => {
        const whole = write(name, hidden, { ...how, flow: 0 });
        const damaged = {
          tab: `\t- x\n${whole}`,
          template: `{% if x %}\n${whole}{% endif %}\n`,
          comment: whole.replace(/^/gm, '# '),
          open: `${whole}z: [\n`,
          nul: `${whole}\u0000`,
        }[damage];
        const masked = maskSecrets(damaged);
        expect(masked).not.toContain(SENTINEL);
        expect(lineCount(masked)).toBe(lineCount(damaged));
      }),
      { numRuns: 400 },
    );
  });
});

describe('a user name with a colon', () => {
  it.each([
    ['basic_auth_users:\n  "alice:secret": $2y$10$aaaa\n', 'basic_auth_users:\n  "alice:‹hidden›": $2y$10$…\n'],
    ["basic_auth_users: { 'a:b:c': x }\n", "basic_auth_users: { 'a:‹hidden›': ‹hidden› }\n"],
    ['basic_auth_users:\n  alice: x\n', 'basic_auth_users:\n  alice: ‹hidden›\n'],
  ])('is shown up to it: %j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });
});
