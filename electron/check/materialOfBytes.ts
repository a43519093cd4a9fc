/** What bytes of any content hold, in the terms that checks judge by. Neither passwords nor private keys come out. */
import { createHash } from 'node:crypto';
import type { FileState } from '../../shared/model/hostFacts.ts';
import type { KeyFacts, MaterialCertificate, MaterialFacts, MaterialKind } from '../../shared/model/materialFacts.ts';
import { isCertificate, isEncrypted, isKey } from '../../shared/pki/pairFileProblems.ts';
import { pemBlocks, type PemBlock } from '../../shared/pki/pemBlocks.ts';
import { subjectText } from '../../shared/pki/subjectText.ts';
import { checkSignature } from '../pki/checkSignature.ts';
import { DerError } from '../pki/derReader.ts';
import { parseCertificate } from '../pki/parseCertificate.ts';
import { WizardError } from '../wizardError.ts';
import { configKind } from './configKind.ts';
import { decodeText } from './decodeText.ts';
import { derKind } from './derKind.ts';
import { passwordForm } from './passwordForm.ts';
import { readKey } from './readKey.ts';

type Form = Pick<MaterialFacts['form'], 'der' | 'damaged' | 'labels' | 'unreadableCertificates' | 'encryptedKey' | 'unreadableKey'>;
interface Content {
  readonly kind: MaterialKind;
  readonly certificates: readonly MaterialCertificate[];
  readonly key: KeyFacts | null;
  readonly form: Form;
}

const plainForm: Form = { der: false, damaged: false, labels: [], unreadableCertificates: [], encryptedKey: false, unreadableKey: false };
const contentBytes = ({ base64 }: PemBlock): Buffer => Buffer.from(base64, 'base64');

/** @returns what is malformed when it is no certificate */
function readCertificate(bytes: Buffer): MaterialCertificate | string {
  try {
    const signed = parseCertificate(bytes);
    const { der, tbs: _tbs, signature: _signature, publicKeyInfo: _publicKeyInfo, ...parsed } = signed;
    return {
      parsed,
      sha256: createHash('sha256').update(der).digest('hex'),
      subject: subjectText(parsed.subject),
      issuer: subjectText(parsed.issuer),
      selfSigned: parsed.rawSubject === parsed.rawIssuer && checkSignature(signed, signed) === null,
    };
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    return error.cause instanceof DerError ? error.cause.message : error.message;
  }
}

function contentOfDer(bytes: Buffer): Content {
  const form = { ...plainForm, der: true };
  const kind = derKind(bytes);
  if (kind === 'pkcs12' || kind === 'request') return { kind, certificates: [], key: null, form };
  if (kind === 'encryptedKey') return { kind: 'key', certificates: [], key: null, form: { ...form, encryptedKey: true } };
  if (kind === 'certificate') {
    const read = readCertificate(bytes);
    if (typeof read !== 'string') return { kind, certificates: [read], key: null, form };
    return { kind, certificates: [], key: null, form: { ...form, unreadableCertificates: [{ position: 1, detail: read }] } };
  }
  const key = kind === 'key' ? readKey(bytes) : null;
  return { kind: key === null ? 'unknown' : 'key', certificates: [], key, form: { ...form, damaged: key === null } };
}

/** The kind that people think of: a certificate with its key is a certificate. */
function pemKind(text: string): MaterialKind {
  if (/^-----BEGIN CERTIFICATE-----/m.test(text)) return 'certificate';
  if (/^-----BEGIN ([A-Z0-9 ]+ )?PRIVATE KEY-----/m.test(text)) return 'key';
  return /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/m.test(text) ? 'request' : 'unknown';
}

function contentOfText(text: string): Content {
  const { blocks, damaged } = pemBlocks(text);
  const read = blocks.filter(isCertificate).map((block) => readCertificate(contentBytes(block)));
  const keyBlock = blocks.find(isKey);
  const encryptedKey = keyBlock !== undefined && isEncrypted(keyBlock);
  const key = keyBlock === undefined || encryptedKey ? null : readKey(contentBytes(keyBlock));
  const kind = pemKind(text);
  return {
    kind: kind === 'unknown' ? (configKind(text) ?? kind) : kind,
    certificates: read.filter((each) => typeof each !== 'string'),
    key,
    form: {
      der: false,
      damaged,
      labels: blocks.map(({ label }) => label),
      unreadableCertificates: read.flatMap((each, index) => (typeof each === 'string' ? [{ position: index + 1, detail: each }] : [])),
      encryptedKey,
      unreadableKey: keyBlock !== undefined && !encryptedKey && key === null,
    },
  };
}

/** DER begins with a SEQUENCE; text may begin with the same byte, the digit 0, but is no whole value then. */
const isDer = (bytes: Buffer): boolean => bytes[0] === 0x30 && ((bytes[1] ?? 0) > 0x80 || derKind(bytes) !== null);

/**
 * @param state of the file at the path
 * @param bytes what the file holds, or its beginning
 */
export function materialOfBytes(path: string, state: FileState, bytes: Buffer): MaterialFacts {
  const { text, bom } = decodeText(bytes);
  const { trimmedBytes, password } = passwordForm(bytes);
  const content = isDer(bytes) ? contentOfDer(bytes) : contentOfText(text);
  return {
    path,
    state,
    ...content,
    form: { ...content.form, empty: text.trim() === '', bom, trimmedBytes, bytes: bytes.length },
    password,
  };
}
