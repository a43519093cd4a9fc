/** One edit in a large prometheus.yml, beside reading and printing it with the yaml package. */
import { parseDocument } from 'yaml';
import { spliceYaml } from '../shared/yaml/spliceYaml.ts';
import type { Measurement } from './row.ts';
import { sideBySide } from './samples.ts';

const jobs = 2000;

/** Jobs as large installations have them. */
function largeConfig(): string {
  const job = (index: number): string => `  - job_name: job${index} # a comment\n    static_configs:\n      - targets: ['10.0.0.1:9100']\n`;
  return `scrape_configs:\n${Array.from({ length: jobs }, (_, index) => job(index)).join('')}`;
}

export async function measureYamlEdit(): Promise<Measurement> {
  const config = largeConfig();
  const path = ['scrape_configs', { where: 'job_name', is: `job${jobs / 2}` }, 'scheme'];
  const splice = (): void => {
    const result = spliceYaml(config, [{ op: 'set', path, value: { kind: 'scalar', value: 'https' } }]);
    if (!result.ok) throw new Error(result.problem.message);
  };
  const print = (): string => {
    const document = parseDocument(config);
    document.setIn(['scrape_configs', jobs / 2, 'scheme'], 'https');
    return document.toString();
  };
  const [ours, other] = await sideBySide([{ name: 'PromSeal', run: splice }, { name: 'yaml package', run: print }], 15, 3);
  if (ours === undefined || other === undefined) return { rows: [], notes: [] };
  return {
    rows: [{ what: `one edit in a prometheus.yml of ${jobs} jobs`, unit: 'ms', ours, other, aim: { kind: 'ratio', limit: 1 } }],
    notes: ['The yaml package prints the whole file anew, which changes lines that nobody edited; PromSeal changes one place and reads the result again to be sure.'],
  };
}
