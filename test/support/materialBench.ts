/** Lays cases out as files and judges them, for tests that ask real clients about the same files. */
import { execFile } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signs } from '../../electron/check/signs.ts';
import { verifyAsNode } from '../../electron/probe/verifyAsNode.ts';
import { checkCaFile } from '../../shared/check/material/checkCaFile.ts';
import { checkKey } from '../../shared/check/material/checkKey.ts';
import { checkPair } from '../../shared/check/material/checkPair.ts';
import { checkServerCertificate } from '../../shared/check/material/checkServerCertificate.ts';
import type { ClientFamily, Finding } from '../../shared/model/finding.ts';
import type { ClientCase } from './clientCases.ts';
import { makeMaterial, type MaterialRecipe } from './makeMaterialFacts.ts';

export interface LaidCase {
  readonly id: string;
  readonly host: string;
  readonly certPath: string;
  readonly keyPath: string;
  readonly caPath: string;
  readonly webConfig: string;
  /** About certificate and key: what the server itself has to load. */
  readonly own: readonly Finding[];
  /** With those about the CA file. */
  readonly findings: readonly Finding[];
  /** The CA file is the certificate of the server. */
  readonly pinned: boolean;
}

/** Authorities of each case get names of their own, so that a store which holds them all keeps them apart. */
function ownSubjects(recipes: ClientCase['recipes'], index: number): ClientCase['recipes'] {
  const renamed = Object.entries(recipes).map(([name, recipe]): [string, MaterialRecipe] => {
    const { certificate } = recipe;
    const subject = certificate?.subject ?? 'CN=server';
    const keep = certificate === undefined || !/^CN=(?!localhost|server)/.test(subject);
    return [name, keep ? recipe : { ...recipe, certificate: { ...certificate, subject: `${subject} ${index}` } }];
  });
  return Object.fromEntries(renamed);
}

export async function layOut({ id, recipes, host = 'localhost' }: ClientCase, index: number, folder: string): Promise<LaidCase> {
  const made = await makeMaterial(ownSubjects(recipes, index), { only: ['file', 'key', 'ca'] });
  const [file, key, ca] = [made['file'], made['key'], made['ca']];
  if (file === undefined || key === undefined || ca === undefined) throw new Error(id);
  const now = Date.now();
  const own = [
    ...checkServerCertificate(file.facts, { now, signs, names: [{ name: host, where: 'job node' }] }),
    ...checkKey(key.facts, file.facts),
    ...checkPair(file.facts, key.facts),
  ];
  const [certPath, keyPath, caPath] = ['crt', 'key', 'ca'].map((kind) => join(folder, `${index}.${kind}`)) as [string, string, string];
  writeFileSync(certPath, file.bytes);
  writeFileSync(keyPath, key.bytes, { mode: 0o600 });
  writeFileSync(caPath, ca.bytes);
  const webConfig = `tls_server_config:\n  cert_file: ${certPath}\n  key_file: ${keyPath}\n`;
  const findings = [...own, ...checkCaFile(ca.facts, { now, signs, role: 'ca_file', presented: file.facts.certificates })];
  const pinned = file.facts.certificates[0]?.sha256 === ca.facts.certificates[0]?.sha256;
  return { id, host, certPath, keyPath, caPath, webConfig, own, findings, pinned };
}

/** Who refuses it by the findings: with a broken one all, or the families it names; with another only those. */
export const refusedBy = (findings: readonly Finding[], family: ClientFamily): boolean =>
  findings.some(({ severity, clients }) => severity !== 'soon' && (clients.includes(family) || (severity === 'broken' && clients.length === 0)));

/** web.yml is read anew for every connection, so one server presents each case in turn. */
export function present(webConfig: string, path: string): void {
  writeFileSync(`${path}.new`, webConfig);
  renameSync(`${path}.new`, path);
}

/** Both outputs and the exit code; never rejects. */
export async function runTool(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; said: string }> {
  return await new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: 30_000 };
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, said: `${stdout}${stderr}`.trim() });
    });
  });
}

/** What a client says when it refuses; empty when it accepts. */
type Asked = Promise<string>;

/** promtool verifies as every Go program does; the CA file stands for the roots of the system. */
export async function askGo(promtool: string, each: LaidCase, port: number): Asked {
  const env = { SSL_CERT_FILE: each.caPath, SSL_CERT_DIR: '/nonexistent', NO_PROXY: '*' };
  const { code, said } = await runTool(promtool, ['query', 'instant', `https://${each.host}:${port}`, 'vector(1)'], env);
  return code === 0 ? '' : said;
}

export async function askCurl(each: LaidCase, port: number, more: string[] = []): Asked {
  const args = ['-q', '-sS', '--noproxy', '*', '--max-time', '10', '--cacert', each.caPath, ...more, `https://${each.host}:${port}/-/healthy`];
  const { code, said } = await runTool('curl', args);
  return code === 0 ? '' : said;
}

export async function askNode(each: LaidCase, port: number): Asked {
  const to = { host: '127.0.0.1', port, serverName: each.host };
  const verdict = await verifyAsNode(to, [readFileSync(each.caPath, 'latin1')], AbortSignal.timeout(10_000));
  return verdict.ok ? '' : verdict.reason;
}
