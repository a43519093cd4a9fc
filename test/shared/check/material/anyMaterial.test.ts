/** Whatever bytes lie where a setup expects certificates and keys, they are judged, and nothing throws. */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { materialOfBytes } from '../../../../electron/check/materialOfBytes.ts';
import { signs } from '../../../../electron/check/signs.ts';
import { pemEncode } from '../../../../electron/pki/pemEncode.ts';
import { checkCaFile } from '../../../../shared/check/material/checkCaFile.ts';
import { checkClientCertificate } from '../../../../shared/check/material/checkClientCertificate.ts';
import { checkKey } from '../../../../shared/check/material/checkKey.ts';
import { checkPair } from '../../../../shared/check/material/checkPair.ts';
import { checkPasswordFile } from '../../../../shared/check/material/checkPasswordFile.ts';
import { checkServerCertificate } from '../../../../shared/check/material/checkServerCertificate.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import type { MaterialFacts } from '../../../../shared/model/materialFacts.ts';
import { makeMaterial } from '../../../support/makeMaterialFacts.ts';

const now = Date.now();
const state = { kind: 'file', sha256: '', mode: 0o644, uid: 0, gid: 0 } as const;
let ders: Buffer[] = [];
let sound: MaterialFacts;
beforeAll(async () => {
  const made = await makeMaterial({
    root: { certificate: { ca: true, subject: 'OU=Lab Root', permitted: ['DNS:localhost', 'IP:127.0.0.0/255.0.0.0'] } },
    middle: { certificate: { ca: true, subject: 'CN=Lab Issuing', issuer: 'root' } },
    leaf: { certificate: { issuer: 'middle', names: ['DNS:localhost', 'IP:127.0.0.1', 'email:a@b', 'URI:https://c'] } },
    chain: { parts: ['leaf', 'middle', 'root'] },
  });
  ders = ['leaf', 'middle', 'root'].map((name) => made[name]?.made?.der ?? Buffer.alloc(0));
  sound = made['chain']?.facts ?? materialOfBytes('/none', state, Buffer.alloc(0));
});

/** Everything that can be asked about a file, as itself and beside a sound one. */
function judgeAll(facts: MaterialFacts): Finding[] {
  const names = [{ name: 'localhost', where: 'job a' }, { name: '[::1]', where: 'job b' }, { name: '', where: 'job c' }];
  const roles = [{ ca: facts, presented: sound.certificates }, { ca: sound, presented: facts.certificates }, { ca: facts, presented: null }];
  return [
    ...checkServerCertificate(facts, { now, names, signs }),
    ...checkKey(facts),
    ...checkPair(facts, sound),
    ...roles.flatMap(({ ca, presented }) => checkCaFile(ca, { now, signs, role: 'ca_file', presented })),
    ...checkClientCertificate(facts, { now, signs, clientCa: sound, allowedSans: ['a'] }),
    ...checkClientCertificate(sound, { now, signs, clientCa: facts, allowedSans: null }),
    ...checkPasswordFile(facts),
  ];
}

it('judges damaged certificates', { timeout: 120_000 }, () => {
  let findings = 0;
  const change = fc.tuple(fc.nat(2), fc.nat(), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const damaged = ders.map((der) => Buffer.from(der));
      for (const [which, at, value] of changes) {
        const der = damaged[which];
        if (der !== undefined) der[at % der.length] = value;
      }
      const text = damaged.map((der) => pemEncode('CERTIFICATE', der)).join('');
      const found = judgeAll(materialOfBytes('/etc/prometheus/any', state, Buffer.from(text)));
      findings += found.length;
      for (const { message, hint = '' } of found) expect(`${message} ${hint}`).not.toMatch(/\{\w+\}|undefined|NaN/);
    }),
    { numRuns: 1500 },
  );
  expect(findings).toBeGreaterThan(1500);
});

it('judges certificates with an empty serial number, which has no value', async () => {
  const recipes = { odd: { certificate: { ca: true, subject: 'OU=Lab Root', serial: '' } }, real: { certificate: { ca: true, subject: 'OU=Lab Root' } }, leaf: { certificate: { issuer: 'real' } } };
  const made = await makeMaterial(recipes);
  const [odd, leaf] = [made['odd']?.facts, made['leaf']?.facts];
  if (odd === undefined || leaf === undefined) throw new Error('nothing made');
  expect(odd.certificates).toHaveLength(1);
  expect(checkCaFile(odd, { now, signs, role: 'ca_file', presented: leaf.certificates }).map(({ code }) => code)).toEqual(['CA_STALE']);
});
