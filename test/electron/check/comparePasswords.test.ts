import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import { comparePasswords } from '../../../electron/check/comparePasswords.ts';
import { linkServers } from '../../../electron/check/linkServers.ts';
import type { SeenServer } from '../../../electron/check/seenServer.ts';
import { addFile, noFiles, type SetupFiles } from '../../../electron/check/setupFiles.ts';
import type { ServerLink } from '../../../electron/check/serverTrust.ts';
import { tempTree } from '../../support/tempTree.ts';

const hashes = { admin: hashSync('secret', 4), wide: hashSync('gehéim', 4), odd: 'no-hash', slow: `$2b$15$${'a'.repeat(53)}` };

/** A setup of one server on 9090 with these users. */
function setupOf(jobs: readonly string[], files: Record<string, string> = {}): { links: ServerLink[]; setup: SetupFiles } {
  const root = tempTree();
  const web = join(root, 'web.yml');
  writeFileSync(web, `basic_auth_users:\n${Object.entries(hashes).map(([name, hash]) => `  ${name}: '${hash}'\n`).join('')}`);
  writeFileSync(join(root, 'prometheus.yml'), `scrape_configs:\n${jobs.map((job, index) => `  - job_name: j${index}\n    static_configs: [{targets: [localhost:9090, "127.0.0.1:9090"]}]\n    ${job}\n`).join('')}`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const setup = noFiles();
  addFile(setup, web, 'webConfig');
  addFile(setup, join(root, 'prometheus.yml'), 'scrapeConfig');
  const server: SeenServer = {
    kind: 'prometheus', binary: null, running: true, pid: 1, control: 'process', unit: null, account: null, args: [], nextArgs: null, workingDirectory: root,
    configFile: join(root, 'prometheus.yml'), webConfigFile: web, listen: '127.0.0.1:9090',
  };
  return { links: linkServers(setup, [server], []), setup };
}

describe('comparePasswords', () => {
  it('compares what is sent with the hash of the server that it is sent to', async () => {
    const { links, setup } = setupOf(
      [
        'basic_auth: {username: admin, password: secret}',
        'basic_auth: {username: admin, password: wrong}',
        'basic_auth: {username: nobody, password: secret}',
        'basic_auth: {username: wide, password_file: wide.password}',
        'basic_auth: {username: admin, password_file: marked.password}',
        'basic_auth: {username: admin, password_file: gone.password}',
        'basic_auth: {username: odd, password: secret}',
        'authorization: {credentials: secret}',
      ],
      { 'wide.password': '  gehéim\n', 'marked.password': '\ufeffsecret\n' },
    );
    const { signIns, problems } = await comparePasswords(links, setup);
    expect(signIns.map(({ job, user, userExists, matches, bytes }) => [job, user, userExists, matches, bytes])).toEqual([
      ['j0', 'admin', true, true, 6],
      ['j1', 'admin', true, false, 5],
      ['j2', 'nobody', false, null, 6],
      ['j3', 'wide', true, true, 7],
      ['j4', 'admin', true, false, 9],
      ['j5', 'admin', true, null, null],
      ['j6', 'odd', true, null, 6],
    ]);
    expect(problems).toEqual([]);
  });

  it('does not try what would take too long, and says so', async () => {
    const { links, setup } = setupOf(['basic_auth: {username: slow, password: a}', 'basic_auth: {username: slow, password: b}', 'basic_auth: {username: admin, password: secret}']);
    const { signIns, problems } = await comparePasswords(links, setup);
    expect(signIns.map(({ matches }) => matches)).toEqual([null, null, true]);
    expect(problems).toEqual([expect.objectContaining({ code: 'CHECK_PASSWORDS_SKIPPED', severity: 'warning', message: expect.stringMatching(/^2 /) })]);
  });
});
