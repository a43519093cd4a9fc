import { expect, it } from 'vitest';
import { checkJobNames } from '../../../../shared/check/across/checkJobNames.ts';
import { setupView } from '../../../../shared/check/across/setupView.ts';
import { oneSetup } from '../../../support/setupFacts.ts';

const jobs = (...names: readonly string[]): string => `scrape_configs:\n${names.map((name) => `- job_name: ${name}\n`).join('')}`;
const found = (main: string, ...included: readonly string[]): unknown => {
  const setup = oneSetup(null, `scrape_config_files: [jobs/*.yml]\n${main}`);
  const files = included.map((text, index) => ({ path: `/p/jobs/${String(index)}.yml`, text }));
  return checkJobNames(setupView({ ...setup, scrapeConfigs: [...setup.scrapeConfigs, ...files] })).map(({ path, line }) => [path, line]);
};

it('tells a job of the main file that another file has again, and one that two others have', () => {
  expect(found(jobs('a'), jobs('b', 'a'))).toEqual([['/p/jobs/0.yml', 3]]);
  expect(found(jobs('a'), jobs('b'), jobs('c', 'b'))).toEqual([['/p/jobs/1.yml', 3]]);
});

it('says nothing of names that are all different, or twice in one file, which that file is told for', () => {
  expect(found(jobs('a'), jobs('b'), jobs('c'))).toEqual([]);
  expect(found(jobs('a', 'a'))).toEqual([]);
});
