import { expect, it } from 'vitest';
import { asApplied } from '../../../shared/plan/asApplied.ts';
import { articleAnswers } from '../../support/planFixtures.ts';

it('asks for nothing new: certificate and users are kept, removed ones are gone', () => {
  const applied = asApplied(articleAnswers({ users: [{ name: 'a' }, { name: 'b', generate: true }, { name: 'c', remove: true }] }));
  expect(applied.certificate).toEqual({ source: 'keep' });
  expect(applied.users).toEqual([{ name: 'a', keep: true }, { name: 'b', keep: true }]);
});

it('stays without TLS where there was none', () => {
  expect(asApplied(articleAnswers({ certificate: { source: 'none' } })).certificate).toEqual({ source: 'none' });
});
