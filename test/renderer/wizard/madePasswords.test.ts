import { describe, expect, it } from 'vitest';
import { madePasswords } from '../../../renderer/wizard/madePasswords.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const made = (users: ReturnType<typeof articleAnswers>['users']) => {
  const answers = articleAnswers({ users });
  return madePasswords({ plan: planDeployment(answers, hostFacts()), answers });
};

describe('passwords that nobody typed', () => {
  it('are found in the files that the plan writes for them', () => {
    const paths = made([{ name: 'scraper', generate: true }, { name: 'grafana', generate: true }]).map(({ user, path }) => [user, path]);
    expect(paths.toSorted()).toEqual([['grafana', '/srv/sealed/grafana.password'], ['scraper', '/srv/sealed/scraper.password']]);
  });
  it('are none of those that somebody typed, which are written to a file for the scrape all the same', () => {
    expect(made([{ name: 'prometheus' }])).toEqual([]);
  });
});
