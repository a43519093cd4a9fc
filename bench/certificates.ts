/** A self-signed certificate with its key, beside openssl and mkcert. */
import { join } from 'node:path';
import { issueSelfSigned } from '../electron/pki/issueCertificate.ts';
import type { KeyType } from '../shared/model/answers.ts';
import { certificateProfile } from '../shared/pki/certificateProfile.ts';
import { findProgram, runProgram, workFolder } from './programs.ts';
import type { Measurement, Row } from './row.ts';
import { sideBySide, type Contender } from './samples.ts';

interface Kind {
  readonly label: string;
  readonly key: KeyType;
  readonly openssl: readonly string[];
  readonly mkcert: readonly string[];
  readonly limit: number;
  readonly runs: number;
}

const kinds: readonly Kind[] = [
  { label: 'certificate, P-256', key: 'p256', openssl: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], mkcert: ['-ecdsa'], limit: 0.6, runs: 41 },
  // How long finding two primes takes is chance: more runs, or the medians would be too.
  { label: 'certificate, RSA-2048', key: 'rsa2048', openssl: ['-newkey', 'rsa:2048'], mkcert: [], limit: 1, runs: 61 },
];

function opensslArgs(kind: Kind): string[] {
  const files = ['-keyout', join(workFolder, 'openssl.key'), '-out', join(workFolder, 'openssl.crt')];
  return ['req', '-x509', ...kind.openssl, '-nodes', '-days', '365', ...files, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
}

function contenders(kind: Kind): Contender[] {
  const profile = certificateProfile({ source: 'self_signed', subject: {}, key: kind.key, days: 365 }, ['localhost']);
  const mkcert = findProgram('mkcert');
  const env = { CAROOT: join(workFolder, 'mkcert') };
  const files = ['-key-file', join(workFolder, 'mkcert.key'), '-cert-file', join(workFolder, 'mkcert.crt')];
  runProgram('mkdir', ['-p', env.CAROOT]);
  return [
    { name: 'PromSeal', run: () => issueSelfSigned(profile, Date.now()) },
    { name: 'openssl req -x509', run: () => runProgram('openssl', opensslArgs(kind)) },
    ...(mkcert === null ? [] : [{ name: 'mkcert', run: () => runProgram(mkcert, [...kind.mkcert, ...files, 'localhost'], { env }) }]),
  ];
}

/** Before anything is compiled and warm, as when one certificate is made and the program ends. */
async function first(): Promise<Row> {
  const profile = certificateProfile({ source: 'self_signed', subject: {}, key: 'p256', days: 365 }, ['localhost']);
  const [ours = { name: 'PromSeal', values: [] }] = await sideBySide([{ name: 'PromSeal', run: () => issueSelfSigned(profile, Date.now()) }], 1, 0);
  return { what: 'certificate, P-256, the first in a process', unit: 'ms', ours, other: null, aim: null };
}

export async function measureCertificates(): Promise<Measurement> {
  const rows: Row[] = [await first()];
  for (const kind of kinds) {
    const [ours, ...others] = await sideBySide(contenders(kind), kind.runs, 5);
    if (ours === undefined) continue;
    for (const other of others) {
      const aim = other.name === 'mkcert' ? null : { kind: 'ratio', limit: kind.limit } as const;
      rows.push({ what: kind.label, unit: 'ms', ours, other, aim });
    }
  }
  return { rows, notes: ['Certificates: PromSeal makes them inside its running process; openssl and mkcert are programs that a script starts, and their time includes that.'] };
}
