import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readClientPair } from '../../../electron/probe/clientPair.ts';
import { WizardError } from '../../../electron/wizardError.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { tempTree } from '../../support/tempTree.ts';

function codesOf(certFile: string, keyFile: string): string[] {
  try {
    readClientPair({ certFile, keyFile });
    return [];
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    return [error.failure.code, ...(error.failure.problems ?? []).map(({ code }) => code)];
  }
}

describe('the client certificate of a probe', () => {
  it('is none where none is named', () => {
    expect(readClientPair({})).toBeNull();
  });

  it('is read with its key', () => {
    const { certPath, keyPath, certPem, keyPem } = selfSigned(tempTree(), 'client', { usage: 'clientAuth' });
    expect(readClientPair({ certFile: certPath, keyFile: keyPath })).toEqual({ certificatePem: certPem, keyPem });
  });

  it('is refused before anything is sent where it cannot be shown', () => {
    const folder = tempTree();
    const one = selfSigned(folder, 'one');
    const other = selfSigned(folder, 'other');
    const closed = join(folder, 'closed.key');
    execFileSync('openssl', ['pkcs8', '-topk8', '-in', one.keyPath, '-out', closed, '-v2', 'aes256', '-passout', 'pass:secret']);
    const damaged = join(folder, 'damaged.crt');
    writeFileSync(damaged, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(codesOf(one.certPath, other.keyPath)).toEqual(['PROBE_CLIENT_PAIR_UNUSABLE', 'KEY_DOES_NOT_MATCH']);
    expect(codesOf(one.keyPath, one.certPath)).toEqual(['PROBE_CLIENT_PAIR_UNUSABLE', 'CERTIFICATE_AND_KEY_SWAPPED', 'KEY_IS_CERTIFICATE']);
    expect(codesOf(one.certPath, closed)).toEqual(['PROBE_CLIENT_PAIR_UNUSABLE', 'KEY_ENCRYPTED']);
    expect(codesOf(damaged, one.keyPath)).toEqual(['CERTIFICATE_UNREADABLE']);
    expect(codesOf(join(folder, 'none.crt'), one.keyPath)).toEqual(['FILE_NOT_FOUND']);
  });
});
