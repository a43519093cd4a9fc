/**
 * The certificate by which Prometheus shows who it is to a server that asks every client for one: its own web.yml, when
 * it scrapes itself. Made only where the answers ask for it; else the one that the self-scrape has already.
 */
import type { Answers } from '../model/answers.ts';
import type { Edit } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { asSeenFrom, folderOf, inFolder } from './paths.ts';
import { freePair } from './planCertificate.ts';
import { findSelfJobs } from './selfTarget.ts';

export interface ClientCertificatePart {
  /** What Prometheus shows after the change; null: nothing. */
  pair: { certFile: string; keyFile: string } | null;
  /** A new pair is made, and the job has to name it. */
  made: boolean;
  /** Files before any configuration names them. */
  actions: Action[];
  /** Edits of web.yml. */
  edits: Edit[];
  problems: Problem[];
}

/** Settings by which the server turns away everybody without a client certificate: crypto/tls, ClientAuthType. */
const requiring = ['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert'];
/** The only one that looks at who signed it. */
const verifying = 'RequireAndVerifyClientCert';

const clientAuthType = (facts: HostFacts): string | null => facts.webConfig.facts?.tls?.clientAuthType ?? null;

/** Whether web.yml turns away clients that show no certificate, and those that show one of their own making. */
export function clientCertificateRules(facts: HostFacts): { required: boolean; verified: boolean } {
  const type = clientAuthType(facts) ?? '';
  return { required: requiring.includes(type), verified: type === verifying };
}

function existingPair(answers: Answers, facts: HostFacts): ClientCertificatePart['pair'] {
  const folder = folderOf(facts.scrapeConfig.path);
  const job = findSelfJobs(answers, facts).own.find(({ certFile, keyFile }) => certFile !== null && keyFile !== null);
  if (job?.certFile == null || job.keyFile === null) return null;
  return { certFile: inFolder(folder, job.certFile), keyFile: inFolder(folder, job.keyFile) };
}

function firstFree(fileNames: readonly string[], stem: string): string {
  const taken = new Set(fileNames);
  for (let generation = 1; ; generation++) {
    const name = generation === 1 ? `${stem}.crt` : `${stem}-${String(generation)}.crt`;
    if (!taken.has(name)) return name;
  }
}

/** Clients that were let in stay so: their CAs come first in the new file, and the old file is left as it is. */
function makePair(facts: HostFacts): ClientCertificatePart {
  const { path: folder, fileNames } = facts.folder;
  const owner = fileOwner(facts);
  const stem = freePair(fileNames, 'prometheus-client');
  const [certFile, keyFile] = [inFolder(folder, `${stem}.crt`), inFolder(folder, `${stem}.key`)];
  const caFile = inFolder(folder, firstFree(fileNames, 'client-ca'));
  const before = { kind: 'absent' } as const;
  const trusted = facts.clientCaPem === null ? [] : [facts.clientCaPem];
  return {
    pair: { certFile, keyFile },
    made: true,
    actions: [
      {
        kind: 'file.write', role: 'key', path: keyFile, mode: fileMode('secret', owner), owner, before, content: [{ material: 'key:client' }],
        why: 'A private key is made with which Prometheus shows who it is.',
      },
      {
        kind: 'file.write', role: 'certificate', path: certFile, mode: 0o644, owner, before, content: [{ material: 'certificate:client' }],
        why: 'Its client certificate is signed with that key.',
      },
      {
        kind: 'file.write', role: 'clientCa', path: caFile, mode: 0o644, owner, before, content: [...trusted, { material: 'certificate:client' }],
        why: trusted.length === 0 ? 'The certificates that are let in: that of Prometheus itself.' : 'The certificates that are let in: those of before, and that of Prometheus itself.',
      },
    ],
    edits: [{ op: 'set', path: ['tls_server_config', 'client_ca_file'], value: { kind: 'scalar', value: asSeenFrom(folderOf(facts.webConfig.path), caFile) } }],
    problems: [],
  };
}

/**
 * Plans what Prometheus shows to its own web.yml.
 * @param tls whether the server speaks TLS after the change
 * @returns CLIENT_CERTIFICATES_REQUIRED as a problem where everybody has to show one and Prometheus has none
 */
export function planClientCertificate(answers: Answers, facts: HostFacts, tls: boolean): ClientCertificatePart {
  const pair = tls ? existingPair(answers, facts) : null;
  const fits = pair !== null && facts.knownClientFiles.includes(pair.certFile);
  if (tls && answers.scrape.client_certificate === 'make' && !fits) return makePair(facts);
  const { required } = clientCertificateRules(facts);
  const missing = tls && required && pair === null;
  const { path } = facts.webConfig;
  const problems = missing ? [problem('CLIENT_CERTIFICATES_REQUIRED', { type: clientAuthType(facts) ?? '' }, { path })] : [];
  return { pair, made: false, actions: [], edits: [], problems };
}
