/** Setups that other tools call good and that are broken: each is found, repaired by one plan, and proven on a real Prometheus. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepRootsStateIn } from '../../electron/apply/stateFolder.ts';
import { checkSetupHere } from '../../electron/check/checkSetupHere.ts';
import { stopManaged } from '../../electron/process/managedProcess.ts';
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Report } from '../../shared/model/report.ts';
import { scrapeText, webText, withBrokenSetup, type BrokenSetup } from '../support/brokenSetup.ts';
import { describeUnless } from '../support/requireTool.ts';
import { answersFor, applyBench } from '../support/applyBench.ts';
import { tempTree } from '../support/tempTree.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { hashOf } from '../support/sealedFolder.ts';
import { selfSigned } from '../support/selfSigned.ts';

interface State {
  readonly title: string;
  readonly codes: readonly string[];
  readonly breakIt: (setup: BrokenSetup) => void;
  /** Lines that must still be there afterwards. */
  readonly keeps?: readonly string[];
}

const keptLines = ['# by hand since 2021: keep this line', '# every byte of it matters', 'global: { scrape_interval: 1s }   # fast'];

/** The running server reads prometheus.yml again, as whoever broke it will have made it do. */
const reload = ({ server }: BrokenSetup): void => void process.kill(server.pid, 'SIGHUP');

function encryptKey({ path }: BrokenSetup): void {
  execFileSync('openssl', ['pkcs8', '-topk8', '-in', path('prometheus.key'), '-out', path('encrypted.key'), '-v2', 'aes256', '-passout', 'pass:secret']);
  renameSync(path('encrypted.key'), path('prometheus.key'));
}

const long = 'p'.repeat(80);

