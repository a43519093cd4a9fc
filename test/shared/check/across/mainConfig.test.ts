import { expect, it } from 'vitest';
import { mainConfig, setupView } from '../../../../shared/check/across/setupView.ts';
import { oneJob, oneSetup } from '../../../support/setupFacts.ts';

const config = (path: string, text: string) => ({ path, text });

it('takes the file that includes the others for the configuration, whatever they are called', () => {
  const setup = oneSetup(null, '', {
    scrapeConfigs: [config('/p/a-jobs.yml', oneJob('far:9100')), config('/p/prometheus.yml', `scrape_config_files: ['*-jobs.yml']\n${oneJob('localhost:9090')}`)],
  });
  expect(mainConfig(setupView(setup))?.path).toBe('/p/prometheus.yml');
});

it('takes the first where none includes another, and none where there is none', () => {
  expect(mainConfig(setupView(oneSetup(null, oneJob('localhost:9090'))))?.path).toBe('/p/prometheus.yml');
  expect(mainConfig(setupView(oneSetup(null, '', { scrapeConfigs: [] })))).toBeNull();
});
