/** The edits of web.yml: users first, so that a cut file never lets anybody in, then the certificate. */
import type { Edit } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import type { Problem } from '../errors/failure.ts';
import type { CertificatePart } from './planCertificate.ts';
import type { UsersPart } from './planUsers.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { asSeenFrom, folderOf } from './paths.ts';

function tlsEdits(certificate: CertificatePart, facts: HostFacts): Edit[] {
  const existing = facts.webConfig.facts?.tls ?? null;
  if (!certificate.tls) return existing === null || !certificate.removed ? [] : [{ op: 'remove', path: ['tls_server_config'] }];
  if (!certificate.renewed || certificate.certPath === null || certificate.keyPath === null) return [];
  const folder = folderOf(facts.webConfig.path);
  const set = (key: string, path: string): Edit => ({
    op: 'set',
    path: ['tls_server_config', key],
    value: { kind: 'scalar', value: asSeenFrom(folder, path) },
  });
  const edits = [set('cert_file', certificate.certPath), set('key_file', certificate.keyPath)];
  if (existing?.inline === true) {
    edits.push({ op: 'remove', path: ['tls_server_config', 'cert'] }, { op: 'remove', path: ['tls_server_config', 'key'] });
  }
  return edits;
}

function whyOf(users: UsersPart, certificate: CertificatePart, facts: HostFacts): string {
  const parts: string[] = [];
  if (users.renewed.length > 0) parts.push(`lets ${users.renewed.join(', ')} sign in`);
  else if (users.edits.length > 0) parts.push('takes users away');
  const tlsBefore = facts.webConfig.facts?.tls?.enables === true;
  if (certificate.renewed) parts.push(tlsBefore ? 'names the new certificate' : 'turns TLS on with the new certificate');
  if (certificate.removed && facts.webConfig.facts?.tls != null) parts.push('turns TLS off');
  const sentence = parts.join(' and ');
  return `The web configuration ${sentence === '' ? 'is written' : sentence}. It is renamed into place last: until then nothing is different for anybody.`;
}

/** Plans web.yml. No action when nothing in it changes. */
export function planWebConfig(
  users: UsersPart,
  certificate: CertificatePart,
  clientEdits: readonly Edit[],
  facts: HostFacts,
): { actions: Action[]; problems: Problem[] } {
  const edits = [...users.edits, ...tlsEdits(certificate, facts), ...clientEdits];
  const problems = [...(facts.webConfig.facts?.problems ?? [])];
  if (edits.length === 0) return { actions: [], problems };
  const owner = facts.webConfig.state.kind === 'absent' ? fileOwner(facts) : null;
  return {
    actions: [
      {
        kind: 'yaml.edit',
        role: 'webConfig',
        path: facts.webConfig.path,
        lines: [],
        edits,
        create: { mode: fileMode('secret', owner), owner },
        before: facts.webConfig.state,
        why: whyOf(users, certificate, facts),
      },
    ],
    problems,
  };
}
