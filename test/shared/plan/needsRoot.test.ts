import { describe, expect, it } from 'vitest';
import { problem } from '../../../shared/errors/failure.ts';
import { cannotBeRead, mayNeedRoot, stopsOnlyThisUser } from '../../../shared/plan/needsRoot.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const refusal = (severity: 'error' | 'warning') =>
  problem('FOLDER_NOT_WRITABLE', { path: '/etc/prometheus', word: '/etc/prometheus', reason: 'this user has no right to' }, { path: '/etc/prometheus', severity });
const refused = refusal('error');
const service = articleAnswers({ server: { kind: 'service', unit: 'prometheus.service' } });
const facts = { ...hostFacts(), platform: 'linux' as const, isRoot: false };

describe('root is what is missing', () => {
  it('where the system refuses a place to this user', () => {
    expect(mayNeedRoot(service, facts, [refused])).toBe(true);
    expect(stopsOnlyThisUser(refused)).toBe(true);
  });

  it.each([
    ['nothing is refused', service, facts, []],
    ['something else is wrong', service, facts, [problem('NOTHING_ASKED')]],
    ['it is a warning', service, facts, [refusal('warning')]],
    ['it is root already, as with a read-only disk', service, { ...facts, isRoot: true }, [refused]],
    ['no script is written for the system', service, { ...facts, platform: 'darwin' as const }, [refused]],
    ['PromSeal starts the server itself', articleAnswers({ server: { kind: 'rehearsal' } }), facts, [refused]],
  ])('and not where %s', (_case, answers, seen, problems) => {
    expect(mayNeedRoot(answers, seen, problems)).toBe(false);
  });

  it('but not for staging what cannot be read', () => {
    expect(cannotBeRead(problem('CONFIG_NOT_USABLE', { path: '/x', reason: 'no right' }))).toBe(true);
    expect(cannotBeRead(refused)).toBe(false);
  });
});
