/** Certificates for tests, made by openssl so that nothing under test has a hand in them. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SelfSigned {
  readonly certPath: string;
  readonly keyPath: string;
  readonly certPem: string;
  readonly keyPem: string;
  /** SHA-256 over the DER, lower-case hex. */
  readonly sha256: string;
}

export interface SelfSignedWish {
  readonly names?: string;
  readonly commonName?: string;
  /** Validity as openssl takes it: YYYYMMDDHHMMSSZ. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly usage?: string;
}

/** Makes `<label>.crt` and `<label>.key` in the folder: P-256, CA:FALSE, valid for a day unless told otherwise. */
export function selfSigned(folder: string, label = 'prometheus', wish: SelfSignedWish = {}): SelfSigned {
  const { names = 'DNS:localhost,IP:127.0.0.1,IP:::1', commonName = 'localhost', usage = 'serverAuth' } = wish;
  const certPath = join(folder, `${label}.crt`);
  const keyPath = join(folder, `${label}.key`);
  const extensions = ['basicConstraints=critical,CA:FALSE', `extendedKeyUsage=${usage}`];
  if (names !== '') extensions.push(`subjectAltName=${names}`);
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-keyout', keyPath, '-out', certPath, '-subj', `/CN=${commonName}`],
    ...['-days', '1'],
    ...extensions.flatMap((extension) => ['-addext', extension]),
  ], { stdio: 'pipe' });
  if (wish.notBefore !== undefined || wish.notAfter !== undefined) restamp(certPath, keyPath, wish);
  const certPem = readFileSync(certPath, 'utf8');
  return {
    certPath,
    keyPath,
    certPem,
    keyPem: readFileSync(keyPath, 'utf8'),
    sha256: createHash('sha256').update(new X509Certificate(certPem).raw).digest('hex'),
  };
}

/** `openssl req` of 3.0 takes no dates, `openssl ca` does: it signs the certificate anew with them. */
function restamp(certPath: string, keyPath: string, { notBefore, notAfter }: SelfSignedWish): void {
  const days = [...(notBefore === undefined ? [] : ['-startdate', notBefore]), ...(notAfter === undefined ? [] : ['-enddate', notAfter])];
  execFileSync('sh', ['-euc', `
    work="$(mktemp -d)"; trap 'rm -r "$work"' EXIT
    touch "$work/index.txt"; echo 1001 > "$work/serial"
    printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=%s/index.txt\\nserial=%s/serial\\nnew_certs_dir=%s\\ndefault_md=sha256\\npolicy=p\\ncopy_extensions=copyall\\ndefault_days=1\\n[p]\\ncommonName=supplied\\n' "$work" "$work" "$work" > "$work/ca.cnf"
    openssl x509 -x509toreq -copy_extensions copyall -in "$1" -signkey "$2" -out "$work/request.pem"
    shift_cert="$1"; shift_key="$2"; shift 2
    openssl ca -batch -selfsign -config "$work/ca.cnf" -in "$work/request.pem" -keyfile "$shift_key" -notext -out "$shift_cert" "$@"
  `, 'restamp', certPath, keyPath, ...days], { stdio: 'pipe' });
}
