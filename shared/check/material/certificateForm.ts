/** What is wrong with the form of a certificate file, before the certificates in it are judged. */
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialFacts } from '../../model/materialFacts.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

const pair = 'failed to load X509KeyPair: ';
const noPem = `${pair}tls: failed to find any PEM data in certificate input`;
const swapped = `${pair}tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched`;

/** Labels of the blocks that stand in the place of what is missing. */
export function blockEvidence({ form }: MaterialFacts): Finding['evidence'] {
  return form.labels.length === 0 ? [] : [{ label: 'Blocks in the file', text: form.labels.join(', ') }];
}

/** Go says which other blocks it skipped. */
function noCertificate(facts: MaterialFacts): string {
  const { labels } = facts.form;
  if (labels.length === 0) return noPem;
  if (labels.length === 1 && labels[0]?.endsWith('PRIVATE KEY') === true) return swapped;
  return `${pair}tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${labels.join(' ')}]`;
}

function withoutCertificate(facts: MaterialFacts): { code: ErrorCode; raw: string } {
  if (facts.kind === 'pkcs12') return { code: 'MATERIAL_IS_PKCS12', raw: noPem };
  if (facts.kind === 'request') return { code: 'MATERIAL_IS_REQUEST', raw: noCertificate(facts) };
  if (facts.form.damaged && facts.kind === 'certificate') return { code: 'CERTIFICATE_TRUNCATED', raw: noCertificate(facts) };
  if (facts.kind === 'key') return { code: 'CERTIFICATE_AND_KEY_SWAPPED', raw: facts.form.der ? noPem : swapped };
  return { code: 'CERTIFICATE_NOT_PEM', raw: noCertificate(facts) };
}

/**
 * Prometheus does not start with what is broken here, and does not answer when it becomes so while it runs.
 * @returns CERTIFICATE_EMPTY, _IS_DER, _HAS_BOM, _UNREADABLE, _TRUNCATED, _NOT_PEM, CERTIFICATE_AND_KEY_SWAPPED,
 *   MATERIAL_IS_PKCS12, MATERIAL_IS_REQUEST, all of them broken; CERTIFICATE_TRUNCATED as advice where others are whole
 */
export function certificateForm(facts: MaterialFacts): Finding[] {
  const { path, form, certificates, kind } = facts;
  const broken = (code: ErrorCode, raw: string): Finding[] => [finding(code, 'broken', {}, { path, raw, evidence: blockEvidence(facts) })];
  if (form.empty) return broken('CERTIFICATE_EMPTY', noPem);
  if (form.der && kind === 'certificate') return broken('CERTIFICATE_IS_DER', noPem);
  if (form.bom && kind === 'certificate') return broken('CERTIFICATE_HAS_BOM', noPem);
  const [unreadable] = form.unreadableCertificates;
  if (unreadable !== undefined) {
    const raw = unreadable.position === 1 ? `${pair}x509: malformed` : 'tls: failed to parse certificate from server: x509: malformed';
    const where = [{ label: 'Certificate in the file', text: String(unreadable.position) }];
    return [finding('CERTIFICATE_UNREADABLE', 'broken', { detail: unreadable.detail }, { path, raw, evidence: where })];
  }
  if (certificates.length > 0) return form.damaged ? [finding('CERTIFICATE_TRUNCATED', 'advice', {}, { path, evidence: blockEvidence(facts) })] : [];
  const { code, raw } = withoutCertificate(facts);
  return broken(code, raw);
}
