import { describe, expect, it } from 'vitest';
import { blockingLines, foundLines, healedLines, leftLines } from '../../../electron/cli/printHeal.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { advice, broken, checkReport, soon } from '../../support/checkReports.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';
import { reportOf } from '../../support/reportFixtures.ts';

const style = { columns: Infinity, verbose: false };
const heal = 'promseal heal /srv/prometheus';

describe('heal, before it changes anything', () => {
  it('says how much is repaired and how much stays', () => {
    const last = (findings: Parameters<typeof checkReport>[0], chosen = [broken]) => foundLines(checkReport(findings), chosen, style, heal).at(-2);
    expect(last({ findings: [broken] })).toBe('One repair in one change.');
    expect(last({ findings: [broken, soon] })).toBe('One repair in one change. One other finding stays as found.');
    expect(last({ findings: [broken, broken, soon, advice] }, [broken, broken])).toBe('2 repairs in one change. 2 other findings stay as found.');
  });

  it('says so where nothing can be repaired', () => {
    expect(foundLines(checkReport(), [], style, heal).at(-1)).toBe('Sound: nothing to find fault with.');
    expect(foundLines(checkReport({ findings: [soon] }), [], style, heal).at(-1)).toBe('None of it can PromSeal repair by itself; the hints say what to do.');
  });
});

describe('heal, afterwards', () => {
  it('names what is left, advice aside', () => {
    expect(leftLines(checkReport({ findings: [advice] }), style, heal)).toEqual(['', 'Checked again. Sound, with 1 advice.']);
    const left = (found: typeof soon) => leftLines(checkReport({ findings: [found] }), style, heal).join('\n');
    expect(left(soon)).toContain('Checked again. Not sound: 1 will break.\n\n  /srv/prometheus/prometheus.crt');
    expect(left(soon)).not.toContain(heal);
    expect(left(broken)).toContain(`\nPromSeal can repair more of it:\n  ${heal}`);
  });

  it('names what may have been in the way', () => {
    const other = { ...broken, id: 'other', path: '/srv/prometheus/prometheus.yml' };
    expect(blockingLines(checkReport({ findings: [broken, soon] }), [broken], style)).toEqual([]);
    expect(blockingLines(checkReport({ findings: [broken, other, soon] }), [broken], style).slice(1, 4)).toEqual([
      'This is broken too, and stayed as found. It may be the reason, so put it right first:',
      '',
      '  /srv/prometheus/prometheus.yml:4:3 (tls_server_config.min_tls)',
    ]);
  });
});

describe('heal, done', () => {
  const plan = planDeployment(articleAnswers({ users: [{ name: 'alice', generate: true }] }), hostFacts({}));

  it('names where passwords are kept, and the way back', () => {
    expect(healedLines(plan, reportOf())).toEqual(['', 'Passwords are kept in:', expect.stringMatching(/^ {2}\/.*\/alice\.password$/), '', 'Take this change back with:', `  promseal undo ${plan.folder}`]);
  });

  it('names nothing where nothing stands', () => {
    expect(healedLines(plan, reportOf({ outcome: 'rolledBack' }))).toEqual([]);
    expect(healedLines(plan, reportOf({ checkpoint: null }))).toEqual([]);
  });
});