const states: readonly State[] = [
  { title: '1: an expired certificate', codes: ['CERTIFICATE_EXPIRED'], breakIt: ({ folder }) => void selfSigned(folder, 'prometheus', { notBefore: '20240101000000Z', notAfter: '20240201000000Z' }) },
  {
    title: '2: TLS in web.yml, and a self-scrape over plain HTTP', codes: ['CONNECTION_OVER_HTTP'],
    breakIt: (setup) => {
      setup.change('prometheus.yml', '    scheme: https\n    tls_config: { ca_file: prometheus.crt }\n', '');
      reload(setup);
    },
  },
  {
    title: '3: a ca_file that is not there, and a job that vanishes', codes: ['REFERENCE_MISSING'],
    breakIt: (setup) => {
      setup.change('prometheus.yml', 'job_name: prometheus  ', 'job_name: self  ');
      setup.change('prometheus.yml', 'ca_file: prometheus.crt', 'ca_file: gone.crt');
      reload(setup);
    },
  },
  {
    title: '5: a client certificate is asked for, and the self-scrape has none', codes: ['CONNECTION_WITHOUT_CERTIFICATE'],
    breakIt: ({ folder, change }) => {
      selfSigned(folder, 'clients', { usage: 'clientAuth' });
      change('web.yml', 'basic_auth_users', '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: clients.crt\nbasic_auth_users');
    },
  },
  {
    title: '5: a client certificate that is made for servers', codes: ['CLIENT_CERTIFICATE_NOT_FOR_CLIENTS'],
    breakIt: (setup) => {
      selfSigned(setup.folder, 'client', { usage: 'serverAuth' });
      setup.change('web.yml', 'basic_auth_users', '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: client.crt\nbasic_auth_users');
      setup.change('prometheus.yml', '{ ca_file: prometheus.crt }', '{ ca_file: prometheus.crt, cert_file: client.crt, key_file: client.key }');
      reload(setup);
    },
  },
  {
    title: '5: a client certificate of another CA', codes: ['CLIENT_CERTIFICATE_OTHER_AUTHORITY'],
    breakIt: (setup) => {
      selfSigned(setup.folder, 'client', { usage: 'clientAuth', commonName: 'mine' });
      selfSigned(setup.folder, 'clients', { usage: 'clientAuth', commonName: 'theirs' });
      setup.change('web.yml', 'basic_auth_users', '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: clients.crt\nbasic_auth_users');
      setup.change('prometheus.yml', '{ ca_file: prometheus.crt }', '{ ca_file: prometheus.crt, cert_file: client.crt, key_file: client.key }');
      reload(setup);
    },
  },
  { title: '6: web.yml with a field that does not exist', codes: ['WEB_FIELD_UNKNOWN'], breakIt: ({ change }) => change('web.yml', '  key_file', '  min_tls: "1.2"\n  key_file') },
  { title: '6: web.yml with a tab', codes: ['YAML_TAB'], breakIt: ({ change }) => change('web.yml', '  key_file', '\tkey_file') },
  { title: '7: web.yml emptied while it runs', codes: ['SERVER_TLS_REMOVED'], keeps: ['# every byte of it matters', 'cert_file: prometheus.crt', 'key_file: prometheus.key'], breakIt: ({ write }) => write('web.yml', '') },
  {
    title: '9: client certificates are asked for, without a CA', codes: ['WEB_CLIENT_CA_MISSING'],
    breakIt: ({ change }) => change('web.yml', 'basic_auth_users', '  client_auth_type: RequireAndVerifyClientCert\nbasic_auth_users'),
  },
  {
    title: '10: a client_ca_file that is no certificate', codes: ['CLIENT_CA_FILE_UNUSABLE'],
    breakIt: ({ change, write }) => {
      write('ca.crt', 'this is not PEM\n', 0o644);
      change('web.yml', 'basic_auth_users', '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\nbasic_auth_users');
    },
  },
  { title: '11: a certificate without names', codes: ['CERTIFICATE_WITHOUT_NAMES'], breakIt: ({ folder }) => void selfSigned(folder, 'prometheus', { names: '' }) },
  { title: '11: a certificate with an e-mail name only', codes: ['CERTIFICATE_WITHOUT_NAMES'], breakIt: ({ folder }) => void selfSigned(folder, 'prometheus', { names: 'email:a@b.example' }) },
  { title: '12: a user without a name', codes: ['WEB_USER_NAMELESS'], breakIt: ({ change }) => change('web.yml', '  alice', `  "": "${hashOf('x')}"\n  alice`) },
  { title: '12: a user called null', codes: ['WEB_USER_NAMELESS'], breakIt: ({ change }) => change('web.yml', '  alice', `  null: "${hashOf('x')}"\n  alice`) },
  { title: '12: a user with a colon', codes: ['USER_NAME_COLON'], breakIt: ({ change }) => change('web.yml', '  alice', `  "a:b": "${hashOf('x')}"\n  alice`) },
  { title: '12: a user without a name, and no other', codes: ['WEB_USER_NAMELESS'], breakIt: ({ change }) => change('web.yml', '  alice:', '  "":') },
  {
    title: '13: a password of 80 characters', codes: ['PASSWORD_TOO_LONG'],
    breakIt: (setup) => {
      setup.write('alice.password', `${long}\n`);
      setup.change('web.yml', /"\$2.*"/.exec(setup.read('web.yml'))?.[0] ?? '', `"${hashOf(long.slice(0, 72))}"`);
    },
  },
  { title: '14: a private key that everybody can read', codes: ['KEY_READABLE_BY_ALL'], breakIt: ({ path }) => chmodSync(path('prometheus.key'), 0o666) },
  {
    title: 'certificate and key in each other\'s place', codes: ['CERTIFICATE_AND_KEY_SWAPPED'], keeps: ['# by hand since 2021: keep this line', 'cert_file: prometheus.crt', 'key_file: prometheus.key'],
    breakIt: ({ change }) => {
      change('web.yml', 'cert_file: prometheus.crt', 'cert_file: prometheus.key');
      change('web.yml', '\n  key_file: prometheus.key', '\n  key_file: prometheus.crt');
    },
  },
  { title: '15: a private key with a passphrase', codes: ['KEY_ENCRYPTED'], breakIt: encryptKey },
  {
    title: '16: paths that web.yml reads from its own folder, as if they were read from where the server starts', codes: ['REFERENCE_ELSEWHERE'],
    breakIt: ({ path }) => {
      mkdirSync(path('tls'));
      for (const name of ['prometheus.crt', 'prometheus.key']) renameSync(path(name), path(`tls/${name}`));
    },
  },
];

function expectHealed(report: Report): void {
  const failed = report.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw]);
  expect({ failure: report.failure, failed, commands: report.commands }).toEqual({ failure: null, failed: [], commands: [] });
  expect(report.outcome).toBe('applied');
  expect(report.targets.filter(({ health }) => health === 'up')).not.toEqual([]);
}

async function healAndUndo(state: State, setup: BrokenSetup): Promise<void> {
  state.breakIt(setup);
  const report = await setup.check();
  expect(report.findings.map(({ code }) => code)).toEqual(expect.arrayContaining([...state.codes]));
  const before = setup.read('web.yml') + setup.read('prometheus.yml');
  expectHealed(await setup.heal(report));
  const after = `${setup.read('web.yml')}${setup.read('prometheus.yml')}`;
  for (const kept of state.keeps ?? keptLines) expect(after).toContain(kept);
  expect(severe(await setup.check())).toEqual([]);
  await setup.bench.undo();
  expect(setup.read('web.yml') + setup.read('prometheus.yml')).toBe(before);
}

