/** Reads and checks a web.yml as the exporter toolkit does: the same order, the first error only, its words. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseYamlAsGo } from './parseYamlAsGo.ts';
import { readAsGo } from './readAsGo.ts';

export interface WebTls {
  readonly certPem: string;
  readonly keyPem: string;
  readonly clientCaPem: string | null;
  /** Go's names: NoClientCert, RequestClientCert, RequireAnyClientCert, VerifyClientCertIfGiven, RequireAndVerifyClientCert. */
  readonly clientAuth: string;
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
}

export interface WebConfig {
  /** null: no TLS. */
  readonly tls: WebTls | null;
  /** bcrypt hashes by user name. */
  readonly users: ReadonlyMap<string, string>;
}

export type WebConfigRead = { readonly ok: true; readonly config: WebConfig } | { readonly ok: false; readonly error: string };

const versions = { TLS10: 'TLSv1', TLS11: 'TLSv1.1', TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' } as const;
type TlsVersion = (typeof versions)[keyof typeof versions];

const clientAuthTypes = ['NoClientCert', 'RequestClientCert', 'RequireAnyClientCert', 'VerifyClientCertIfGiven', 'RequireAndVerifyClientCert'];

const TlsSection = z.strictObject({
  cert_file: z.string().optional(),
  key_file: z.string().optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  client_ca_file: z.string().optional(),
  client_ca: z.string().optional(),
  client_auth_type: z.string().optional(),
  client_allowed_sans: z.array(z.string()).optional(),
  min_version: z.enum(['TLS10', 'TLS11', 'TLS12', 'TLS13']).default('TLS12'),
  max_version: z.enum(['TLS10', 'TLS11', 'TLS12', 'TLS13']).default('TLS13'),
  cipher_suites: z.array(z.string()).optional(),
  curve_preferences: z.array(z.string()).optional(),
  prefer_server_cipher_suites: z.boolean().optional(),
});
const WebFile = z.strictObject({
  tls_server_config: TlsSection.nullish(),
  http_server_config: z.looseObject({}).nullish(),
  basic_auth_users: z.record(z.string(), z.string().nullable()).nullish(),
  rate_limit: z.looseObject({}).nullish(),
});

class WebConfigError extends Error {}

/** @param path of web.yml; the files it names are relative to its folder */
export function readWebConfig(path: string): WebConfigRead {
  const file = readAsGo(path);
  if (!file.ok) return file;
  const yaml = parseYamlAsGo(file.text);
  if (!yaml.ok) return yaml;
  const parsed = WebFile.safeParse(yaml.value);
  if (!parsed.success) return { ok: false, error: shapeError(parsed.error) };
  try {
    const users = new Map(Object.entries(parsed.data.basic_auth_users ?? {}).map(([name, hash]) => [name, hash ?? '']));
    for (const hash of users.values()) checkHash(hash);
    const section = parsed.data.tls_server_config ?? null;
    return { ok: true, config: { tls: section === null ? null : readTls(section, dirname(path)), users } };
  } catch (error) {
    if (error instanceof WebConfigError) return { ok: false, error: error.message };
    throw error;
  }
}

const goTypes: Readonly<Record<string, string>> = { tls_server_config: 'web.TLSConfig', http_server_config: 'web.HTTPConfig' };

function shapeError({ issues: [issue] }: z.ZodError): string {
  const owner = goTypes[String(issue?.path[0] ?? '')] ?? 'web.Config';
  if (issue?.code === 'unrecognized_keys') return `yaml: unmarshal errors:\n  field ${issue.keys[0] ?? ''} not found in type ${owner}`;
  return `yaml: unmarshal errors:\n  cannot unmarshal ${(issue?.path ?? []).join('.') || 'the document'} into ${owner}`;
}

/** What golang.org/x/crypto/bcrypt's Cost says of text that is no hash. */
function checkHash(hash: string): void {
  if (hash.length < 59) throw new WebConfigError('crypto/bcrypt: hashedSecret too short to be a bcrypted password');
  if (!hash.startsWith('$')) {
    throw new WebConfigError(`crypto/bcrypt: bcrypt hashes must start with '$', but hashedSecret started with '${hash.charAt(0)}'`);
  }
  if (hash.charAt(1) > '2') {
    throw new WebConfigError(`crypto/bcrypt: bcrypt algorithm version '${hash.charAt(1)}' requested is newer than current version '2'`);
  }
  const cost = Number(/^\$..?\$(\d\d)\$|^\$.\$(\d\d)\$/.exec(hash)?.slice(1).find(Boolean) ?? Number.NaN);
  if (!(cost >= 4 && cost <= 31)) throw new WebConfigError(`crypto/bcrypt: cost ${cost} is outside allowed inclusive range 4..31`);
}

function readTls(section: z.infer<typeof TlsSection>, folder: string): WebTls | null {
  const { client_auth_type: clientAuth = '', min_version: min, max_version: max } = section;
  const certificate = material(section.cert, section.cert_file, 'cert_file', folder);
  const key = material(section.key, section.key_file, 'key_file', folder);
  const clientCa = section.client_ca ?? (section.client_ca_file === undefined ? null : readAsGo(resolve(folder, section.client_ca_file)));
  // With none of the four the toolkit serves plain HTTP, although there is a section.
  if (certificate === null && key === null && clientCa === null && clientAuth === '') return null;
  if (certificate === null) throw new WebConfigError('missing one of cert or cert_file');
  if (key === null) throw new WebConfigError('missing one of key or key_file');
  checkPair(certificate, key);
  if (clientCa !== null && typeof clientCa !== 'string' && !clientCa.ok) throw new WebConfigError(clientCa.error);
  if (clientAuth !== '' && !clientAuthTypes.includes(clientAuth)) throw new WebConfigError(`invalid ClientAuth: ${clientAuth}`);
  const clientCaPem = clientCa === null || typeof clientCa === 'string' ? clientCa : clientCa.text;
  if (clientCaPem !== null && (clientAuth === '' || clientAuth === 'NoClientCert')) {
    throw new WebConfigError("client CA's have been configured without a Client Auth Policy");
  }
  return { certPem: certificate, keyPem: key, clientCaPem, clientAuth, minVersion: versions[min], maxVersion: versions[max] };
}

function material(inline: string | undefined, file: string | undefined, field: string, folder: string): string | null {
  if (inline !== undefined && inline !== '') return inline;
  if (file === undefined || file === '') return null;
  const path = resolve(folder, file);
  const read = readAsGo(path);
  if (!read.ok) throw new WebConfigError(`failed to read ${field} (${path}): ${read.error}`);
  return read.text;
}

function checkPair(certPem: string, keyPem: string): void {
  const fail = (words: string): never => {
    throw new WebConfigError(`failed to load X509KeyPair: tls: ${words}`);
  };
  if (!certPem.includes('-----BEGIN CERTIFICATE-----')) fail('failed to find any PEM data in certificate input');
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(keyPem)) fail('failed to find any PEM data in key input');
  let matches = false;
  try {
    matches = new X509Certificate(certPem).checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    fail('failed to parse private key');
  }
  if (!matches) fail('private key does not match public key');
}
