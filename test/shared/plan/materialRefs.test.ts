import { expect, it } from 'vitest';
import { materialRefs } from '../../../shared/plan/materialRefs.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

it('finds every reference of a plan once', () => {
  const { actions } = planDeployment(articleAnswers(), hostFacts());
  expect(materialRefs(actions).sort()).toEqual(['certificate', 'hash:prometheus', 'key', 'password:prometheus']);
});

it('keeps odd user names as they are', () => {
  const { actions } = planDeployment(articleAnswers({ users: [{ name: 'a"b\\c' }] }), hostFacts());
  expect(materialRefs(actions)).toContain('hash:a"b\\c');
});
