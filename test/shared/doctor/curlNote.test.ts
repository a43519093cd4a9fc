import { describe, expect, it } from 'vitest';
import { Check } from '../../../shared/model/plan.ts';
import { curlNote } from '../../../shared/doctor/curlNote.ts';

describe('the note beside a command', () => {
  it('tells the right password from a wrong one', () => {
    expect(curlNote({ id: 'rightPassword', user: 'grafana' })).toBe('curl asks for the password: type that of grafana.');
    expect(curlNote({ id: 'wrongPassword', user: 'grafana' })).toBe('curl asks for the password: type a wrong one.');
  });
  it('is there for the checks that sign in, and for no other', () => {
    expect(Check.shape.id.options.filter((id) => curlNote({ id }) !== null)).toEqual(['wrongPassword', 'rightPassword']);
  });
});
