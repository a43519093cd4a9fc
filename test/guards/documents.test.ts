/** The generated documents are those that the code makes now, and the schema takes what the code takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { generateDocuments } from '../../scripts/docs.ts';
import { Answers } from '../../shared/model/answers.ts';
import { checkout } from './plantedTree.ts';

const documents = generateDocuments();

describe('the generated documents', () => {
  it.each(Object.keys(documents))('%s is up to date (npm run docs)', (path) => {
    expect(readFileSync(join(checkout, path), 'utf8')).toBe(documents[path]);
  });
});

describe('the schema of the answers', () => {
  const schema = JSON.parse(documents['docs/answers.schema.json'] ?? '') as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const smallest = {
    version: 1,
    folder: '/srv/prometheus',
    server: { kind: 'rehearsal' },
    names: ['localhost'],
    certificate: { source: 'self_signed' },
    users: [{ name: 'admin', generate: true }],
  };
  const answers: readonly (readonly [name: string, answers: unknown, sound: boolean])[] = [
    ['the smallest answers', smallest, true],
    ['an unknown key', { ...smallest, passwort: 'x' }, false],
    ['a missing folder', { ...smallest, folder: undefined }, false],
    ['a version of the future', { ...smallest, version: 2 }, false],
    ['an unknown server', { ...smallest, server: { kind: 'cloud' } }, false],
    ['a password in clear', { ...smallest, users: [{ name: 'admin', password: 'x' }] }, false],
    ['a certificate for too long', { ...smallest, certificate: { source: 'self_signed', days: 3651 } }, false],
  ];

  it.each(answers)('judges %s as the code does', (_name, given, sound) => {
    const json: unknown = JSON.parse(JSON.stringify(given));
    expect(validate(json)).toBe(sound);
    expect(Answers.safeParse(json).success).toBe(sound);
  });
});
