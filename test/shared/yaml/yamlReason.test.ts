import { parseDocument } from 'yaml';
import { expect, it } from 'vitest';
import { yamlReason } from '../../../shared/yaml/yamlReason.ts';

const reasonFor = (text: string): string => yamlReason(parseDocument(text).errors[0]?.message ?? '');

it.each([
  ['a private key after a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n# end\n-----BEGIN PRIVATE KEY-----\nhunter2\n'],
  ['a password beside a block', 'a: |hunter2\n  b\n'],
  ['a password with a second colon', 'password: a: hunter2\n'],
])('quotes nothing of %s', (_what, text) => {
  expect(reasonFor(text)).toMatch(/^[A-Z][\w ]+\w$/);
  expect(reasonFor(text)).not.toContain('hunter2');
});

it('keeps the rest of the sentence, without its place', () => {
  expect(yamlReason('Missing space after : in flow map at line 2, column 3:\n\n{a: b}\n^')).toBe('Missing space after : in flow map');
  expect(yamlReason('Map keys must be unique')).toBe('Map keys must be unique');
});
