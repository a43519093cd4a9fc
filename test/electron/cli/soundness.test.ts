import { describe, expect, it } from 'vitest';
import { isSound } from '../../../electron/cli/soundness.ts';
import { advice, broken, checkReport, missing, soon, unseen } from '../../support/checkReports.ts';

describe('a setup is sound', () => {
  it('when nothing was found but advice, though not everything live could be asked', () => {
    expect(isSound(checkReport())).toBe(true);
    expect(isSound(checkReport({ findings: [advice], problems: [unseen] }))).toBe(true);
  });

  it('not with anything broken, about to break or unsafe', () => {
    for (const found of [broken, soon, { ...advice, severity: 'unsafe' as const }]) expect(isSound(checkReport({ findings: [found] }))).toBe(false);
  });

  it('not when something that was named could not be looked at, or nothing was', () => {
    expect(isSound(checkReport({ problems: [missing] }))).toBe(false);
    expect(isSound(checkReport({ servers: [], files: [{ path: '/README', kind: 'unknown' }] }))).toBe(false);
    expect(isSound(checkReport({ servers: [], files: [{ path: '/a.crt', kind: 'certificate' }] }))).toBe(true);
  });
});
