/** check, heal and probe of the built command line beside a real Prometheus: what is said, how it ends, and the way back. */
import { chmodSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { hashOf } from '../support/sealedFolder.ts';
import { password, withBrokenSetup, type BrokenSetup } from '../support/brokenSetup.ts';
import { JsonCheck } from '../support/checkJsonShape.ts';
import { prometheusLines } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { buildCli, cli, jsonLines, type Ended } from './cliProgram.ts';

beforeAll(buildCli, 120_000);

const [last] = prometheusLines().slice(-1);

/** Codes of what check finds, and how it ends. */
async function checked(words: readonly string[]): Promise<{ code: number | null; sound: boolean; codes: string[] }> {
  const { code, out, err } = await cli(['check', ...words, '--json']);
  expect(err).toBe('');
  const { sound, findings } = JsonCheck.parse(JSON.parse(out));
  return { code, sound, codes: findings.map((found) => found.code).sort() };
}

/** Four faults at once: a tab in web.yml, a missing CA file, a nameless user, an open key. */
function breakIt({ change, path, server }: BrokenSetup): void {
  change('web.yml', '  key_file', '\tkey_file');
  change('web.yml', '  alice', `  "": "${hashOf('x')}"\n  alice`);
  change('prometheus.yml', 'ca_file: prometheus.crt', 'ca_file: gone.crt');
  chmodSync(path('prometheus.key'), 0o644);
  process.kill(server.pid, 'SIGHUP');
}

function expectNoSecret({ out, err }: Ended, read: (name: string) => string): void {
  expect(out + err).not.toContain(password);
  expect(out + err).not.toContain(read('alice.password').trim());
  expect(out + err).not.toContain('PRIVATE KEY');
  expect(out + err).not.toMatch(/\$2[aby]\$\d\d\$[./A-Za-z0-9]/);
}

describeUnless(last === undefined ? 'no Prometheus on this machine' : null, 'check and heal beside a real Prometheus', () => {
  const prometheus = last?.prometheus ?? '';

  it('a sound setup ends with 0, by its folder, its files and its address', async () => {
    await withBrokenSetup(prometheus, async ({ folder, path, port }) => {
      const sound = { code: 0, sound: true, codes: [] };
      expect(await checked([folder])).toEqual(sound);
      expect(await checked([path('web.yml'), path('prometheus.yml')])).toEqual(sound);
      expect(await checked(['--listen', `127.0.0.1:${String(port)}`])).toEqual(sound);
      const told = await cli(['check', folder]);
      expect(told.out).toMatch(new RegExp(`^ {2}prometheus .* on 127\\.0\\.0\\.1:${String(port)}: running as .*, speaks TLS$`, 'm'));
      expect(told.out).toMatch(/^ {4}promtool .*: accepts it$/m);
      const heal = await cli(['heal', folder, '--yes']);
      expect({ code: heal.code, last: heal.out.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: 'Sound: nothing to find fault with.' });
    });
  });

  it('finds several faults, shows the plan, heals in two changes, and goes back byte by byte', async () => {
    await withBrokenSetup(prometheus, async (setup) => {
      const { folder, read } = setup;
      breakIt(setup);
      const before = read('web.yml') + read('prometheus.yml');
      const first = await checked([folder]);
      expect(first).toEqual({ code: 1, sound: false, codes: ['REFERENCE_MISSING', 'YAML_TAB'] });

      const shown = await cli(['heal', folder, '--dry-run']);
      expect(shown.code).toBe(2);
      expect(shown.out).toContain('\n-\tkey_file: prometheus.key\n');
      expect((await cli(['heal', folder])).code).toBe(1);
      expect(read('web.yml') + read('prometheus.yml')).toBe(before);

      // What a broken web.yml hides is seen once it can be read: the second look finds it, and a second heal mends it.
      const healed = await cli(['heal', folder, '--yes']);
      expect(healed.code).toBe(1);
      const seen = healed.out.slice(healed.out.indexOf('\nChecked again. Not sound: '));
      for (const part of ['KEY_READABLE_BY_ALL: ', 'WEB_USER_NAMELESS: ', `\n  promseal heal ${folder}\n`]) expect(seen).toContain(part);
      const again = await cli(['heal', folder, '--yes', '--json']);
      expect(again.code).toBe(0);
      expect(JsonCheck.parse(jsonLines(again.out).at(-1))).toMatchObject({ sound: true, findings: [] });
      expect(await checked([folder])).toEqual({ code: 0, sound: true, codes: [] });
      expect(healed.out).toContain(`\n  promseal undo ${folder}\n`);
      for (const kept of ['# by hand since 2021: keep this line', '# who else']) expect(read('web.yml')).toContain(kept);
      for (const kept of ['# every byte of it matters', '# itself']) expect(read('prometheus.yml')).toContain(kept);
      for (const ended of [shown, healed, again]) expectNoSecret(ended, read);

      for (let left = 2; left > 0; left -= 1) await cli(['undo', folder]);
      expect(read('web.yml') + read('prometheus.yml')).toBe(before);
    });
  });

  it('a wrong --only is wrong usage, and nothing is done', async () => {
    await withBrokenSetup(prometheus, async ({ folder }) => {
      const { code, out, err } = await cli(['heal', folder, '--yes', '--only', 'KEY_ENCRYPTED']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('--only KEY_ENCRYPTED: nothing of that code or id was found');
    });
  });

  it('heals each of two servers in one folder by its address', async () => {
    await withBrokenSetup(prometheus, async (one) => {
      await withBrokenSetup(prometheus, async (other) => {
        for (const { path } of [one, other]) chmodSync(path('prometheus.key'), 0o644);
        const { code, out } = await cli(['heal', one.path('web.yml'), other.path('web.yml'), '--yes']);
        expect(code).toBe(0);
        const [, left = ''] = /^ {2}promseal heal (--listen \S+)$/m.exec(out) ?? [];
        expect(left).toMatch(new RegExp(`^--listen 127\\.0\\.0\\.1:(${String(one.port)}|${String(other.port)})$`));
        expect((await cli(['heal', ...left.split(' '), '--yes'])).code).toBe(0);
        expect(await checked([one.path('web.yml'), other.path('web.yml')])).toEqual({ code: 0, sound: true, codes: [] });
      });
    });
  });
});

describeUnless(last === undefined ? 'no Prometheus on this machine' : null, 'probe with a client certificate', () => {
  it('is let in where the server wants one, and says what is wrong without', async () => {
    await withBrokenSetup(last?.prometheus ?? '', async ({ folder, path, port, change }) => {
      selfSigned(folder, 'client', { usage: 'clientAuth' });
      selfSigned(folder, 'stranger', { usage: 'clientAuth', commonName: 'stranger' });
      change('web.yml', 'basic_auth_users', '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: client.crt\nbasic_auth_users');
      const probe = async (...words: string[]) => {
        const { code, out } = await cli(['probe', `https://localhost:${String(port)}`, '--cacert', path('prometheus.crt'), '--user', 'alice', '--password-file', path('alice.password'), ...words, '--json']);
        const [told] = jsonLines(out);
        return { code, diagnosis: (told?.['diagnosis'] as { code: string }).code, curl: String(told?.['curl']) };
      };
      const pair = (name: string): string[] => ['--cert', path(`${name}.crt`), '--key', path(`${name}.key`)];
      const well = await probe(...pair('client'));
      expect(well).toMatchObject({ code: 0, diagnosis: 'PROBE_OK' });
      expect(well.curl).toContain(`--cert ${path('client.crt')} --key ${path('client.key')}`);
      expect(await probe()).toMatchObject({ code: 1, diagnosis: 'CLIENT_CERTIFICATE_REQUIRED' });
      expect((await probe(...pair('stranger'))).code).toBe(1);
      expect(await probe('--cert', path('client.crt'), '--key', path('stranger.key'))).toMatchObject({ code: 1, diagnosis: 'PROBE_CLIENT_PAIR_UNUSABLE' });
    });
  });
});
