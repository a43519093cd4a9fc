import { expect, it } from 'vitest';
import { outcomeMessage } from '../../../shared/plan/outcomeMessage.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const both = planDeployment(articleAnswers(), hostFacts()).endpoint;
const tlsOnly = planDeployment(articleAnswers({ users: [] }), hostFacts()).endpoint;
const usersOnly = planDeployment(articleAnswers({ certificate: { source: 'none' } }), hostFacts()).endpoint;

it.each([
  [both, 'Prometheus now answers only over HTTPS, and only with a password.'],
  [tlsOnly, 'Prometheus now answers only over HTTPS.'],
  [usersOnly, 'Prometheus now answers over plain HTTP and only with a password.'],
])('says what holds now', (endpoint, sentence) => {
  expect(outcomeMessage('applied', endpoint, 0, false)).toBe(sentence);
});

it('counts what failed and says what to do', () => {
  expect(outcomeMessage('appliedWithFailures', both, 1, false)).toContain('1 check failed');
  expect(outcomeMessage('appliedWithFailures', both, 3, false)).toContain('3 checks failed');
  expect(outcomeMessage('appliedWithFailures', both, 3, true)).toContain('Run the commands below');
  expect(outcomeMessage('applied', null, 0, false)).toContain('No Prometheus was asked');
  expect(outcomeMessage('rolledBack', null, 0, false)).toContain('Nothing has changed');
  expect(outcomeMessage('needsHands', null, 1, true)).toContain('could not put everything back');
});
