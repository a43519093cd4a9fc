import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkServers } from '../../../electron/check/linkServers.ts';
import type { SeenServer } from '../../../electron/check/seenServer.ts';
import { knownCredentials, serverTrust, type ServerTrust } from '../../../electron/check/serverTrust.ts';
import { addFile, noFiles } from '../../../electron/check/setupFiles.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

const web = 'basic_auth_users:\n  ops: x\ntls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n';
const all = (): boolean => true;

/** What is known of a server on 9090 that one job scrapes. @param job its fields, TLS and sign-in */
function known(job: string, options: { files?: Record<string, string>; mayShow?: (path: string) => boolean } = {}): { trust: ServerTrust; credentials: ReturnType<typeof knownCredentials>; pem: string } {
  const root = tempTree();
  const pair = selfSigned(root);
  const { files = {}, mayShow = all } = options;
  for (const [name, text] of Object.entries({ 'web.yml': web, 'prometheus.yml': `scrape_configs:\n  - job_name: self\n    static_configs: [{targets: ["localhost:9090"]}]\n${job}`, ...files })) {
    writeFileSync(join(root, name), text);
  }
  const setup = noFiles();
  addFile(setup, join(root, 'web.yml'), 'webConfig');
  addFile(setup, join(root, 'prometheus.yml'), 'scrapeConfig');
  const server: SeenServer = {
    kind: 'prometheus', binary: null, running: true, pid: 1, control: 'process', unit: null, account: null, args: [], nextArgs: null, workingDirectory: root,
    configFile: join(root, 'prometheus.yml'), webConfigFile: join(root, 'web.yml'), listen: ':9090',
  };
  const file = setup.webs.get(join(root, 'web.yml')) ?? null;
  const links = linkServers(setup, [server], []);
  return { trust: serverTrust(server, file, links, setup, mayShow), credentials: knownCredentials(file, links, mayShow), pem: pair.certPem.trim() };
}

describe('serverTrust', () => {
  it("takes the CA and the name of the job, else the certificate in web.yml and a name of its own", () => {
    const { trust, pem } = known('    scheme: https\n    tls_config: {ca_file: prometheus.crt, server_name: prom.example}\n');
    expect(trust).toEqual({ job: { roots: [pem], serverName: 'prom.example' }, own: { roots: [pem], serverName: 'localhost' }, serverName: 'prom.example', client: null });
    expect(known('    scheme: https\n').trust.job).toEqual({ roots: null, serverName: 'localhost' });
    for (const none of ['', '    scheme: https\n    tls_config: {insecure_skip_verify: true}\n', '    scheme: https\n    tls_config: {ca_file: none.crt}\n']) {
      expect(known(none).trust).toMatchObject({ job: null, serverName: 'localhost' });
    }
  });

  it('reads a CA that stands in the job itself', () => {
    const inline = known('').pem.split('\n').map((line) => `        ${line}`).join('\n');
    expect(known(`    scheme: https\n    tls_config:\n      ca: |\n${inline}\n`).trust.job?.roots).toEqual([inline.replace(/^ {8}/gm, '')]);
  });

  it('shows a client certificate and a password only where the server itself may read them', () => {
    const job = '    scheme: https\n    tls_config: {cert_file: prometheus.crt, key_file: prometheus.key}\n    basic_auth: {username: admin, password_file: p}\n';
    const files = { p: 'secret\n' };
    const open = known(job, { files });
    expect(open.trust.client).toMatchObject({ certificatePem: expect.stringContaining(open.pem) });
    expect(open.credentials).toEqual({ user: 'admin', password: 'secret' });
    const closed = known(job, { files, mayShow: (path) => !/\/(p|prometheus\.key)$/.test(path) });
    expect([closed.trust.client, closed.credentials]).toEqual([null, null]);
  });

  it('knows the password that is kept beside web.yml', () => {
    expect(known('', { files: { 'ops.password': 'kept\n' } }).credentials).toEqual({ user: 'ops', password: 'kept' });
    expect(known('    basic_auth: {username: ops, password: inline}\n', { files: { 'ops.password': 'kept\n' } }).credentials).toEqual({ user: 'ops', password: 'inline' });
    expect(known('').credentials).toBeNull();
  });
});
