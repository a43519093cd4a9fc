/** What the plan does about the server's certificate: a new pair under free names, the one in use, or none. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action, Owner } from '../model/plan.ts';
import { certificateProfile } from '../pki/certificateProfile.ts';
import { namesProblems } from '../pki/subjectAltName.ts';
import { subjectProblems, validityProblems } from '../pki/certificateProfile.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { canonicalNames } from './address.ts';
import { folderOf, inFolder } from './paths.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { findSelfJobs } from './selfTarget.ts';

export interface CertificatePart {
  tls: boolean;
  /** What web.yml says of TLS is taken out of it. A repair never does that. */
  removed: boolean;
  /** New key material is made. */
  renewed: boolean;
  certPath: string | null;
  keyPath: string | null;
  /** What clients must trust: for a self-signed certificate the certificate itself; null: the CAs of their system. */
  caPath: string | null;
  /** Names that the served certificate has afterwards. */
  names: string[];
  actions: Action[];
  problems: Problem[];
}

/** The first pair of names that no file has: prometheus, prometheus-2, prometheus-3, … */
export function freePair(fileNames: readonly string[], first: string): string {
  const taken = new Set(fileNames);
  for (let generation = 1; ; generation++) {
    const stem = generation === 1 ? first : `${first}-${generation}`;
    if (!taken.has(`${stem}.crt`) && !taken.has(`${stem}.key`)) return stem;
  }
}

/** Whether the certificate in use is already what the answers ask for, so that applying twice changes nothing. */
function alreadyFits(answers: Answers, facts: HostFacts): boolean {
  const { certificate } = answers;
  const used = facts.certificate;
  if (certificate.source !== 'self_signed' || certificate.renew === true || used?.summary == null || used.keyMatches !== true) return false;
  if (used.problems.some(({ severity, code }) => severity === 'error' || code === 'CERTIFICATE_EXPIRES_SOON')) return false;
  const profile = certificateProfile(certificate, answers.names);
  const wanted = canonicalNames(answers.names).map((name) => name.value).sort();
  const has = [...used.summary.dnsNames, ...used.summary.ipAddresses].sort();
  const days = Math.round((used.summary.notAfter - used.summary.notBefore) / 86_400_000);
  return (
    used.summary.selfSigned &&
    used.summary.keyLabel === profile.keyLabel &&
    used.summary.subject === profile.subjectText &&
    days === certificate.days &&
    JSON.stringify(wanted) === JSON.stringify(has)
  );
}

/** The CA of a certificate that somebody else signed: the one that was answered, or that the self-scrape trusts already. */
function knownCa(answers: Answers, facts: HostFacts): string | null {
  const answered = answers.certificate.source === 'keep' ? answers.certificate.ca_file : undefined;
  if (answered !== undefined) return inFolder(facts.folder.path, answered);
  const trusted = findSelfJobs(answers, facts).own.find(({ caFile }) => caFile !== null)?.caFile ?? null;
  return trusted === null ? null : inFolder(folderOf(facts.scrapeConfig.path), trusted);
}

function caProblems(caPath: string | null, { certificate, files }: HostFacts): Problem[] {
  if (certificate === null) return [];
  if (caPath === null) return [problem('CERTIFICATE_CA_UNKNOWN', { path: certificate.certPath }, { severity: 'advice', field: 'certificate.ca_file' })];
  const state = files[caPath];
  if (state === undefined || state.kind === 'file') return [];
  const reason = state.kind === 'absent' ? 'it is not there' : state.reason.replace(/\.$/, '');
  return [problem('CERTIFICATE_CA_UNREADABLE', { path: caPath, reason }, { field: 'certificate.ca_file', path: caPath })];
}

function keepExisting(answers: Answers, facts: HostFacts): CertificatePart {
  const used = facts.certificate;
  const problems: Problem[] = [...(used?.problems ?? [])];
  if (used == null) problems.push(problem('CERTIFICATE_NONE_TO_KEEP', {}, { field: 'certificate.source' }));
  const signsItself = used?.summary?.selfSigned === true;
  const caPath = signsItself ? (used?.certPath ?? null) : knownCa(answers, facts);
  if (!signsItself) problems.push(...caProblems(caPath, facts));
  return {
    tls: true,
    removed: false,
    renewed: false,
    certPath: used?.certPath ?? null,
    keyPath: used?.keyPath ?? null,
    caPath,
    names: [...(used?.summary?.dnsNames ?? []), ...(used?.summary?.ipAddresses ?? [])],
    actions: [],
    problems,
  };
}

function makeSelfSigned(answers: Answers, facts: HostFacts, owner: Owner | null): CertificatePart {
  const stem = freePair(facts.folder.fileNames, 'prometheus');
  const certPath = inFolder(facts.folder.path, `${stem}.crt`);
  const keyPath = inFolder(facts.folder.path, `${stem}.key`);
  const before = { kind: 'absent' } as const;
  const keyMode = fileMode('secret', owner);
  const readers = owner === null ? 'you alone' : 'the server only';
  return {
    tls: true,
    removed: false,
    renewed: true,
    certPath,
    keyPath,
    caPath: certPath,
    names: canonicalNames(answers.names).map((name) => name.value),
    actions: [
      {
        kind: 'file.write', role: 'key', path: keyPath, mode: keyMode, owner, before, content: [{ material: 'key' }],
        why: `A new private key is made and written; ${readers} can read it.`,
      },
      {
        kind: 'file.write', role: 'certificate', path: certPath, mode: 0o644, owner, before, content: [{ material: 'certificate' }],
        why: 'A certificate for the names you chose is signed with that key. It is public: clients need it to trust the server.',
      },
    ],
    problems: [],
  };
}

/** A certificate that signs itself is trusted file by file: whoever trusts the old one, or its authority, has to be given it. */
function handOutProblems({ certificate }: HostFacts, certPath: string | null): Problem[] {
  if (certificate?.summary == null || certPath === null) return [];
  const old = certificate.summary.selfSigned ? certificate.certPath : `the authority of ${certificate.certPath}`;
  return [problem('CERTIFICATE_TO_HAND_OUT', { old, path: certPath }, { severity: 'warning', path: certPath })];
}

/** Plans the certificate part. `problems` names the fields of bad names, subject and validity. */
export function planCertificate(answers: Answers, facts: HostFacts): CertificatePart {
  const { certificate } = answers;
  if (certificate.source === 'none') {
    return { tls: false, removed: answers.repair.length === 0, renewed: false, certPath: null, keyPath: null, caPath: null, names: [], actions: [], problems: [] };
  }
  if (certificate.source === 'keep') return keepExisting(answers, facts);
  const problems = [
    ...(answers.names.length === 0 ? [problem('NAMES_MISSING', {}, { field: 'names' })] : namesProblems(answers.names)),
    ...subjectProblems(certificate.subject),
    ...validityProblems(certificate.days),
  ];
  if (problems.every((found) => found.severity !== 'error') && alreadyFits(answers, facts)) {
    const kept = keepExisting(answers, facts);
    return { ...kept, problems: [...kept.problems, ...problems] };
  }
  const made = makeSelfSigned(answers, facts, fileOwner(facts));
  return { ...made, problems: [...problems, ...handOutProblems(facts, made.certPath)] };
}