/** A fault of the release itself, which 2.24 has, is cured by another release alone. */
const ofTheSetup = ({ findings }: CheckReport): CheckReport['findings'] => findings.filter(({ code }) => code !== 'VERSION_HAS_FAULT');
const severe = (report: CheckReport): string[] => ofTheSetup(report).filter(({ severity }) => severity === 'broken' || severity === 'unsafe').map(({ id }) => id);

describeUnless(prometheusLines().length === 0 ? 'no Prometheus on this machine' : null, 'setups that look good and are broken', () => {
  it.each(prometheusLines())('none of them is seen in a sound one, on $line', async ({ prometheus }) => {
    await withBrokenSetup(prometheus, async ({ check, port, read }) => {
      expect(read('prometheus.yml')).toBe(scrapeText(port));
      expect(read('web.yml')).toBe(webText);
      expect(ofTheSetup(await check()).map(({ id }) => id)).toEqual([]);
    });
  }, 60_000);

  for (const { line, prometheus } of prometheusLines()) {
    it.concurrent.each(states.map((state) => [state.title, state] as const))(`%s (${line})`, async (_title, state) => {
      await withBrokenSetup(prometheus, async (setup) => await healAndUndo(state, setup));
    }, 90_000);
  }
});

const nobody = 65_534;
const own = prometheusLines().find(({ prometheus }) => prometheus.startsWith('/usr/bin/'));
const notHere = own === undefined ? 'no Prometheus that another account may run' : process.geteuid?.() === 0 ? null : 'only root has this case';

describeUnless(notHere, 'a server of another account', () => {
  beforeEach(() => keepRootsStateIn(tempTree()));
  afterEach(() => keepRootsStateIn('/var/lib/promseal'));

  it('4: a private key that it cannot read', async () => {
    await withBrokenSetup(own?.prometheus ?? '', async (setup) => {
      await healAndUndo({ title: '4', codes: ['REFERENCE_UNREADABLE'], breakIt: ({ path }) => chownSync(path('prometheus.key'), 0, 0) }, setup);
      expect(statSync(setup.path('prometheus.key'))).toMatchObject({ uid: 0, gid: 0 });
    }, { uid: nobody });
  }, 60_000);

  it('14: a private key of root that it can read only because everybody can', async () => {
    const openKey = ({ path }: BrokenSetup): void => {
      chownSync(path('prometheus.key'), 0, 0);
      chmodSync(path('prometheus.key'), 0o644);
    };
    await withBrokenSetup(own?.prometheus ?? '', async (setup) => {
      await healAndUndo({ title: '14', codes: ['KEY_READABLE_BY_ALL'], breakIt: openKey }, setup);
    }, { uid: nobody });
  }, 60_000);
});

describeUnless(prometheusLines().length === 0 ? 'no Prometheus on this machine' : null, 'a server that PromSeal started', () => {
  it.each(prometheusLines().slice(-1))('8: TLS in web.yml, and a server that was started without ($line)', async ({ prometheus }) => {
    const folder = tempTree();
    const listen = `127.0.0.1:${String(await freePort())}`;
    writeFileSync(join(folder, 'prometheus.yml'), 'global: { scrape_interval: 1s } # mine\n');
    const bench = applyBench(folder);
    try {
      const plain = answersFor(folder, { kind: 'binary', binary: prometheus, listen }, { certificate: { source: 'none' }, names: [], users: [{ name: 'alice', generate: true }] });
      expectHealed(await bench.apply(plain));
      selfSigned(folder);
      appendFileSync(join(folder, 'web.yml'), 'tls_server_config: { cert_file: prometheus.crt, key_file: prometheus.key } # by hand\n');
      const report = await checkSetupHere({ kind: 'folder', folder }, bench.context);
      expect(report.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['SERVER_STILL_PLAIN']));
      const repairable = report.findings.filter(({ repair }) => repair !== undefined).map(({ id }) => id);
      expectHealed(await bench.apply({ ...(report.answers ?? plain), repair: repairable }));
      expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toContain('# by hand');
      expect(severe(await checkSetupHere({ kind: 'folder', folder }, bench.context))).toEqual([]);
    } finally {
      await stopManaged(folder, 10_000);
    }
  }, 90_000);
});
