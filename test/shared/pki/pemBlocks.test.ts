import { describe, expect, it } from 'vitest';
import { pemBlocks } from '../../../shared/pki/pemBlocks.ts';

const block = (label: string, body = 'AAAA'): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

describe('pemBlocks', () => {
  it('finds blocks among other text, with either line break', () => {
    const text = `Subject: x\n${block('CERTIFICATE')}\nnote\n${block('EC PARAMETERS', 'BBBB')}`.replaceAll('\n', '\r\n');
    expect(pemBlocks(text)).toEqual({
      blocks: [{ label: 'CERTIFICATE', base64: 'AAAA', headers: '' }, { label: 'EC PARAMETERS', base64: 'BBBB', headers: '' }],
      damaged: false,
    });
  });

  it('keeps the headers of old encrypted keys apart', () => {
    const text = block('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA');
    expect(pemBlocks(text).blocks).toEqual([{ label: 'RSA PRIVATE KEY', base64: 'AAAA', headers: 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00' }]);
  });

  it.each([
    '-----BEGIN CERTIFICATE-----\nAAAA\n',
    block('CERTIFICATE', 'AAA'),
    block('CERTIFICATE', 'A A!A'),
    block('CERTIFICATE', ''),
    `-----BEGIN CERTIFICATE-----\nAAAA\n${block('CERTIFICATE')}`,
  ])('calls a cut block damaged: %j', (text) => {
    expect(pemBlocks(text).damaged).toBe(true);
  });

  it('finds no block that does not begin a line, as Go does not', () => {
    expect(pemBlocks(`\ufeff${block('CERTIFICATE')}`)).toEqual({ blocks: [], damaged: false });
    expect(pemBlocks(' hello ')).toEqual({ blocks: [], damaged: false });
  });
});
