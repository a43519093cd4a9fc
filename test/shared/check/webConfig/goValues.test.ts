import { describe, expect, it } from 'vitest';
import { goBcrypt } from '../../../../shared/check/webConfig/goBcrypt.ts';
import { goDuration } from '../../../../shared/check/webConfig/goDuration.ts';
import { goInteger } from '../../../../shared/check/webConfig/goNumber.ts';
import { nearestWord } from '../../../../shared/check/webConfig/nearestWord.ts';
import { scalarType } from '../../../../shared/yaml/scalarType.ts';
import { newScalar } from '../../../../shared/yaml/yamlNode.ts';
import { hash } from './cases.ts';

describe('goDuration', () => {
  it.each([
    ['1s', 1e9], ['1m30s', 90e9], ['0.5ms', 5e5], ['.5s', 5e8], ['1\u00b5s', 1000], ['-2h', -7200e9], ['0', 0], ['+1ns', 1],
    ['', null], ['1', null], ['1d', null], ['1w', null], ['1 s', null], ['s', null], ['1s2', null], ['-', null],
  ])('%s', (text, expected) => {
    expect(goDuration(text)).toBe(expected);
  });
});

describe('goInteger', () => {
  it.each([
    ['5', 5], ['-5', -5], ['0x10', 16], ['010', 8], ['0o17', 15], ['0b11', 3], ['1_000', 1000], ['1.9', 1], ['1e3', 1000], ['1:30', null], ['x', null],
  ])('%s', (text, expected) => {
    expect(goInteger({ ...newScalar(text), type: scalarType(text) })).toBe(expected);
  });

  it('takes no text in quotation marks', () => {
    expect(goInteger(newScalar('5'))).toBe(null);
  });
});

describe('goBcrypt', () => {
  it.each([
    [hash, { kind: 'usable', cost: 10, prefix: '$2y$', surplus: 0 }],
    [`${hash}ab`, { kind: 'usable', cost: 10, prefix: '$2y$', surplus: 2 }],
    [hash.replace('$2y$', '$1y$'), { kind: 'usable', cost: 10, prefix: '$1y$', surplus: 0 }],
    [hash.slice(0, 59), { kind: 'dead' }],
    [hash.slice(0, 58), { kind: 'refused', words: 'crypto/bcrypt: hashedSecret too short to be a bcrypted password' }],
    [hash.replace('$10$', '$xx$'), { kind: 'refused', words: 'strconv.Atoi: parsing' }],
    [hash.replace('$10$', '$32$'), { kind: 'refused', words: 'crypto/bcrypt: cost 32 is outside allowed inclusive range 4..31' }],
  ])('%s', (text, expected) => {
    expect(goBcrypt(text, true)).toEqual(expected);
  });
});

describe('nearestWord', () => {
  const words = ['cert_file', 'key_file', 'cert', 'key', 'client_auth_type'];
  it.each([
    ['cert-file', 'cert_file'], ['certFile', 'cert_file'], ['crt_file', 'cert_file'], ['kye_file', 'key_file'], ['client_auth', 'client_auth_type'],
    ['x', null], ['', null], ['interval', null], ['k'.repeat(5000), null],
  ])('%s', (word, expected) => {
    expect(nearestWord(word, words)).toBe(expected);
  });
});
