import { describe, expect, it } from 'vitest';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { settledSchemes } from '../../../shared/plan/settledSchemes.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const config = 'scrape_configs:\n- job_name: a\n- job_name: b\n  scheme: https\n- job_name: c\n  relabel_configs: [{target_label: __scheme__}]\n- job_name: d\n  scheme: https\n';

describe('settledSchemes', () => {
  it('has the jobs whose scheme changes, but those where relabelling decides', () => {
    const facts = hostFacts({ scrapeConfig: config });
    const answers = articleAnswers({ scrape: { edit: false }, connections: [{ job: 'a', scheme: 'https' }, { job: 'b', scheme: null }, { job: 'c', scheme: 'https' }, { job: 'd', server_name: 'd.example' }] });
    expect([...settledSchemes(planDeployment(answers, facts), facts)]).toEqual([['a', 'https'], ['b', 'http']]);
  });
});
