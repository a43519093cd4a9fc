import { describe, expect, it } from 'vitest';
import { certificateFileProblems, keyFileProblems } from '../../../shared/pki/pairFileProblems.ts';

const block = (label: string, body = 'AAAA'): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const codes = (problems: { code: string; severity: string; path?: string | undefined }[]): string[] =>
  problems.map(({ code, severity, path }) => `${severity} ${code} ${path}`);

describe('certificateFileProblems', () => {
  it.each([
    [' \n', ['error CERTIFICATE_EMPTY f']],
    ['0\ufffd\u0001', ['error CERTIFICATE_IS_DER f']],
    ['0\u0082\u0001', ['error CERTIFICATE_IS_DER f']],
    [`\ufeff${block('CERTIFICATE')}`, ['error CERTIFICATE_HAS_BOM f']],
    [`\u00ef\u00bb\u00bf${block('CERTIFICATE')}`, ['error CERTIFICATE_HAS_BOM f']],
    ['tls_server_config:', ['error CERTIFICATE_NOT_PEM f']],
    [block('CERTIFICATE REQUEST'), ['error CERTIFICATE_NOT_PEM f']],
    [block('EC PRIVATE KEY'), ['error CERTIFICATE_AND_KEY_SWAPPED f']],
    [block('PRIVATE KEY') + block('CERTIFICATE'), ['warning CERTIFICATE_FILE_HOLDS_KEY f']],
    [block('CERTIFICATE').slice(0, 40), ['error CERTIFICATE_TRUNCATED f']],
    [block('CERTIFICATE') + block('CERTIFICATE'), []],
  ])('%j', (text, expected) => {
    expect(codes(certificateFileProblems(text, 'f'))).toEqual(expected);
  });
});

describe('keyFileProblems', () => {
  it.each([
    ['', ['error KEY_EMPTY f']],
    ['0\ufffd', ['error KEY_IS_DER f']],
    [block('CERTIFICATE'), ['error KEY_IS_CERTIFICATE f']],
    [block('PUBLIC KEY'), ['error KEY_NOT_PEM f']],
    [block('ENCRYPTED PRIVATE KEY'), ['error KEY_ENCRYPTED f']],
    [block('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: X,00\n\nAAAA'), ['error KEY_ENCRYPTED f']],
    [block('EC PARAMETERS') + block('EC PRIVATE KEY'), []],
    [block('PRIVATE KEY'), []],
  ])('%j', (text, expected) => {
    expect(codes(keyFileProblems(text, 'f'))).toEqual(expected);
  });
});
