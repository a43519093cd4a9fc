import { expect, it } from 'vitest';
import { editedJobs } from '../../../shared/plan/editedJobs.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

it('names each job once, and none where no job is edited', () => {
  const plan = planDeployment(articleAnswers(), hostFacts());
  const edit = { op: 'set' as const, value: { kind: 'scalar' as const, value: 'x' } };
  const job = { where: 'job_name', is: 'node' };
  const edits = [{ ...edit, path: ['scrape_configs', job, 'scheme'] }, { ...edit, path: ['scrape_configs', job, 'tls_config', 'ca_file'] }, { ...edit, path: ['alerting', 'x'] }];
  const action = { kind: 'yaml.edit' as const, role: 'scrapeConfig' as const, path: '/p', lines: [], edits, create: { mode: 0o600, owner: null }, before: { kind: 'absent' as const }, why: '' };
  expect(editedJobs({ ...plan, actions: [action] })).toEqual(['node']);
  expect(editedJobs({ ...plan, actions: [{ ...action, role: 'webConfig' }] })).toEqual([]);
});
