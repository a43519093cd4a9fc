/** Which jobs a change edits, so that the proof waits for a scrape of each. */
import type { Plan } from '../model/plan.ts';

/** @returns names of the jobs that stand in prometheus.yml already and connect in another way afterwards */
export function editedJobs({ actions }: Plan): string[] {
  const edits = actions.flatMap((action) => (action.kind === 'yaml.edit' && action.role === 'scrapeConfig' ? action.edits : []));
  return [...new Set(edits.flatMap(({ path: [section, job] }) => (section === 'scrape_configs' && typeof job === 'object' ? [job.is] : [])))];
}
