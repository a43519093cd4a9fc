import { describe, expect, it } from 'vitest';
import { chooseRepairs } from '../../../electron/cli/chooseRepairs.ts';
import { UsageError } from '../../../electron/cli/usageError.ts';
import { advice, broken, checkReport, soon } from '../../support/checkReports.ts';

const other = { ...broken, id: 'WEB_FIELD_UNKNOWN elsewhere' };
const report = checkReport({ findings: [broken, other, soon, advice] });

describe('heal repairs', () => {
  it('all that it can', () => {
    expect(chooseRepairs(report, [])).toEqual([broken, other]);
    expect(chooseRepairs(checkReport({ findings: [soon] }), [])).toEqual([]);
  });

  it('only what is named by code or id, each once', () => {
    expect(chooseRepairs(report, ['WEB_FIELD_UNKNOWN'])).toEqual([broken, other]);
    expect(chooseRepairs(report, [other.id, other.id, 'WEB_FIELD_UNKNOWN'])).toEqual([other, broken]);
  });

  it('nothing that was not found, or that a person has to do', () => {
    expect(() => chooseRepairs(report, ['KEY_ENCRYPTED'])).toThrow(new UsageError('--only KEY_ENCRYPTED: nothing of that code or id was found; what can be repaired is WEB_FIELD_UNKNOWN'));
    expect(() => chooseRepairs(checkReport(), ['KEY_ENCRYPTED'])).toThrow(new UsageError('--only KEY_ENCRYPTED: nothing of that code or id was found'));
    expect(() => chooseRepairs(report, [soon.code])).toThrow(new UsageError('--only CERTIFICATE_EXPIRES_SOON: PromSeal cannot repair that; promseal check says what to do'));
  });
});
