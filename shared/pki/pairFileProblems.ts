/** What is wrong with a certificate file or a key file before its content is looked into. */
import { problem, type Problem } from '../errors/failure.ts';
import { pemBlocks, type PemBlock } from './pemBlocks.ts';

/** A byte order mark, as read as UTF-8 or byte by byte. */
const byteOrderMark = /^(\ufeff|\u00ef\u00bb\u00bf)/;
/** DER begins with a SEQUENCE whose length takes a byte with the high bit set, or with a short one right before a tag. */
const derStart = /^0[\u0080-\uffff]/;

export const isCertificate = (block: PemBlock): boolean => block.label === 'CERTIFICATE';
/** The labels that Go's tls.X509KeyPair takes for a key. */
export const isKey = (block: PemBlock): boolean => block.label === 'PRIVATE KEY' || block.label.endsWith(' PRIVATE KEY');
/** Whether a key needs a password: PKCS#8 says so in its label, the old form in its headers. */
export const isEncrypted = (block: PemBlock): boolean =>
  block.label === 'ENCRYPTED PRIVATE KEY' || /Proc-Type:.*ENCRYPTED|DEK-Info:/i.test(block.headers);

/**
 * @param text the file, read as UTF-8 or Latin-1
 * @returns CERTIFICATE_EMPTY, _IS_DER, _HAS_BOM, _NOT_PEM, _TRUNCATED, CERTIFICATE_AND_KEY_SWAPPED, and as a warning
 *   CERTIFICATE_FILE_HOLDS_KEY
 */
export function certificateFileProblems(text: string, path: string): Problem[] {
  if (text.trim() === '') return [problem('CERTIFICATE_EMPTY', {}, { path })];
  if (derStart.test(text)) return [problem('CERTIFICATE_IS_DER', {}, { path })];
  if (byteOrderMark.test(text)) return [problem('CERTIFICATE_HAS_BOM', {}, { path })];
  const { blocks, damaged } = pemBlocks(text);
  if (damaged) return [problem('CERTIFICATE_TRUNCATED', {}, { path })];
  const holdsKey = blocks.some(isKey);
  if (!blocks.some(isCertificate)) return [problem(holdsKey ? 'CERTIFICATE_AND_KEY_SWAPPED' : 'CERTIFICATE_NOT_PEM', {}, { path })];
  return holdsKey ? [problem('CERTIFICATE_FILE_HOLDS_KEY', {}, { path, severity: 'warning' })] : [];
}

/** @returns KEY_EMPTY, KEY_IS_DER, CERTIFICATE_HAS_BOM, CERTIFICATE_TRUNCATED, KEY_IS_CERTIFICATE, KEY_NOT_PEM, KEY_ENCRYPTED */
export function keyFileProblems(text: string, path: string): Problem[] {
  if (text.trim() === '') return [problem('KEY_EMPTY', {}, { path })];
  if (derStart.test(text)) return [problem('KEY_IS_DER', {}, { path })];
  if (byteOrderMark.test(text)) return [problem('CERTIFICATE_HAS_BOM', {}, { path })];
  const { blocks, damaged } = pemBlocks(text);
  if (damaged) return [problem('CERTIFICATE_TRUNCATED', {}, { path })];
  const key = blocks.find(isKey);
  if (key === undefined) return [problem(blocks.some(isCertificate) ? 'KEY_IS_CERTIFICATE' : 'KEY_NOT_PEM', {}, { path })];
  return isEncrypted(key) ? [problem('KEY_ENCRYPTED', {}, { path })] : [];
}
