import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootCertificates } from '../../../electron/probe/rootCertificates.ts';
import { selfSigned } from '../../support/selfSigned.ts';

describe('rootCertificates', () => {
  it('takes every certificate of a file and leaves out what stands around them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'promseal-roots-'));
    const pair = selfSigned(folder);
    rmSync(folder, { recursive: true });
    expect(rootCertificates(`# ours\r\n${pair.certPem.replaceAll('\n', '\r\n')}\nmore\n${pair.certPem}`, 'ca.crt')).toHaveLength(2);
    expect(() => rootCertificates(pair.keyPem, 'ca.crt')).toThrow('ca.crt');
  });

  it.each(['', 'text', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])('refuses %j', (pem) => {
    expect(() => rootCertificates(pem, 'ca.crt')).toThrow('no certificate that can be read');
  });
});
