/** Paths and PEM texts as they stand in the file: taken for one another, changed by YAML, or never filled in. */
import { pemBlocks } from '../../pki/pemBlocks.ts';
import { isCertificate, isKey, keyFileProblems } from '../../pki/pairFileProblems.ts';
import { isPlaceholder } from './placeholder.ts';
import { keyOf, webConfigFields, type WebField } from './webConfigFields.ts';
import { note, type NoteAbout, type WebContext, type WebNote } from './webNote.ts';
import { slotOf, textOf, type WebValues } from './webValues.ts';

const noFile = 'no such file or directory';

function pathNotes(context: WebContext, text: string, about: NoteAbout): WebNote[] {
  const inline = keyOf(about.field).replace(/_file$/, '');
  const pem = /-----BEGIN [A-Z0-9 ]+-----/.exec(text)?.[0];
  // Go goes on with the whole text, and then with "no such file or directory" or "file name too long".
  if (pem !== undefined) return [note(context, 'WEB_PATH_HOLDS_PEM', 'broken', { ...about, details: { inline }, refusedAt: 'tls', raw: pem })];
  // In double quotes \n, \t and others are one character each.
  if (/[\u0000-\u001F\u007F]/.test(text)) return [note(context, 'WEB_PATH_ESCAPED', 'broken', { ...about, refusedAt: 'tls', raw: noFile })];
  return isPlaceholder(text) ? [note(context, 'WEB_PLACEHOLDER', 'broken', { ...about, refusedAt: 'tls', raw: noFile })] : [];
}

interface Flaw {
  readonly reason: string;
  /** null: taken without a word, as unreadable authorities are. */
  readonly raw: string | null;
}

const load = 'failed to load X509KeyPair: tls: ';
const looksLikePath = (text: string): boolean => /^\S+\.(pem|crt|cer|key|cert)$/i.test(text.trim()) || /^[./~]\S*$/.test(text.trim());

/** Why a PEM text in place is none; the same causes that a file has, told for a text. */
function flawOf(key: string, text: string): Flaw | null {
  const { blocks, damaged } = pemBlocks(text);
  const missing = key === 'key' ? `${load}failed to find any PEM data in key input` : `${load}failed to find any PEM data in certificate input`;
  const raw = key === 'client_ca' ? null : missing;
  if (looksLikePath(text)) return { reason: `it is a path, and paths go to ${key}_file`, raw };
  if (damaged) return { reason: 'a block of it is cut off, or its line breaks are lost', raw };
  if (text.includes('-----BEGIN ') && blocks.length === 0) return { reason: 'its line breaks are lost', raw };
  if (blocks.length === 0) return { reason: 'it has no line -----BEGIN', raw };
  if (key !== 'key') {
    if (blocks.some(isCertificate)) return null;
    const swapped = `${load}failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched`;
    return { reason: 'it holds no certificate', raw: raw === null ? null : blocks.some(isKey) ? swapped : missing };
  }
  if (!blocks.some(isKey)) return { reason: 'it holds no private key', raw: `${load}found a certificate rather than a key in the PEM for the private key` };
  const isEncrypted = keyFileProblems(text, '').some(({ code }) => code === 'KEY_ENCRYPTED');
  return isEncrypted ? { reason: 'the key is protected by a password', raw: `${load}failed to parse private key` } : null;
}

function pemNotes(context: WebContext, text: string, about: NoteAbout): WebNote[] {
  if (isPlaceholder(text)) return [note(context, 'WEB_PLACEHOLDER', 'broken', { ...about, refusedAt: 'tls', raw: `${load}failed to find any PEM data` })];
  const key = keyOf(about.field);
  const flaw = flawOf(key, text);
  if (flaw === null) return [];
  const what = key === 'key' ? 'private key' : 'certificate';
  const refusal = flaw.raw === null ? {} : { refusedAt: 'tls' as const, raw: flaw.raw };
  return [note(context, 'WEB_INLINE_NOT_PEM', 'broken', { ...about, ...refusal, details: { what, reason: flaw.reason } })];
}

function notesOf(context: WebContext, values: WebValues, field: WebField): WebNote[] {
  const [slot, text] = [slotOf(values, field.path), textOf(values, field.path)];
  const isHidden = field.hiddenBy !== null && textOf(values, field.hiddenBy) !== '';
  if (slot === null || text === '' || isHidden) return [];
  const about = { field: field.path, slot, atValue: true };
  if (field.type === 'path') return pathNotes(context, text, about);
  return field.type === 'pem' ? pemNotes(context, text, about) : [];
}

/** Codes: WEB_PATH_HOLDS_PEM, WEB_PATH_ESCAPED, WEB_PLACEHOLDER, WEB_INLINE_NOT_PEM. */
export function materialNotes(context: WebContext, values: WebValues): WebNote[] {
  return webConfigFields.flatMap((field) => notesOf(context, values, field));
}
