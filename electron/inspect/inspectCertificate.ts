/** The certificate and key that a web.yml names, and whether the server itself can read them. */
import { resolve } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { Account, HostFacts } from '../../shared/model/hostFacts.ts';
import type { WebConfigFacts } from '../../shared/model/webConfigFacts.ts';
import { readText } from '../host/readFiles.ts';
import { inspectPair } from '../pki/inspectPair.ts';
import { summarise } from '../pki/readCertificate.ts';
import { canRead } from './accountReach.ts';
import { asProblem } from './asProblem.ts';
import type { Machine } from './machine.ts';

interface Surroundings {
  /** Who runs the server, when that is not us. */
  readonly account: Account | null;
  readonly machine: Machine;
  /** Epoch milliseconds. */
  readonly now: number;
}

const maxBytes = 1024 * 1024;

function attempt<T>(read: () => T, path: string, problems: Problem[]): T | null {
  try {
    return read();
  } catch (error) {
    problems.push(asProblem(error, { path }));
    return null;
  }
}

/** Says before anything is written what the start would say after it (K-04). */
function reachProblems(paths: readonly string[], { account, machine }: Surroundings): Problem[] {
  if (account === null) return [];
  return paths.filter((path) => !canRead(account, path, machine.etc)).map((path) => problem('SERVER_CANNOT_READ', { ...account, path }, { path }));
}

/**
 * @param folder of web.yml: its relative paths start there (exporter toolkit, SetDirectory)
 * @returns null when web.yml names no files, for inline certificates and settings without a certificate
 */
export function inspectCertificate(tls: NonNullable<WebConfigFacts['tls']>, folder: string, around: Surroundings): HostFacts['certificate'] {
  if (tls.certFile === null || tls.keyFile === null) return null;
  const [certPath, keyPath] = [resolve(folder, tls.certFile), resolve(folder, tls.keyFile)];
  const problems: Problem[] = [];
  const certText = attempt(() => readText(certPath, maxBytes), certPath, problems);
  const keyText = attempt(() => readText(keyPath, maxBytes), keyPath, problems);
  if (certText !== null && keyText !== null) {
    const pair = inspectPair({ path: certPath, text: certText }, { path: keyPath, text: keyText }, around.now);
    return { ...pair, problems: [...pair.problems, ...reachProblems([certPath, keyPath], around)] };
  }
  const summary = certText === null ? null : attempt(() => summarise(certText), certPath, problems);
  return { certPath, keyPath, summary, keyMatches: null, problems };
}
