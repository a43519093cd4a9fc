/** Answers and facts for planner tests: the article's setup on an empty folder, and changes of it. */
import { Answers, type AnswersInput } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import { readScrapeConfig } from '../../shared/prometheus/scrapeConfig.ts';
import { readWebConfig } from '../../shared/prometheus/webConfig.ts';

export const folder = '/srv/sealed';

export function articleAnswers(changes: Partial<AnswersInput> = {}): Answers {
  return Answers.parse({
    version: 1,
    folder,
    server: { kind: 'binary', binary: '/usr/bin/prometheus' },
    names: ['localhost'],
    certificate: {
      source: 'self_signed',
      key: 'rsa2048',
      subject: { country: 'BE', state: 'Antwerp', locality: 'Brasschaat', organization: 'Inuits', common_name: 'localhost' },
    },
    users: [{ name: 'prometheus' }],
    ...changes,
  });
}

const fileOf = (text: string, mode = 0o644) => ({ kind: 'file' as const, sha256: `sha256 of ${String(text.length)} bytes`, mode, uid: 1000, gid: 1000 });

export interface FactsChange {
  webConfig?: string;
  scrapeConfig?: string;
  fileNames?: string[];
  server?: Partial<HostFacts['server']>;
  certificate?: HostFacts['certificate'];
  folder?: Partial<HostFacts['folder']>;
  isRoot?: boolean;
  ownNames?: string[];
  files?: HostFacts['files'];
  fileProblems?: HostFacts['fileProblems'];
  clientCaPem?: string;
  knownClientFiles?: string[];
  includedJobs?: HostFacts['includedJobs'];
}

export function hostFacts(change: FactsChange = {}): HostFacts {
  const absent = { kind: 'absent' as const };
  return {
    platform: 'linux',
    isRoot: change.isRoot ?? false,
    ownNames: change.ownNames ?? [],
    folder: { path: folder, exists: true, writable: true, problems: [], fileNames: change.fileNames ?? [], ...change.folder },
    server: {
      version: '2.42.0',
      knowsWebConfig: true,
      binary: '/usr/bin/prometheus',
      promtool: '/usr/bin/promtool',
      running: false,
      control: 'promseal',
      unit: null,
      mayControl: true,
      args: [],
      workingDirectory: null,
      configFile: null,
      webConfigFile: null,
      listen: '127.0.0.1:9090',
      servesTls: null,
      account: null,
      portTakenBy: null,
      problems: [],
      ...change.server,
    },
    webConfig: {
      path: `${folder}/web.yml`,
      state: change.webConfig === undefined ? absent : fileOf(change.webConfig, 0o600),
      facts: change.webConfig === undefined ? null : readWebConfig(change.webConfig),
      problems: [],
    },
    scrapeConfig: {
      path: `${folder}/prometheus.yml`,
      state: change.scrapeConfig === undefined ? absent : fileOf(change.scrapeConfig),
      facts: change.scrapeConfig === undefined ? null : readScrapeConfig(change.scrapeConfig),
      problems: [],
    },
    certificate: change.certificate ?? null,
    files: change.files ?? {},
    fileProblems: change.fileProblems ?? {},
    clientCaPem: change.clientCaPem ?? null,
    knownClientFiles: change.knownClientFiles ?? [],
    includedJobs: change.includedJobs ?? [],
  };
}

/** A certificate as inspection would find it, for the names given. */
export function usedCertificate(names: string[]): NonNullable<HostFacts['certificate']> {
  return {
    certPath: `${folder}/prometheus.crt`,
    keyPath: `${folder}/prometheus.key`,
    keyMatches: true,
    problems: [],
    summary: {
      subject: 'CN=localhost', issuer: 'CN=localhost', commonName: 'localhost', serialHex: '01',
      notBefore: 0, notAfter: 365 * 86_400_000, sha256: 'ab', keyLabel: 'EC P-256', signatureAlgorithm: 'ecdsa-with-SHA256',
      dnsNames: names, ipAddresses: [], otherNames: [], isCa: false, keyUsages: [], extendedKeyUsages: ['serverAuth'], selfSigned: true,
    },
  };
}
