/** Which fields of web.yml the promtool of a release takes: it is given a small file with each. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../shared/model/hostFacts.ts';
import { run } from '../host/exec.ts';
import { makeFolder, removeEmptyFolder } from '../host/folders.ts';
import { pathFacts } from '../host/statFiles.ts';
import { createFile } from '../host/createFiles.ts';
import { removeFile } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { WebFeature } from './programFields.ts';

const deadlineMs = 5000;

/** Files that are valid where the field is known and refused as an unknown field elsewhere. */
const snippets: Readonly<Record<WebFeature, string>> = {
  webConfig: '{}\n',
  responseHeaders: 'http_server_config:\n  headers:\n    X-Frame-Options: deny\n',
  clientAllowedSans: 'tls_server_config:\n  client_allowed_sans: [localhost]\n',
  inlineCertificates: 'tls_server_config:\n  cert: ""\n',
  rateLimit: 'rate_limit:\n  burst: 1\n  interval: 1s\n',
};
const features = Object.keys(snippets) as WebFeature[];

async function ask(promtool: string, account: Account | null): Promise<readonly WebFeature[] | null> {
  const folder = join(tmpdir(), `promseal-${randomBytes(16).toString('hex')}`);
  const pathOf = (feature: WebFeature): string => join(folder, `${feature}.yml`);
  // Nothing in it is secret, and the account that runs promtool must be able to read it.
  makeFolder(folder, 0o755);
  try {
    for (const feature of features) createFile(pathOf(feature), Buffer.from(snippets[feature]), 0o644);
    const { stdout, stderr } = await run(promtool, ['check', 'web-config', ...features.map(pathOf)], { deadlineMs, account });
    const words = `${stdout}\n${stderr}`.split('\n');
    const takes = (feature: WebFeature): boolean => words.includes(`${pathOf(feature)} SUCCESS`);
    // Before 2.24 it does not know the command.
    return takes('webConfig') || words.some((line) => line.includes('FAILED')) ? features.filter(takes) : null;
  } finally {
    for (const feature of features) removeFile(pathOf(feature));
    removeEmptyFolder(folder);
  }
}

const asked = new Map<string, Promise<readonly WebFeature[] | null>>();

/**
 * Asked once a file.
 * @param account of the server whose promtool it is: root runs nothing of others as root
 * @returns null when it cannot be asked
 */
export async function promtoolFields(promtool: string, account: Account | null): Promise<readonly WebFeature[] | null> {
  const key = [promtool, pathFacts(promtool)?.stamp ?? '', account?.uid ?? ''].join(' ');
  const answer = asked.get(key) ?? ask(promtool, account);
  asked.set(key, answer);
  try {
    return await answer;
  } catch (error) {
    asked.delete(key);
    if (error instanceof WizardError) return null;
    throw error;
  }
}
