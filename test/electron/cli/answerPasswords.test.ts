import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepUnchanged, namedPasswords } from '../../../electron/cli/answerPasswords.ts';
import { hashPassword } from '../../../electron/auth/passwordHasher.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';
import { tempTree } from '../../support/tempTree.ts';

function answersWithFile(content: string | Uint8Array) {
  const path = join(tempTree(), 'pw');
  writeFileSync(path, content);
  return articleAnswers({ users: [{ name: 'alice', password_file: path }] });
}

it.each([
  ['secret\n', 'secret'],
  ['secret\r\n', 'secret'],
  [' two  spaces ', ' two  spaces '],
  ['a\n\n', 'a\n'],
])('reads %j as %j: one line break at the end is the editor\'s', (content, password) => {
  expect(namedPasswords(answersWithFile(content)).get('alice')).toBe(password);
});

it('refuses a password file that is not UTF-8, instead of setting another password', () => {
  const read = (): unknown => namedPasswords(answersWithFile(Buffer.from([0xff, 0xfe, 0x68])));
  expect(read).toThrow(expect.objectContaining({ code: 'PASSWORD_SOURCE_UNREADABLE' }) as Error);
});

it('says which variable is not set', () => {
  const read = (): unknown => namedPasswords(articleAnswers({ users: [{ name: 'a', password_env: 'PROMSEAL_TEST_NOT_SET' }] }));
  expect(read).toThrow(/PROMSEAL_TEST_NOT_SET/);
});

it('keeps a user whose password web.yml has, however its accents are written', async () => {
  const folder = tempTree();
  const text = `basic_auth_users:\n  alice: ${await hashPassword('éclair', 4)}\n`;
  writeFileSync(join(folder, 'web.yml'), text);
  const facts = hostFacts({ webConfig: text });
  facts.webConfig.path = join(folder, 'web.yml');
  const answers = articleAnswers({ users: [{ name: 'alice' }, { name: 'bob' }] });
  const kept = await keepUnchanged(answers, facts, new Map([['alice', 'e\u0301clair'], ['bob', 'x']]));
  expect(kept.users).toEqual([{ name: 'alice', keep: true }, { name: 'bob' }]);
});
