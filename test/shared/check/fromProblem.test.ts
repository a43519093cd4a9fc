import { describe, expect, it } from 'vitest';
import { fromProblem } from '../../../shared/check/fromProblem.ts';
import { problem } from '../../../shared/errors/failure.ts';
import { finding } from '../../../shared/model/finding.ts';

describe('fromProblem', () => {
  it('says what the catalogue says, as a finding made from it does', () => {
    const place = { path: '/etc/prometheus/web.yml', line: 3, column: 5 };
    expect(fromProblem(problem('HASH_COST', { cost: 4 }, place), 'advice')).toEqual(finding('HASH_COST', 'advice', { cost: 4 }, place));
    expect(fromProblem(problem('KEY_EMPTY'), 'broken')).toEqual(finding('KEY_EMPTY', 'broken'));
  });

  it('takes the place in the file rather than the answer of the wizard', () => {
    const found = fromProblem(problem('USER_NAME_EMPTY', {}, { field: 'users.0.name', path: '/w', line: 2 }), 'broken', {
      field: 'basic_auth_users',
      clients: ['go'],
    });
    expect(found).toMatchObject({ field: 'basic_auth_users', path: '/w', line: 2, clients: ['go'], id: 'USER_NAME_EMPTY /w basic_auth_users' });
    expect(fromProblem(problem('USER_NAME_EMPTY', {}, { field: 'users.0.name' }), 'broken')).not.toHaveProperty('field');
  });

  it('keeps a command to paste', () => {
    const fix = { kind: 'copyCommand', label: 'Copy', command: 'true' } as const;
    expect(fromProblem(problem('KEY_EMPTY', {}, { fix }), 'soon').fix).toEqual(fix);
  });
});
