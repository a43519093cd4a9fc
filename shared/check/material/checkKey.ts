/** A file that is named as a private key. */
import type { ErrorCode } from '../../errors/catalogue.ts';
import { problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialFacts } from '../../model/materialFacts.ts';
import { fromProblem } from '../fromProblem.ts';
import { blockEvidence } from './certificateForm.ts';

const pair = 'failed to load X509KeyPair: ';
const noPem = `${pair}tls: failed to find any PEM data in key input`;
const unparsed = `${pair}tls: failed to parse private key`;
const isCertificate = `${pair}tls: found a certificate rather than a key in the PEM for the private key`;

/** Go's words when there are blocks, and none is a key. */
function noKey({ form }: MaterialFacts): string {
  if (form.labels.length === 0) return noPem;
  return `${pair}tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${form.labels.join(' ')}]`;
}

function formProblem(facts: MaterialFacts): { code: ErrorCode; raw: string } | null {
  const { form, kind, key } = facts;
  if (form.empty) return { code: 'KEY_EMPTY', raw: noPem };
  if (kind === 'pkcs12') return { code: 'MATERIAL_IS_PKCS12', raw: noPem };
  if (kind === 'certificate' && key === null && !form.encryptedKey && !form.unreadableKey) {
    return { code: 'KEY_IS_CERTIFICATE', raw: form.labels[0] === 'CERTIFICATE' && !form.bom ? isCertificate : noPem };
  }
  if (form.encryptedKey) return { code: 'KEY_ENCRYPTED', raw: form.der ? noPem : unparsed };
  if (form.der && kind === 'key') return { code: 'KEY_IS_DER', raw: noPem };
  if (form.bom && kind === 'key') return { code: 'CERTIFICATE_HAS_BOM', raw: noPem };
  if (form.unreadableKey) return { code: 'KEY_UNREADABLE', raw: unparsed };
  if (key !== null) return null;
  return kind === 'key' ? { code: 'CERTIFICATE_TRUNCATED', raw: noKey(facts) } : { code: 'KEY_NOT_PEM', raw: noKey(facts) };
}

/** Kinds that Go does not load, and RSA keys that clients find too short. */
function strength({ path, key }: MaterialFacts): Finding[] {
  if (key === null) return [];
  const { kind, curve, bits } = key.publicKey;
  if (kind === 'unknown' || (kind === 'ECDSA' && (curve === null || curve === 'P-224'))) {
    return [finding('CERTIFICATE_KEY_UNSUPPORTED', 'broken', { key: key.label }, { path, raw: unparsed })];
  }
  if (kind !== 'RSA' || bits === null || bits >= 2048) return [];
  const severity = bits < 1024 ? 'broken' : 'unsafe';
  return [fromProblem(problem('CERTIFICATE_KEY_WEAK', { bits }), severity, { path, clients: bits < 1024 ? [] : ['openssl', 'node'] })];
}

/**
 * @param certificate the file of its certificate, where that is judged as well: what is said of both is not said twice
 * @returns KEY_EMPTY, KEY_ENCRYPTED, KEY_IS_DER, KEY_IS_CERTIFICATE, KEY_NOT_PEM, KEY_UNREADABLE, CERTIFICATE_HAS_BOM,
 *   CERTIFICATE_TRUNCATED, MATERIAL_IS_PKCS12, CERTIFICATE_KEY_UNSUPPORTED, CERTIFICATE_KEY_WEAK
 */
export function checkKey(facts: MaterialFacts, certificate: MaterialFacts | null = null): Finding[] {
  const { path, state, key } = facts;
  if (state.kind !== 'file') return [];
  const found = formProblem(facts);
  if (found !== null) return [finding(found.code, 'broken', {}, { path, raw: found.raw, evidence: blockEvidence(facts) })];
  const told = certificate?.certificates[0]?.parsed.rawPublicKey === key?.rawPublicKey;
  return certificate !== null && told ? [] : strength(facts);
}
