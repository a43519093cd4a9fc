/** A folder with prometheus.yml, web.yml and a certificate, as an apply would leave it. */
import { hashSync } from 'bcryptjs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned, type SelfSigned } from './selfSigned.ts';

export interface SealedFolder {
  readonly path: string;
  readonly pair: SelfSigned;
}

const hashes = new Map<string, string>();

/** The bcrypt hash of a password at cost 10; made once. */
export function hashOf(password: string): string {
  const hash = hashes.get(password) ?? hashSync(password, 10);
  hashes.set(password, hash);
  return hash;
}

/** The caller removes the folder. prometheus.yml is empty until something is written into it. */
export function sealedFolder(options: { tls: boolean; users: Readonly<Record<string, string>> }): SealedFolder {
  const path = mkdtempSync(join(tmpdir(), 'promseal-sealed-'));
  const pair = selfSigned(path);
  writeFileSync(join(path, 'prometheus.yml'), '{}\n');
  writeFileSync(join(path, 'web.yml'), webConfigText(options));
  return { path, pair };
}

export function webConfigText({ tls, users }: { tls: boolean; users: Readonly<Record<string, string>> }): string {
  const lines = Object.entries(users).map(([name, password]) => `  ${JSON.stringify(name)}: "${hashOf(password)}"`);
  return [
    ...(lines.length > 0 ? ['basic_auth_users:', ...lines] : []),
    ...(tls ? ['tls_server_config:', '  cert_file: prometheus.crt', '  key_file: prometheus.key'] : []),
    '',
  ].join('\n');
}

/** prometheus.yml with a job that scrapes its own server every second. */
export function selfScrapeText(port: number, tls: boolean, user: { name: string; password: string } | null): string {
  return [
    'global:',
    '  scrape_interval: 1s',
    'scrape_configs:',
    '  - job_name: prometheus',
    ...(tls ? ['    scheme: https', '    tls_config:', '      ca_file: prometheus.crt'] : []),
    ...(user === null ? [] : ['    basic_auth:', `      username: ${user.name}`, `      password: ${JSON.stringify(user.password)}`]),
    '    static_configs:',
    `      - targets: ["localhost:${port}"]`,
    '',
  ].join('\n');
}
