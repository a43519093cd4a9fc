/** Whether a key file belongs to a certificate file. */
import { problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate, MaterialFacts } from '../../model/materialFacts.ts';
import { fromProblem } from '../fromProblem.ts';
import { leafNotFirst } from './leafNotFirst.ts';

const othersMayRead = 0o004;

function keyLabel({ parsed }: MaterialCertificate): string {
  const { kind, bits, curve } = parsed.publicKey;
  return [kind, bits ?? curve ?? ''].join(' ').trim();
}

/** A certificate is public: a key in its file is handed out with it. One file for both, named twice, is meant that way. */
function holdsKey({ path, state, key, form }: MaterialFacts): Finding[] {
  if (key === null && !form.encryptedKey) return [];
  const open = state.kind === 'file' && (state.mode & othersMayRead) !== 0;
  return [fromProblem(problem('CERTIFICATE_FILE_HOLDS_KEY'), open ? 'unsafe' : 'advice', { path })];
}

function mismatch(certificate: MaterialFacts, key: MaterialFacts): Finding[] {
  const [leaf, ...others] = certificate.certificates;
  if (leaf === undefined || key.key === null || leaf.parsed.rawPublicKey === key.key.rawPublicKey) return [];
  const { rawPublicKey, publicKey, label } = key.key;
  if (others.some(({ parsed }) => parsed.rawPublicKey === rawPublicKey)) return [leafNotFirst(leaf, certificate.path)];
  const type = leaf.parsed.publicKey.kind === publicKey.kind ? '' : 'type ';
  const raw = `failed to load X509KeyPair: tls: private key ${type}does not match public key${type === '' ? '' : ' type'}`;
  const evidence = [
    { label: 'Certificate', text: `${certificate.path}: ${leaf.subject}, ${keyLabel(leaf)}` },
    { label: 'Key', text: `${key.path}: ${label}` },
  ];
  return [finding('KEY_DOES_NOT_MATCH', 'broken', {}, { path: key.path, raw, evidence })];
}

/**
 * Says nothing where one of the two cannot be read: that is found by itself.
 * @returns KEY_DOES_NOT_MATCH, CERTIFICATE_LEAF_NOT_FIRST, CERTIFICATE_FILE_HOLDS_KEY
 */
export function checkPair(certificate: MaterialFacts, key: MaterialFacts): Finding[] {
  const separate = certificate.path !== key.path && certificate.certificates.length > 0;
  return [...mismatch(certificate, key), ...(separate ? holdsKey(certificate) : [])];
}
